package com.keeptrusts.security.command.lookup;

import com.keeptrusts.security.command.attempt.Attempts;
import com.keeptrusts.security.command.attempt.Devices;
import com.keeptrusts.security.command.attempt.PendingEmails;
import com.keeptrusts.security.command.attempt.SignInsInProgress;
import com.keeptrusts.security.command.attempt.SubjectHash;
import com.keeptrusts.security.command.attempt.SubjectHashes;
import com.keeptrusts.security.event.Authenticator;
import com.keeptrusts.security.event.AuthenticatorEnabled;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.EmailChanged;
import com.keeptrusts.security.event.ExternalIdentityUnlinked;
import com.keeptrusts.security.event.MfaDisabled;
import com.keeptrusts.security.event.MfaEnabled;
import com.keeptrusts.security.event.MfaReset;
import com.keeptrusts.security.event.PasskeyRegistered;
import com.keeptrusts.security.event.PasskeyRevoked;
import com.keeptrusts.security.event.PasswordAdded;
import com.keeptrusts.security.event.PasswordChanged;
import com.keeptrusts.security.event.PasswordRotated;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.RecoveryCodesIssued;
import com.keeptrusts.security.event.SessionsRevoked;
import com.keeptrusts.security.event.TemporaryPasswordIssued;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.PersonalData;
import com.keeptrusts.security.log.StoredNames;
import java.util.Optional;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;

/**
 * What dies with a change, in the transaction of the event: sign-ins in progress (rule SIGN-6),
 * counters of guesses and known devices (rule SIGN-5). It is in no log and is never made again. Its
 * errors fail the command.
 */
@ProcessingGroup(StoredNames.LOOKUP)
public final class Endings {

  private final AccountRows rows;
  private final SignInsInProgress signIns;
  private final Attempts attempts;
  private final Devices devices;
  private final PendingEmails pendingEmails;
  private final SubjectHashes hashes;
  private final PersonalData personal;

  public Endings(
      AccountRows rows,
      SignInsInProgress signIns,
      Attempts attempts,
      Devices devices,
      PendingEmails pendingEmails,
      SubjectHashes hashes,
      PersonalData personal) {
    this.rows = rows;
    this.signIns = signIns;
    this.attempts = attempts;
    this.devices = devices;
    this.pendingEmails = pendingEmails;
    this.hashes = hashes;
    this.personal = personal;
  }

  /** What was guessed counts against the password, whatever e-mail it is guessed with. */
  @EventHandler
  void on(EmailChanged event) {
    signIns.deleteOf(event.userId());
    pendingEmails.forget(event.userId());
    hash(event.from()).ifPresent(from -> hash(event.to()).ifPresent(to -> attempts.move(from, to)));
  }

  private Optional<SubjectHash> hash(Personal<EmailAddress> sealed) {
    return personal.open(sealed).map(EmailAddress::new).map(hashes::of);
  }

  @EventHandler
  void on(MfaEnabled event) {
    signIns.deleteOf(event.userId());
    attempts.reset(Authenticator.TOTP, hashes.of(event.userId()));
  }

  @EventHandler
  void on(MfaDisabled event) {
    signIns.deleteOf(event.userId());
  }

  @EventHandler
  void on(MfaReset event) {
    signIns.deleteOf(event.userId());
    devices.forgetAllOf(event.userId());
  }

  @EventHandler
  void on(PasskeyRegistered event) {
    signIns.deleteOf(event.userId());
  }

  @EventHandler
  void on(PasskeyRevoked event) {
    signIns.deleteOf(event.userId());
  }

  @EventHandler
  void on(RecoveryCodesIssued event) {
    signIns.deleteOf(event.userId());
    attempts.reset(Authenticator.RECOVERY_CODE, hashes.of(event.userId()));
  }

  @EventHandler
  void on(TemporaryPasswordIssued event) {
    signIns.deleteOf(event.userId());
    devices.forgetAllOf(event.userId());
    resetPassword(event.userId());
  }

  @EventHandler
  void on(PasswordRotated event) {
    signIns.deleteOf(event.userId());
    resetPassword(event.userId());
  }

  @EventHandler
  void on(PasswordChanged event) {
    signIns.deleteOf(event.userId());
    resetPassword(event.userId());
  }

  @EventHandler
  void on(PasswordAdded event) {
    signIns.deleteOf(event.userId());
    resetPassword(event.userId());
  }

  @EventHandler
  void on(ExternalIdentityUnlinked event) {
    signIns.deleteOf(event.userId());
  }

  @EventHandler
  void on(SessionsRevoked event) {
    signIns.deleteOf(event.userId());
    pendingEmails.forget(event.userId());
  }

  @EventHandler
  void on(AuthenticatorEnabled event) {
    if (event.authenticator() == Authenticator.PASSWORD) {
      resetPassword(event.userId());
    } else {
      attempts.reset(event.authenticator(), hashes.of(event.userId()));
    }
  }

  private void resetPassword(UserId user) {
    rows.emailHash(user).ifPresent(email -> attempts.reset(Authenticator.PASSWORD, email));
  }
}
