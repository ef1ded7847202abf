package com.keeptrusts.security.command.user;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.keeptrusts.security.command.authority.Standing;
import com.keeptrusts.security.event.Authenticator;
import com.keeptrusts.security.event.EmailChanged;
import com.keeptrusts.security.event.EndCause;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.MfaDisabled;
import com.keeptrusts.security.event.MfaEnabled;
import com.keeptrusts.security.event.MfaEnrollmentStarted;
import com.keeptrusts.security.event.MfaReset;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Origin;
import com.keeptrusts.security.event.PasskeyRevoked;
import com.keeptrusts.security.event.PasswordAdded;
import com.keeptrusts.security.event.PasswordChanged;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.PasswordRotated;
import com.keeptrusts.security.event.ProviderAuthentication;
import com.keeptrusts.security.event.RecoveryCodeSetId;
import com.keeptrusts.security.event.RecoveryCodeUsed;
import com.keeptrusts.security.event.RecoveryCodesIssued;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.SessionReauthenticated;
import com.keeptrusts.security.event.SessionStarted;
import com.keeptrusts.security.event.SessionsRevoked;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.TemporaryPasswordIssued;
import com.keeptrusts.security.event.TotpRevision;
import com.keeptrusts.security.event.TotpStep;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.event.UserRegistered;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateMember;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * One person's account: what must be consistent together is decided here together. It knows which
 * revision of each credential is in force, never a secret, and nothing personal. What concerns one
 * part alone is decided by that part: {@link Memberships}, {@link LiveSessions}, {@link
 * ExternalIdentities}, {@link Passkeys}, {@link DisabledAuthenticators}. Every credential that a
 * command says was verified must still be in force (rule SIGN-8).
 */
@Aggregate(type = "user", snapshotTriggerDefinition = "snapshots", lockFactory = "noLock")
@Revision("4")
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
public class UserSecurity {

  @AggregateIdentifier private UserId userId;
  @AggregateMember private Memberships memberships = new Memberships();
  @AggregateMember private LiveSessions sessions = new LiveSessions();
  @AggregateMember private ExternalIdentities identities = new ExternalIdentities();
  @AggregateMember private Passkeys passkeys = new Passkeys();
  @AggregateMember private DisabledAuthenticators disabled = new DisabledAuthenticators();
  private PasswordState password = PasswordState.NONE;
  private TotpFactor totp = TotpFactor.OFF;
  private RecoveryCodes codes = RecoveryCodes.NONE;

  /** For Axon, which fills it from its events. */
  protected UserSecurity() {}

  @CommandHandler
  UserSecurity(RegisterUser command, @MetaDataValue(Standing.KEY) Standing by) {
    if (command.invitedAs() != null) {
      Rules.nobodyActsAboveTheOwnRole(by, command.invitedAs());
    }
    apply(
        new UserRegistered(
            command.userId(), command.email(), command.displayName(), command.createdFor()));
  }

  @CommandHandler
  void handle(ChangeEmail command) {
    apply(new EmailChanged(userId, command.from(), command.to(), null));
  }

  @CommandHandler
  void handle(ReplaceEmail command, @MetaDataValue(Standing.KEY) Standing by) {
    Rules.nobodyRecoversTheOwnAccount(by, userId);
    Rules.nobodyActsAboveTheOwnRole(by, memberships.roleIn(command.orgId()));
    Rules.onlyTheOneOrgOfTheUserWeakensIt(by, command.orgId(), memberships);
    if (command.changesNothing()) {
      throw ReplaceEmail.same();
    }
    apply(new EmailChanged(userId, command.from(), command.to(), orgOf(by, command.orgId())));
  }

  @CommandHandler
  void handle(EnableMfa command, @MetaDataValue(Origin.AT) Instant now) {
    Instant expiresAt = Rules.endOfEnrollment(command.expiresAt(), now);
    apply(new MfaEnrollmentStarted(userId, command.enrollment(), command.revision(), expiresAt));
  }

  @CommandHandler
  void handle(ConfirmMfa command, @MetaDataValue(Origin.AT) Instant now) {
    totp.requireOpen(command.enrollment(), command.proven(), now);
    sessions.requireLive(command.session(), now);
    boolean firstMethod = !mfa().on();
    apply(
        new MfaEnabled(
            userId,
            command.enrollment(),
            command.proven(),
            command.step(),
            totp.confirmed(),
            command.session()));
    disabled.enable(userId, Authenticator.TOTP);
    if (firstMethod) {
      takeMethodsInForce(command.codes(), command.codeCount(), now);
    }
  }

  @CommandHandler
  void handle(RegisterPasskey command, @MetaDataValue(Origin.AT) Instant now) {
    sessions.requireLive(command.session(), now);
    boolean firstMethod = !mfa().on();
    passkeys.register(command);
    if (firstMethod) {
      takeMethodsInForce(command.codes(), command.codeCount(), now);
    }
  }

  /** RC-4, TOTP-6, POL-5: the first MFA method is on, whichever it is. */
  private void takeMethodsInForce(RecoveryCodeSetId codesOf, int count, Instant now) {
    memberships.meetObligations(userId);
    issue(codesOf, count);
    sessions.endThoseOfASingleFactor(userId, now);
  }

  @CommandHandler
  void handle(DisableMfa command, OrgPolicies policies) {
    TotpRevision inForce = totp.confirmed();
    if (inForce != null) {
      Rules.whoIsObligedKeepsAMethod(passkeys.any(), memberships, policies);
      apply(new MfaDisabled(userId, inForce, passkeys.any()));
    }
  }

  @CommandHandler
  void handle(RevokePasskey command, OrgPolicies policies) {
    passkeys.requireFound(command.passkey());
    Rules.whoIsObligedKeepsAMethod(totp.on() || passkeys.several(), memberships, policies);
    Rules.aWayToSignInRemains(
        password, identities.any(), passkeys.anySignsInAloneBeside(command.passkey()));
    passkeys.revoke(userId, command.passkey(), totp.on());
  }

  @CommandHandler
  void handle(RegenerateRecoveryCodes command) {
    mfa().requireOn();
    issue(command.set(), command.count());
  }

  @CommandHandler
  void handle(
      ResetMfa command,
      @MetaDataValue(Standing.KEY) Standing by,
      @MetaDataValue(Origin.AT) Instant now,
      OrgPolicies policies,
      DeadlineManager timers) {
    Rules.nobodyRecoversTheOwnAccount(by, userId);
    Rules.nobodyActsAboveTheOwnRole(by, memberships.roleIn(command.orgId()));
    Rules.onlyTheOneOrgOfTheUserWeakensIt(by, command.orgId(), memberships);
    mfa().requireOn();
    TotpRevision inForce = totp.confirmed();
    passkeys.revokeAll(userId, totp.on());
    apply(new MfaReset(userId, inForce, orgOf(by, command.orgId()), command.reason()));
    memberships.resetObligations(userId, new MfaWatch(now, policies, timers));
    apply(new SessionsRevoked(userId, EndCause.MFA_RESET, null));
  }

  @CommandHandler
  void handle(IssueTemporaryPassword command, @MetaDataValue(Standing.KEY) Standing by) {
    Rules.nobodyRecoversTheOwnAccount(by, userId);
    Rules.nobodyActsAboveTheOwnRole(by, memberships.roleIn(command.orgId()));
    Rules.theDirectoryLetsOnlyNewcomersIn(by, password, memberships);
    Rules.onlyTheOneOrgOfTheUserIssuesPasswords(by, command.orgId(), memberships);
    apply(
        new TemporaryPasswordIssued(
            userId,
            command.revision(),
            password.revision(),
            command.expiresAt(),
            orgOf(by, command.orgId())));
    signInAnew(EndCause.PASSWORD_ISSUED);
  }

  @CommandHandler
  void handle(RotatePassword command, @MetaDataValue(Origin.AT) Instant now) {
    sessions.requireLive(command.session(), now);
    password.requireProved(command.verified(), now);
    password.require(PasswordForm.ROTATE, now);
    Rules.everyFactorIsProvedAgain(mfa(), command.verified(), command.second());
    Rules.theSecondFactorIsInForce(mfa(), command.second());
    useUp(command.second());
    apply(new PasswordRotated(userId, command.verified(), command.next()));
    signInAnew(EndCause.PASSWORD_ROTATED);
    start(
        command.newSession(),
        command.newTokenHash(),
        new PasswordProof(command.next()),
        command.second(),
        now,
        command.lifetime(),
        command.idleTimeout(),
        false);
  }

  @CommandHandler
  void handle(ChangePassword command, @MetaDataValue(Origin.AT) Instant now) {
    sessions.requireLive(command.session(), now);
    password.require(PasswordForm.CHANGE, now);
    password.requireProved(command.verified(), now);
    apply(new PasswordChanged(userId, command.verified(), command.next()));
    signInAnew(EndCause.PASSWORD_CHANGED);
  }

  @CommandHandler
  void handle(AddPassword command, @MetaDataValue(Origin.AT) Instant now) {
    sessions.requireLive(command.session(), now);
    password.require(PasswordForm.ADD, now);
    apply(new PasswordAdded(userId, command.added()));
    signInAnew(EndCause.PASSWORD_ADDED);
  }

  /** With a password that nobody has guessed at yet (rules PWD-4, SIGN-5). */
  private void signInAnew(EndCause cause) {
    disabled.enable(userId, Authenticator.PASSWORD);
    apply(new SessionsRevoked(userId, cause, null));
  }

  @CommandHandler
  void handle(StartSession command, @MetaDataValue(Origin.AT) Instant now) {
    requireInForce(command.first(), now);
    Rules.everyFactorIsInForce(mfa(), command.first(), command.second());
    useUp(command.first(), command.second());
    sessions.endTheOldestBeyondTheMost(userId, now);
    start(
        command.session(),
        command.tokenHash(),
        command.first(),
        command.second(),
        now,
        command.lifetime(),
        command.idleTimeout(),
        command.newDevice());
  }

  @CommandHandler
  void handle(Reauthenticate command, @MetaDataValue(Origin.AT) Instant now) {
    sessions.requireLive(command.session(), now);
    PasswordRevision verified =
        Rules.everyFactorIsProvedAgain(mfa(), command.verified(), command.second());
    password.requireProved(verified, now);
    Rules.theSecondFactorIsInForce(mfa(), command.second());
    useUp(command.second());
    reauthenticated(command.session(), Factor.PASSWORD, command.second(), null);
  }

  @CommandHandler
  void handle(ReauthenticateByPasskey command, @MetaDataValue(Origin.AT) Instant now) {
    sessions.requireLive(command.session(), now);
    passkeys.requireProved(command.passkey());
    Rules.thePasskeyProvesItAgain(command.passkey());
    passkeys.use(userId, command.passkey(), false);
    reauthenticated(command.session(), command.passkey().factor(), null, null);
  }

  @CommandHandler
  void handle(ReauthenticateBySso command, @MetaDataValue(Origin.AT) Instant now) {
    SsoProof first = command.first();
    ProviderAuthentication sso = first.sso(now);
    sessions.requireLive(command.session(), now);
    requireInForce(first, now);
    Rules.theProviderProvedItAgain(mfa(), sso, command.second(), now);
    Rules.everyFactorIsInForce(mfa(), first, command.second());
    useUp(command.second());
    reauthenticated(command.session(), Factor.SSO, command.second(), sso);
  }

  private void reauthenticated(
      SessionId session,
      Factor first,
      @Nullable SecondFactorProof second,
      @Nullable ProviderAuthentication sso) {
    TotpStep step = second == null ? null : second.acceptedStep();
    apply(new SessionReauthenticated(userId, session, factors(first, second), step, sso));
  }

  @CommandHandler
  void handle(UnlinkExternalIdentity command) {
    identities.requireFound(command.identity());
    Rules.aWayToSignInRemains(
        password, identities.anyBeside(command.identity()), passkeys.anySignsInAlone());
    identities.unlink(userId, command.identity());
  }

  @CommandHandler
  void handle(
      AcceptInvitationBySso command,
      @MetaDataValue(Origin.AT) Instant now,
      OrgPolicies policies,
      DeadlineManager timers) {
    OrgId org = memberships.opened(command.secretHash(), now);
    Rules.onlyANewcomerIsLinkedByInvitation(org, password, memberships, identities, passkeys);
    identities.link(userId, command.identity(), command.issuer(), command.subject());
    memberships.join(userId, org, new MfaWatch(now, policies, timers));
  }

  private void requireInForce(FirstFactorProof first, Instant now) {
    if (first instanceof PasswordProof proof) {
      password.requireProved(proof.verified(), now);
    } else if (first instanceof SsoProof proof) {
      identities.requireInForce(proof.vouched().identity());
    } else if (first instanceof PasskeyProof proof) {
      passkeys.requireProved(proof);
    }
  }

  private void issue(RecoveryCodeSetId set, int count) {
    apply(new RecoveryCodesIssued(userId, set, count, codes.set()));
    disabled.enable(userId, Authenticator.RECOVERY_CODE);
  }

  /**
   * SIGN-5: whoever signs in by a passkey is the owner, so what guessers disabled is enabled again.
   */
  private void useUp(FirstFactorProof first, @Nullable SecondFactorProof second) {
    if (first instanceof PasskeyProof passkey) {
      passkeys.use(userId, passkey, false);
      disabled.enableAll(userId);
    }
    useUp(second);
  }

  private void useUp(@Nullable SecondFactorProof second) {
    if (second instanceof RecoveryCodeProof code) {
      apply(new RecoveryCodeUsed(userId, code.set(), code.place(), codes.remaining() - 1));
    } else if (second instanceof PasskeyProof passkey) {
      passkeys.use(userId, passkey, true);
    }
  }

  private void start(
      SessionId session,
      Sha256 tokenHash,
      FirstFactorProof first,
      @Nullable SecondFactorProof second,
      Instant now,
      Duration lifetime,
      Duration idleTimeout,
      boolean newDevice) {
    TotpStep step = second == null ? null : second.acceptedStep();
    apply(
        new SessionStarted(
            userId,
            session,
            tokenHash,
            factors(first.factor(), second),
            first instanceof PasswordProof && password.temporary(),
            step,
            now.plus(lifetime),
            idleTimeout,
            newDevice,
            first.sso(now)));
  }

  private MfaMethods mfa() {
    return new MfaMethods(totp, passkeys, codes);
  }

  private static List<Factor> factors(Factor first, @Nullable SecondFactorProof second) {
    return second == null ? List.of(first) : List.of(first, second.factor());
  }

  private static @Nullable OrgId orgOf(Standing by, @Nullable OrgId org) {
    return by.operator() ? null : org;
  }

  @EventSourcingHandler
  void on(UserRegistered event) {
    userId = event.userId();
  }

  @EventSourcingHandler
  void on(MfaEnrollmentStarted event) {
    totp = totp.started(event.enrollment(), event.revision(), event.expiresAt());
  }

  @EventSourcingHandler
  void on(MfaEnabled event) {
    totp = totp.confirmed(event.revision(), event.acceptedStep());
  }

  @EventSourcingHandler
  void on(MfaDisabled event) {
    totp = TotpFactor.OFF;
    codes = event.methodsRemain() ? codes : RecoveryCodes.NONE;
  }

  @EventSourcingHandler
  void on(PasskeyRevoked event) {
    codes = event.methodsRemain() ? codes : RecoveryCodes.NONE;
  }

  @EventSourcingHandler
  void on(MfaReset event) {
    totp = TotpFactor.OFF;
    codes = RecoveryCodes.NONE;
  }

  @EventSourcingHandler
  void on(RecoveryCodesIssued event) {
    codes = new RecoveryCodes(event.set(), event.count(), List.of());
  }

  @EventSourcingHandler
  void on(RecoveryCodeUsed event) {
    codes = codes.without(event.place());
  }

  @EventSourcingHandler
  void on(TemporaryPasswordIssued event) {
    password = new PasswordState(event.revision(), event.expiresAt());
  }

  @EventSourcingHandler
  void on(PasswordRotated event) {
    password = new PasswordState(event.to(), null);
  }

  @EventSourcingHandler
  void on(PasswordChanged event) {
    password = new PasswordState(event.to(), null);
  }

  @EventSourcingHandler
  void on(PasswordAdded event) {
    password = new PasswordState(event.revision(), null);
  }

  @EventSourcingHandler
  void on(SessionStarted event) {
    totp = totp.accepted(event.acceptedStep());
  }

  @EventSourcingHandler
  void on(SessionReauthenticated event) {
    totp = totp.accepted(event.acceptedStep());
  }
}
