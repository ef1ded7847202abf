package com.keeptrusts.security.command.totp;

import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.door.ActingUser;
import com.keeptrusts.security.command.lookup.Accounts;
import com.keeptrusts.security.command.recovery.RecoveryCodeIssue;
import com.keeptrusts.security.command.recovery.RecoveryCodes;
import com.keeptrusts.security.command.recovery.RecoveryCodesAnswer;
import com.keeptrusts.security.command.user.ConfirmMfa;
import com.keeptrusts.security.command.user.EnableMfa;
import com.keeptrusts.security.command.vault.Secret;
import com.keeptrusts.security.command.vault.SecretName;
import com.keeptrusts.security.command.vault.Vault;
import com.keeptrusts.security.event.EnrollmentId;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.SubjectRevision;
import com.keeptrusts.security.event.TotpRevision;
import com.keeptrusts.security.event.TotpStep;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.DatabaseClock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Enabling MFA: a secret is shown, then a code of it is verified (rules TOTP-1, TOTP-2, TOTP-5).
 * The secret is in the vault before the fact that names it.
 */
@Component
public final class TotpEnrollment {

  private static final Duration LIFETIME = Duration.ofMinutes(10);

  private final TotpSecrets secrets = new TotpSecrets();
  private final TotpIssuer issuer;
  private final TotpCodes totpCodes;
  private final Enrollments enrollments;
  private final RecoveryCodeIssue recoveryCodeIssue;
  private final Accounts accounts;
  private final Vault vault;
  private final Commands commands;
  private final DatabaseClock clock;

  public TotpEnrollment(
      TotpIssuer issuer,
      TotpCodes totpCodes,
      Enrollments enrollments,
      RecoveryCodeIssue recoveryCodeIssue,
      Accounts accounts,
      Vault vault,
      Commands commands,
      DatabaseClock clock) {
    this.issuer = issuer;
    this.totpCodes = totpCodes;
    this.enrollments = enrollments;
    this.recoveryCodeIssue = recoveryCodeIssue;
    this.accounts = accounts;
    this.vault = vault;
    this.commands = commands;
    this.clock = clock;
  }

  /** Makes a secret and shows it; what is confirmed already stays in force. */
  public EnrollmentAnswer start(ActingUser acting) {
    UserId user = acting.user();
    EnrollmentId enrollment = EnrollmentId.of(UUID.randomUUID().toString());
    TotpRevision revision = TotpRevision.of(UUID.randomUUID().toString());
    Instant expiresAt = clock.now().plus(LIFETIME);
    try (Secret secret = secrets.next()) {
      vault.write(SecretName.of(revision, user), secret);
      enrollments.open(enrollment, user, revision, expiresAt);
      SubjectRevision decided =
          commands.send(new EnableMfa(user, enrollment, revision, expiresAt), acting.caller());
      TotpSetup setup = TotpSetup.of(issuer, accounts.email(user), secret);
      return new EnrollmentAnswer(
          enrollment, setup.uri(), setup.base32(), setup.qrSvg(), expiresAt, decided);
    }
  }

  /** Verifies a code of the shown secret and puts it in force. */
  public RecoveryCodesAnswer confirm(ActingUser acting, EnrollmentId enrollment, String typed) {
    UserId user = acting.user();
    TotpRevision revision =
        enrollments.count(enrollment, user).orElseThrow(TotpEnrollment::notOpen);
    TotpStep step = verified(user, revision, typed);
    return recoveryCodeIssue.issue(
        user,
        set ->
            commands.send(
                new ConfirmMfa(
                    user, enrollment, revision, step, acting.session(), set, RecoveryCodes.COUNT),
                acting.caller()));
  }

  private TotpStep verified(UserId user, TotpRevision revision, String typed) {
    try (Secret secret =
        vault.read(SecretName.of(revision, user)).orElseThrow(TotpEnrollment::notOpen)) {
      if (totpCodes.check(secret, typed, clock.now()) instanceof TotpVerdict.Accepted accepted) {
        return accepted.step();
      }
      throw new Rejected(
          Reason.WRONG_CODE,
          "This is not the app's code: wait for the next one, and check the phone's clock");
    }
  }

  private static Rejected notOpen() {
    return new Rejected(
        Reason.ENROLLMENT_NOT_OPEN,
        "This enrolment was replaced, has ended, or was tried too often: start again");
  }
}
