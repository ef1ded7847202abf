package com.keeptrusts.security.command.user;

import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which password is in force; a temporary one until when. */
record PasswordState(@Nullable PasswordRevision revision, @Nullable Instant temporaryUntil) {

  static final PasswordState NONE = new PasswordState(null, null);

  boolean temporary() {
    return temporaryUntil != null;
  }

  /** One that the user chose. */
  boolean own() {
    return revision != null && !temporary();
  }

  /**
   * Refuses a password that is not the one in force (rule SIGN-8), or has expired (rule PWD-3): the
   * latter in the words of a wrong one, so that nobody learns that it was right (rule SIGN-4).
   */
  void requireProved(PasswordRevision verified, Instant now) {
    if (revision == null) {
      throw new Rejected(Reason.NO_PASSWORD, "The account has no password");
    }
    if (!verified.equals(revision)) {
      throw new Rejected(
          Reason.CREDENTIAL_CHANGED,
          "The password was replaced meanwhile: sign in with the new one");
    }
    if (temporaryUntil != null && !now.isBefore(temporaryUntil)) {
      throw Rejected.signInFailed();
    }
  }

  /** Refuses every other form of giving the account a password than the right one. */
  void require(PasswordForm asked, Instant now) {
    boolean expired = temporaryUntil != null && !now.isBefore(temporaryUntil);
    PasswordForm.of(revision != null, temporary(), expired).require(asked);
  }
}
