package com.keeptrusts.security.command.user;

import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;

/**
 * Which call gives a user another password, as things are; any other call is refused and says which
 * is right (rule PWD-5).
 */
public enum PasswordForm {
  /** No password lets the user in: there is none, or a temporary one whose time is over. */
  ADD(Reason.NO_PASSWORD, "No password lets anybody into this account: add one"),
  /** A temporary password is to be replaced. */
  ROTATE(Reason.PASSWORD_TEMPORARY, "The password is temporary: choose one in its place"),
  /** A password of the own is to be replaced. */
  CHANGE(Reason.PASSWORD_EXISTS, "The account has a password of its own: change it"),
  /** None is right in this session: see {@link #whileRotationIsDue}. */
  NONE(
      Reason.TEMPORARY_PASSWORD_EXPIRED,
      "The temporary password's time is over: ask for another one, and sign in with it");

  private final Reason reason;
  private final String sentence;

  PasswordForm(Reason reason, String sentence) {
    this.reason = reason;
    this.sentence = sentence;
  }

  /** The right one for an account; {@code expired}: a temporary password whose time is over. */
  public static PasswordForm of(boolean exists, boolean temporary, boolean expired) {
    if (!exists || expired) {
      return ADD;
    }
    return temporary ? ROTATE : CHANGE;
  }

  /**
   * The right one in a session that may do nothing but replace the temporary password it began
   * with: once the time of that is over there is nothing left to do in it.
   */
  public PasswordForm whileRotationIsDue() {
    return this == ADD ? NONE : this;
  }

  /** Refuses every other form than the one that is asked for. */
  public void require(PasswordForm asked) {
    if (this != asked) {
      throw new Rejected(reason, sentence);
    }
  }
}
