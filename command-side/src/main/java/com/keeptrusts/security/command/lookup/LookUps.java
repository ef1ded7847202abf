package com.keeptrusts.security.command.lookup;

import com.keeptrusts.security.command.attempt.SubjectHashes;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.EmailChanged;
import com.keeptrusts.security.event.ExternalIdentityLinked;
import com.keeptrusts.security.event.ExternalIdentityUnlinked;
import com.keeptrusts.security.event.ExternalSubject;
import com.keeptrusts.security.event.Issuer;
import com.keeptrusts.security.event.MfaDisabled;
import com.keeptrusts.security.event.MfaEnabled;
import com.keeptrusts.security.event.MfaEnrollmentStarted;
import com.keeptrusts.security.event.MfaReset;
import com.keeptrusts.security.event.PasskeyRegistered;
import com.keeptrusts.security.event.PasskeyRenamed;
import com.keeptrusts.security.event.PasskeyRevoked;
import com.keeptrusts.security.event.PasskeyUsed;
import com.keeptrusts.security.event.PasswordAdded;
import com.keeptrusts.security.event.PasswordChanged;
import com.keeptrusts.security.event.PasswordRotated;
import com.keeptrusts.security.event.RecoveryCodeUsed;
import com.keeptrusts.security.event.RecoveryCodesIssued;
import com.keeptrusts.security.event.TemporaryPasswordIssued;
import com.keeptrusts.security.event.UserRegistered;
import com.keeptrusts.security.log.PersonalData;
import com.keeptrusts.security.log.StoredNames;
import java.time.Instant;
import java.util.Optional;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;

/**
 * Keeps the accounts and their secrets in force true within the transaction of the event. Its
 * errors fail the command. What else a change ends is not looked up by anybody: see {@link
 * Endings}.
 */
@ProcessingGroup(StoredNames.LOOKUP)
public final class LookUps {

  private final AccountRows rows;
  private final ExternalIdentityRows identities;
  private final PasskeyRows passkeys;
  private final SubjectHashes hashes;
  private final PersonalData personal;

  public LookUps(
      AccountRows rows,
      ExternalIdentityRows identities,
      PasskeyRows passkeys,
      SubjectHashes hashes,
      PersonalData personal) {
    this.rows = rows;
    this.identities = identities;
    this.passkeys = passkeys;
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

  /** As above, nothing can be found by a forgotten subject. */
  @EventHandler
  void on(ExternalIdentityLinked event, @Timestamp Instant at) {
    Optional<String> subject = personal.open(event.subject());
    personal
        .open(event.issuer())
        .flatMap(
            issuer -> subject.map(sub -> hashes.of(new Issuer(issuer), new ExternalSubject(sub))))
        .ifPresent(hash -> identities.link(event, hash, at));
  }

  @EventHandler
  void on(ExternalIdentityUnlinked event) {
    identities.unlink(event.identity());
  }

  @EventHandler
  void on(EmailChanged event) {
    personal
        .open(event.to())
        .ifPresent(
            email ->
                rows.changeEmail(
                    event.userId(), event.from(), hashes.of(new EmailAddress(email)), event.to()));
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
  }

  @EventHandler
  void on(MfaDisabled event) {
    rows.withoutTotp(event.userId());
    if (!event.methodsRemain()) {
      rows.withoutRecoveryCodes(event.userId());
    }
    rows.live(event.userId());
  }

  /** As above, a forgotten user's passkey is nobody's. */
  @EventHandler
  void on(PasskeyRegistered event, @Timestamp Instant at) {
    personal.open(event.name()).ifPresent(name -> passkeys.register(event, at));
  }

  @EventHandler
  void on(PasskeyRenamed event) {
    passkeys.rename(event);
  }

  @EventHandler
  void on(PasskeyUsed event, @Timestamp Instant at) {
    passkeys.used(event, at);
  }

  @EventHandler
  void on(PasskeyRevoked event) {
    passkeys.revoke(event.passkey());
    if (!event.methodsRemain()) {
      rows.withoutRecoveryCodes(event.userId());
      rows.live(event.userId());
    }
  }

  @EventHandler
  void on(MfaReset event) {
    rows.withoutTotp(event.userId());
    rows.withoutRecoveryCodes(event.userId());
    rows.live(event.userId());
  }

  @EventHandler
  void on(RecoveryCodesIssued event) {
    rows.recoveryCodes(event.userId(), event.set(), event.count());
    rows.live(event.userId());
  }

  @EventHandler
  void on(RecoveryCodeUsed event) {
    rows.recoveryCodesLeft(event.userId(), event.remaining());
  }

  @EventHandler
  void on(TemporaryPasswordIssued event) {
    rows.temporaryPassword(event.userId(), event.revision(), event.expiresAt());
    rows.live(event.userId());
  }

  @EventHandler
  void on(PasswordRotated event) {
    rows.password(event.userId(), event.to());
    rows.live(event.userId());
  }

  @EventHandler
  void on(PasswordChanged event) {
    rows.password(event.userId(), event.to());
    rows.live(event.userId());
  }

  @EventHandler
  void on(PasswordAdded event) {
    rows.password(event.userId(), event.revision());
    rows.live(event.userId());
  }
}
