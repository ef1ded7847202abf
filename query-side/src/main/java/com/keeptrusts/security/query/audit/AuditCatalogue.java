package com.keeptrusts.security.query.audit;

import static com.keeptrusts.security.query.audit.Rendering.Membership.ENDED;
import static com.keeptrusts.security.query.audit.Rendering.Membership.JOINED;
import static com.keeptrusts.security.query.audit.Rendering.Membership.REACTIVATED;
import static com.keeptrusts.security.query.audit.Rendering.Membership.SUSPENDED;

import com.keeptrusts.security.event.AuthenticatorDisabled;
import com.keeptrusts.security.event.AuthenticatorEnabled;
import com.keeptrusts.security.event.EmailChanged;
import com.keeptrusts.security.event.ExternalIdentityLinked;
import com.keeptrusts.security.event.ExternalIdentityUnlinked;
import com.keeptrusts.security.event.IpRestrictionsResumed;
import com.keeptrusts.security.event.IpRestrictionsSuspended;
import com.keeptrusts.security.event.IpRuleAdded;
import com.keeptrusts.security.event.IpRuleChanged;
import com.keeptrusts.security.event.IpRuleRemoved;
import com.keeptrusts.security.event.IpRuleTerms;
import com.keeptrusts.security.event.MemberInvited;
import com.keeptrusts.security.event.MemberReactivated;
import com.keeptrusts.security.event.MemberRemoved;
import com.keeptrusts.security.event.MemberSuspended;
import com.keeptrusts.security.event.MfaDisabled;
import com.keeptrusts.security.event.MfaEnabled;
import com.keeptrusts.security.event.MfaEnrollmentStarted;
import com.keeptrusts.security.event.MfaGracePeriodChanged;
import com.keeptrusts.security.event.MfaGracePeriodEnded;
import com.keeptrusts.security.event.MfaGracePeriodEndingSoon;
import com.keeptrusts.security.event.MfaGracePeriodExtended;
import com.keeptrusts.security.event.MfaGracePeriodStarted;
import com.keeptrusts.security.event.MfaObligationLifted;
import com.keeptrusts.security.event.MfaObligationMet;
import com.keeptrusts.security.event.MfaReset;
import com.keeptrusts.security.event.OrgJoined;
import com.keeptrusts.security.event.OrgLeft;
import com.keeptrusts.security.event.OrgMfaPolicyChanged;
import com.keeptrusts.security.event.OrgRegistered;
import com.keeptrusts.security.event.OrgRoleChanged;
import com.keeptrusts.security.event.PasskeyRegistered;
import com.keeptrusts.security.event.PasskeyRenamed;
import com.keeptrusts.security.event.PasskeyRevoked;
import com.keeptrusts.security.event.PasskeyUsed;
import com.keeptrusts.security.event.PasswordAdded;
import com.keeptrusts.security.event.PasswordChanged;
import com.keeptrusts.security.event.PasswordRotated;
import com.keeptrusts.security.event.ProviderAuthentication;
import com.keeptrusts.security.event.RecoveryCodeUsed;
import com.keeptrusts.security.event.RecoveryCodesIssued;
import com.keeptrusts.security.event.SecurityEvent;
import com.keeptrusts.security.event.ServiceCredentialIssued;
import com.keeptrusts.security.event.ServiceCredentialRevoked;
import com.keeptrusts.security.event.ServiceCredentialRotated;
import com.keeptrusts.security.event.SessionEnded;
import com.keeptrusts.security.event.SessionReauthenticated;
import com.keeptrusts.security.event.SessionStarted;
import com.keeptrusts.security.event.SessionsRevoked;
import com.keeptrusts.security.event.SignInRefused;
import com.keeptrusts.security.event.TemporaryPasswordIssued;
import com.keeptrusts.security.event.UserRegistered;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What every event says to an auditor: the one place that knows all of them. Digests, accepted
 * steps and personal data are left out on purpose, but for an e-mail that changed, which stays
 * sealed; whose feed an entry is in follows from the factory that its line starts with.
 */
final class AuditCatalogue {

  /** What is sealed in an entry; {@link AuditView} opens it, or leaves it out. */
  static final String EMAIL = "email";

  private final Map<Class<?>, Function<SecurityEvent, Rendering>> renderings = new HashMap<>();

  AuditCatalogue() {
    directory();
    addressRules();
    mfaPolicy();
    factors();
    passkeys();
    identities();
    passwords();
    sessions();
    clients();
  }

  /** Throws if the event is of a kind that is not listed: then its entry is a generic one. */
  Rendering render(SecurityEvent event) {
    Function<SecurityEvent, Rendering> rendering = renderings.get(event.getClass());
    if (rendering == null) {
      throw new IllegalArgumentException("Not in the catalogue: " + event.getClass().getName());
    }
    return rendering.apply(event);
  }

  private <E extends SecurityEvent> void on(Class<E> type, Function<E, Rendering> rendering) {
    renderings.put(type, event -> rendering.apply(type.cast(event)));
  }

  private void directory() {
    on(OrgRegistered.class, e -> Rendering.ofOrg(e.orgId()).after("name", e.name()));
    on(UserRegistered.class, e -> Rendering.ofAccount(e.userId()).askedBy(e.createdFor()));
    on(
        EmailChanged.class,
        e ->
            Rendering.ofAccount(e.userId())
                .askedBy(e.byOrg())
                .before(EMAIL, e.from())
                .after(EMAIL, e.to()));
    on(
        MemberInvited.class,
        e ->
            Rendering.ofMembership(e.userId(), e.orgId())
                .detail("invitation", e.invitation())
                .detail("role", e.role())
                .detail("expiresAt", e.expiresAt()));
    on(
        OrgJoined.class,
        e ->
            Rendering.ofMembership(e.userId(), e.orgId())
                .after("role", e.role())
                .detail("invitation", e.invitation())
                .changing(JOINED));
    on(
        OrgRoleChanged.class,
        e ->
            Rendering.ofMembership(e.userId(), e.orgId())
                .before("role", e.from())
                .after("role", e.to()));
    on(
        MemberSuspended.class,
        e ->
            Rendering.ofMembership(e.userId(), e.orgId())
                .before("suspended", false)
                .after("suspended", true)
                .changing(SUSPENDED));
    on(
        MemberReactivated.class,
        e ->
            Rendering.ofMembership(e.userId(), e.orgId())
                .before("suspended", true)
                .after("suspended", false)
                .changing(REACTIVATED));
    on(
        MemberRemoved.class,
        e ->
            Rendering.ofMembership(e.userId(), e.orgId()).before("role", e.role()).changing(ENDED));
    on(
        OrgLeft.class,
        e ->
            Rendering.ofMembership(e.userId(), e.orgId()).before("role", e.role()).changing(ENDED));
  }

  private void addressRules() {
    on(
        IpRuleAdded.class,
        e ->
            terms(e.terms(), Rendering::after, Rendering.ofOrg(e.orgId()))
                .because(e.lockout())
                .detail("rule", e.rule()));
    on(
        IpRuleChanged.class,
        e ->
            terms(
                    e.to(),
                    Rendering::after,
                    terms(e.from(), Rendering::before, Rendering.ofOrg(e.orgId())))
                .because(e.lockout())
                .detail("rule", e.rule()));
    on(
        IpRuleRemoved.class,
        e ->
            terms(e.terms(), Rendering::before, Rendering.ofOrg(e.orgId()))
                .because(e.lockout())
                .detail("rule", e.rule()));
    on(
        IpRestrictionsSuspended.class,
        e -> Rendering.ofOrg(e.orgId()).because(e.reason()).detail("until", e.until()));
    on(IpRestrictionsResumed.class, e -> Rendering.ofOrg(e.orgId()).detail("endedAt", e.endedAt()));
  }

  private void mfaPolicy() {
    on(
        OrgMfaPolicyChanged.class,
        e ->
            Rendering.ofOrg(e.orgId())
                .because(e.reason())
                .before("level", e.from().level())
                .before("gracePeriod", e.from().gracePeriod())
                .after("level", e.to().level())
                .after("gracePeriod", e.to().gracePeriod())
                .detail("policyVersion", e.version()));
    on(
        MfaGracePeriodStarted.class,
        e ->
            Rendering.ofMembership(e.userId(), e.orgId())
                .because(e.cause())
                .after("deadline", e.deadline())
                .detail("start", e.start())
                .detail("extendedUntil", e.extendedUntil())
                .detail("policyVersion", e.policyVersion()));
    on(
        MfaGracePeriodChanged.class,
        e ->
            Rendering.ofMembership(e.userId(), e.orgId())
                .before("deadline", e.from())
                .after("deadline", e.to())
                .detail("start", e.start())
                .detail("policyVersion", e.policyVersion()));
    on(
        MfaGracePeriodExtended.class,
        e ->
            Rendering.ofMembership(e.userId(), e.orgId())
                .because(e.reason())
                .before("deadline", e.from())
                .after("deadline", e.to()));
    on(
        MfaGracePeriodEndingSoon.class,
        e -> Rendering.ofMembership(e.userId(), e.orgId()).detail("deadline", e.deadline()));
    on(
        MfaGracePeriodEnded.class,
        e -> Rendering.ofMembership(e.userId(), e.orgId()).detail("deadline", e.deadline()));
    on(MfaObligationMet.class, e -> Rendering.ofMembership(e.userId(), e.orgId()));
    on(
        MfaObligationLifted.class,
        e ->
            Rendering.ofMembership(e.userId(), e.orgId())
                .because(e.cause())
                .detail("start", e.start())
                .detail("stoppedAt", e.stoppedAt())
                .detail("extendedUntil", e.extendedUntil())
                .detail("policyVersion", e.policyVersion()));
  }

  /** What a rule says, before or after. */
  private static Rendering terms(IpRuleTerms terms, Side side, Rendering rendering) {
    Rendering result = side.put(rendering, "action", terms.action());
    result = side.put(result, "block", terms.block());
    result = side.put(result, "note", terms.note());
    result = side.put(result, "enabled", terms.enabled());
    return side.put(result, "expiresAt", terms.expiresAt());
  }

  @FunctionalInterface
  private interface Side {
    Rendering put(Rendering rendering, String name, @Nullable Object value);
  }

  private void factors() {
    on(
        MfaEnrollmentStarted.class,
        e ->
            Rendering.ofAccount(e.userId())
                .detail("enrollment", e.enrollment())
                .detail("expiresAt", e.expiresAt()));
    on(
        MfaEnabled.class,
        e ->
            Rendering.ofAccount(e.userId())
                .before("totpRevision", e.replaced())
                .after("totpRevision", e.revision())
                .detail("enrollment", e.enrollment())
                .detail("provenIn", e.provenIn()));
    on(
        MfaDisabled.class,
        e ->
            Rendering.ofAccount(e.userId())
                .before("totpRevision", e.revision())
                .detail("methodsRemain", e.methodsRemain()));
    on(
        MfaReset.class,
        e ->
            Rendering.ofAccount(e.userId())
                .askedBy(e.byOrg())
                .because(e.reason())
                .before("totpRevision", e.revision()));
    on(
        RecoveryCodesIssued.class,
        e ->
            Rendering.ofAccount(e.userId())
                .before("recoveryCodeSet", e.replaced())
                .after("recoveryCodeSet", e.set())
                .detail("count", e.count()));
    on(
        RecoveryCodeUsed.class,
        e ->
            Rendering.ofAccount(e.userId())
                .before("remaining", e.remaining() + 1)
                .after("remaining", e.remaining())
                .detail("recoveryCodeSet", e.set()));
    on(
        AuthenticatorDisabled.class,
        e ->
            Rendering.ofAccount(e.userId())
                .detail("authenticator", e.authenticator())
                .detail("byDevice", e.byDevice())
                .detail("failures", e.failures()));
    on(
        AuthenticatorEnabled.class,
        e -> Rendering.ofAccount(e.userId()).detail("authenticator", e.authenticator()));
  }

  /** What a user calls a passkey is personal, and its credential id is of no use to an auditor. */
  private void passkeys() {
    on(
        PasskeyRegistered.class,
        e ->
            Rendering.ofAccount(e.userId())
                .after("passkey", e.passkey())
                .detail("algorithm", e.credential().algorithm())
                .detail("userVerified", e.credential().uvInitialized())
                .detail("backupEligible", e.credential().backupEligible())
                .detail("backedUp", e.credential().backedUp())
                .detail("aaguid", e.credential().aaguid())
                .detail("transports", e.credential().transports())
                .detail("attestationFormat", e.credential().attestationFormat())
                .detail("discoverable", e.credential().discoverable())
                .detail("provenIn", e.provenIn()));
    on(PasskeyRenamed.class, e -> Rendering.ofAccount(e.userId()).detail("passkey", e.passkey()));
    on(
        PasskeyRevoked.class,
        e ->
            Rendering.ofAccount(e.userId())
                .before("passkey", e.passkey())
                .detail("methodsRemain", e.methodsRemain()));
    on(
        PasskeyUsed.class,
        e ->
            Rendering.ofAccount(e.userId())
                .detail("passkey", e.passkey())
                .detail("signCount", e.signCount())
                .detail("backedUp", e.backedUp())
                .detail("userVerified", e.userVerified()));
  }

  /** Whose identity at which provider is personal, and might name another org. */
  private void identities() {
    on(
        ExternalIdentityLinked.class,
        e -> Rendering.ofAccount(e.userId()).after("externalIdentity", e.identity()));
    on(
        ExternalIdentityUnlinked.class,
        e -> Rendering.ofAccount(e.userId()).before("externalIdentity", e.identity()));
  }

  private void passwords() {
    on(
        TemporaryPasswordIssued.class,
        e ->
            Rendering.ofAccount(e.userId())
                .askedBy(e.byOrg())
                .before("passwordRevision", e.replaced())
                .after("passwordRevision", e.revision())
                .detail("expiresAt", e.expiresAt()));
    on(
        PasswordRotated.class,
        e ->
            Rendering.ofAccount(e.userId())
                .before("passwordRevision", e.from())
                .after("passwordRevision", e.to()));
    on(
        PasswordChanged.class,
        e ->
            Rendering.ofAccount(e.userId())
                .before("passwordRevision", e.from())
                .after("passwordRevision", e.to()));
    on(
        PasswordAdded.class,
        e -> Rendering.ofAccount(e.userId()).after("passwordRevision", e.revision()));
  }

  private void sessions() {
    on(
        SessionStarted.class,
        e ->
            vouchedFor(e.sso(), Rendering.ofAccount(e.userId()))
                .detail("session", e.session())
                .detail("factors", e.factors())
                .detail("rotationRequired", e.rotationRequired())
                .detail("newDevice", e.newDevice())
                .detail("expiresAt", e.expiresAt()));
    on(
        SessionReauthenticated.class,
        e ->
            vouchedFor(e.sso(), Rendering.ofAccount(e.userId()))
                .detail("session", e.session())
                .detail("factors", e.factors()));
    on(
        SessionEnded.class,
        e ->
            Rendering.ofAccount(e.userId())
                .because(e.cause())
                .detail("session", e.session())
                .detail("endedAt", e.endedAt()));
    on(
        SessionsRevoked.class,
        e -> Rendering.ofAccount(e.userId()).because(e.cause()).detail("except", e.except()));
    on(
        SignInRefused.class,
        e ->
            (e.userId() == null
                    ? Rendering.ofNobodyKnown(e.emailHash(), e.identityHash())
                    : Rendering.ofAccount(e.userId()))
                .refused()
                .because(e.reason())
                .detail("factor", e.factor())
                .detail("count", e.count()));
  }

  /** By a provider, if by one: through which link, when, and whether its own MFA is honoured. */
  private static Rendering vouchedFor(@Nullable ProviderAuthentication sso, Rendering rendering) {
    return sso == null
        ? rendering
        : rendering
            .detail("externalIdentity", sso.identity())
            .detail("providerAuthenticatedAt", sso.authenticatedAt())
            .detail("providerMfa", sso.multiFactor());
  }

  private void clients() {
    on(
        ServiceCredentialIssued.class,
        e ->
            Rendering.ofClient(e.clientId())
                .after("name", e.name())
                .after("scopes", e.scopes().stream().sorted().toList())
                .after("expiresAt", e.expiresAt()));
    on(
        ServiceCredentialRotated.class,
        e ->
            Rendering.ofClient(e.clientId())
                .after("expiresAt", e.expiresAt())
                .detail("previousValidUntil", e.previousValidUntil()));
    on(ServiceCredentialRevoked.class, e -> Rendering.ofClient(e.clientId()));
  }
}
