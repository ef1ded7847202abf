package com.keeptrusts.security.command.user;

import static com.keeptrusts.security.command.user.TestUsers.ANNA;
import static com.keeptrusts.security.command.user.TestUsers.NOW;
import static com.keeptrusts.security.command.user.TestUsers.id;

import com.keeptrusts.security.event.EnrollmentId;
import com.keeptrusts.security.event.MfaEnabled;
import com.keeptrusts.security.event.MfaEnrollmentStarted;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.PasswordRotated;
import com.keeptrusts.security.event.RecoveryCodeSetId;
import com.keeptrusts.security.event.RecoveryCodesIssued;
import com.keeptrusts.security.event.TemporaryPasswordIssued;
import com.keeptrusts.security.event.TotpRevision;
import com.keeptrusts.security.event.TotpStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Anna's passwords, authenticator apps and recovery codes. */
final class TestCredentials {

  static final PasswordRevision TEMPORARY = PasswordRevision.of(id(20));
  static final PasswordRevision OWN = PasswordRevision.of(id(21));
  static final PasswordRevision OTHER = PasswordRevision.of(id(22));
  static final Instant IN_THREE_DAYS = NOW.plus(Duration.ofDays(3));
  static final Instant IN_TEN_MINUTES = NOW.plus(Duration.ofMinutes(10));
  static final int TEN_CODES = 10;

  private TestCredentials() {}

  static TemporaryPasswordIssued temporaryPassword() {
    return new TemporaryPasswordIssued(ANNA, TEMPORARY, null, IN_THREE_DAYS, null);
  }

  static List<Object> ownPassword() {
    return List.of(temporaryPassword(), new PasswordRotated(ANNA, TEMPORARY, OWN));
  }

  static EnrollmentId enrollment(int number) {
    return EnrollmentId.of(id(300 + number));
  }

  static TotpRevision app(int number) {
    return TotpRevision.of(id(400 + number));
  }

  static TotpStep step(long number) {
    return new TotpStep(59_000_000 + number);
  }

  static RecoveryCodeSetId codes(int number) {
    return RecoveryCodeSetId.of(id(500 + number));
  }

  static EnableMfa enable(int number) {
    return new EnableMfa(ANNA, enrollment(number), app(number), IN_TEN_MINUTES);
  }

  static MfaEnrollmentStarted started(int number) {
    return new MfaEnrollmentStarted(ANNA, enrollment(number), app(number), IN_TEN_MINUTES);
  }

  static ConfirmMfa confirm(int number, TotpStep step) {
    return new ConfirmMfa(
        ANNA, enrollment(number), app(number), step, TestSessions.id(1), codes(number), TEN_CODES);
  }

  /** App 1 confirmed by step 1 in session 1, with recovery codes 1. */
  static List<Object> mfa() {
    return List.of(
        started(1),
        new MfaEnabled(ANNA, enrollment(1), app(1), step(1), null, TestSessions.id(1)),
        new RecoveryCodesIssued(ANNA, codes(1), TEN_CODES, null));
  }

  static TotpProof code(int app, long step) {
    return new TotpProof(app(app), step(step));
  }

  static RecoveryCodeProof recoveryCode(int set, int place) {
    return new RecoveryCodeProof(codes(set), place);
  }
}
