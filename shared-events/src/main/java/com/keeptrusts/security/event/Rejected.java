package com.keeptrusts.security.event;

/**
 * The rules say no. Nothing was changed. The sentence names the subject and what would help, and is
 * shown to the caller.
 */
public class Rejected extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  public Rejected(Reason reason, String sentence) {
    super(sentence);
    this.reason = reason;
  }

  /** One for everything that is wrong with what was typed, since nobody is told what (SIGN-4). */
  public static Rejected signInFailed() {
    return new Rejected(Reason.SIGN_IN_FAILED, "E-mail or password is not right");
  }

  public Reason reason() {
    return reason;
  }
}
