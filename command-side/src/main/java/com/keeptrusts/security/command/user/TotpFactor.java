package com.keeptrusts.security.command.user;

import com.keeptrusts.security.event.EnrollmentId;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.TotpRevision;
import com.keeptrusts.security.event.TotpStep;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The authenticator app: the secret in force with the step of its last accepted code, and beside it
 * the try that may come in its place.
 */
record TotpFactor(
    @Nullable TotpRevision confirmed,
    @Nullable TotpStep lastAccepted,
    @Nullable Unconfirmed unconfirmed) {

  static final TotpFactor OFF = new TotpFactor(null, null, null);

  record Unconfirmed(EnrollmentId enrollment, TotpRevision revision, Instant expiresAt) {}

  boolean on() {
    return confirmed != null;
  }

  TotpFactor started(EnrollmentId enrollment, TotpRevision revision, Instant expiresAt) {
    return new TotpFactor(
        confirmed, lastAccepted, new Unconfirmed(enrollment, revision, expiresAt));
  }

  TotpFactor confirmed(TotpRevision revision, TotpStep step) {
    return new TotpFactor(revision, step, null);
  }

  TotpFactor accepted(@Nullable TotpStep step) {
    return step == null ? this : new TotpFactor(confirmed, step, unconfirmed);
  }

  /** Refuses to confirm anything but the latest try, and that one after its time (rule TOTP-1). */
  void requireOpen(EnrollmentId enrollment, TotpRevision proven, Instant now) {
    if (unconfirmed == null
        || !unconfirmed.enrollment().equals(enrollment)
        || !unconfirmed.revision().equals(proven)
        || !now.isBefore(unconfirmed.expiresAt())) {
      throw new Rejected(
          Reason.ENROLLMENT_NOT_OPEN,
          "Start again: this enrolment was replaced, has ended, or is older than ten minutes");
    }
  }

  /**
   * Refuses another secret (rule SIGN-8), and a step that is not later than the last (rule TOTP-3).
   */
  void requireProved(TotpProof proof) {
    if (!proof.revision().equals(confirmed)) {
      throw new Rejected(
          Reason.CREDENTIAL_CHANGED, "The authenticator app was replaced meanwhile: start again");
    }
    if (lastAccepted != null && !proof.step().isAfter(lastAccepted)) {
      throw new Rejected(
          Reason.WRONG_CODE, "This code, or a later one, was used already: wait for the next one");
    }
  }
}
