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

  public Reason reason() {
    return reason;
  }
}
