package com.keeptrusts.security.command.lookup;

import com.keeptrusts.security.command.attempt.Attempts;
import com.keeptrusts.security.command.attempt.SignInsInProgress;
import com.keeptrusts.security.command.attempt.SubjectHashes;
import com.keeptrusts.security.event.Authenticator;
import com.keeptrusts.security.event.AuthenticatorEnabled;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.MfaDisabled;
import com.keeptrusts.security.event.MfaEnabled;
import com.keeptrusts.security.event.MfaEnrollmentStarted;
import com.keeptrusts.security.event.MfaReset;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.PasswordRotated;
import com.keeptrusts.security.event.RecoveryCodeUsed;
import com.keeptrusts.security.event.RecoveryCodesIssued;
import com.keeptrusts.security.event.SessionsRevoked;
import com.keeptrusts.security.event.TemporaryPasswordIssued;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.event.UserRegistered;
import com.keeptrusts.security.log.PersonalData;
import com.keeptrusts.security.log.StoredNames;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;

/**
 * Keeps the command side's look-ups true within the transaction of the event: accounts by e-mail,
 * the secrets in force, and what dies with a change (sign-ins in progress, counters of guesses).
 * Its errors fail the command.
 */
@ProcessingGroup(StoredNames.LOOKUP)
public final class LookUps {

  private final AccountRows rows;
  private final SignInsInProgress signIns;
  private final Attempts attempts;
  private final SubjectHashes hashes;
  private final PersonalData personal;

  public LookUps(
      AccountRows rows,
      SignInsInProgress signIns,
      Attempts attempts,
      SubjectHashes hashes,
      PersonalData personal) {
    this.rows = rows;
    this.signIns = signIns;
    this.attempts = attempts;
    this.hashes = hashes;
    this.personal = personal;
  }

  /**
   * A forgotten user's events are read again in a rebuild; there is nothing to look up any more.
   */
  @EventHandler
  void on(UserRegistered event) {
    personal
        .open(event.email())
        .ifPresent(
            email ->
                rows.register(
                    event.userId(),
                    hashes.of(new EmailAddress(email)),
                    event.email(),
                    event.displayName()));
  }

  @EventHandler
  void on(MfaEnrollmentStarted event) {
    rows.enrolling(event.userId(), event.revision(), event.expiresAt());
    rows.live(event.userId());
  }

  @EventHandler
  void on(MfaEnabled event) {
    rows.totp(event.userId(), event.revision());
    rows.live(event.userId());
    signIns.deleteOf(event.userId());
    attempts.reset(Authenticator.TOTP, hashes.of(event.userId()));
  }

  @EventHandler
  void on(MfaDisabled event) {
    withoutMfa(event.userId());
  }

  @EventHandler
  void on(MfaReset event) {
    withoutMfa(event.userId());
  }

  @EventHandler
  void on(RecoveryCodesIssued event) {
    rows.recoveryCodes(event.userId(), event.set(), event.count());
    rows.live(event.userId());
    signIns.deleteOf(event.userId());
    attempts.reset(Authenticator.RECOVERY_CODE, hashes.of(event.userId()));
  }

  @EventHandler
  void on(RecoveryCodeUsed event) {
    rows.recoveryCodesLeft(event.userId(), event.remaining());
  }

  @EventHandler
  void on(TemporaryPasswordIssued event) {
    password(event.userId(), event.revision());
    resetPassword(event.userId());
  }

  @EventHandler
  void on(PasswordRotated event) {
    password(event.userId(), event.to());
  }

  @EventHandler
  void on(SessionsRevoked event) {
    signIns.deleteOf(event.userId());
  }

  @EventHandler
  void on(AuthenticatorEnabled event) {
    if (event.authenticator() == Authenticator.PASSWORD) {
      resetPassword(event.userId());
    } else {
      attempts.reset(event.authenticator(), hashes.of(event.userId()));
    }
  }

  private void withoutMfa(UserId user) {
    rows.withoutMfa(user);
    rows.live(user);
    signIns.deleteOf(user);
  }

  private void password(UserId user, PasswordRevision revision) {
    rows.password(user, revision);
    rows.live(user);
    signIns.deleteOf(user);
  }

  private void resetPassword(UserId user) {
    rows.emailHash(user).ifPresent(email -> attempts.reset(Authenticator.PASSWORD, email));
  }
}
