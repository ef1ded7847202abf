package com.keeptrusts.security.query.audit;

import com.keeptrusts.security.event.Authenticator;
import com.keeptrusts.security.event.AuthenticatorDisabled;
import com.keeptrusts.security.event.AuthenticatorEnabled;
import com.keeptrusts.security.event.Cidr;
import com.keeptrusts.security.event.CosePublicKey;
import com.keeptrusts.security.event.CredentialId;
import com.keeptrusts.security.event.EmailChanged;
import com.keeptrusts.security.event.EndCause;
import com.keeptrusts.security.event.EnrollmentId;
import com.keeptrusts.security.event.ExternalIdentityId;
import com.keeptrusts.security.event.ExternalIdentityLinked;
import com.keeptrusts.security.event.ExternalIdentityUnlinked;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.InvitationId;
import com.keeptrusts.security.event.IpRestrictionsResumed;
import com.keeptrusts.security.event.IpRestrictionsSuspended;
import com.keeptrusts.security.event.IpRuleAction;
import com.keeptrusts.security.event.IpRuleAdded;
import com.keeptrusts.security.event.IpRuleChanged;
import com.keeptrusts.security.event.IpRuleId;
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
import com.keeptrusts.security.event.MfaLevel;
import com.keeptrusts.security.event.MfaObligationCause;
import com.keeptrusts.security.event.MfaObligationEnd;
import com.keeptrusts.security.event.MfaObligationLifted;
import com.keeptrusts.security.event.MfaObligationMet;
import com.keeptrusts.security.event.MfaPolicyTerms;
import com.keeptrusts.security.event.MfaReset;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.OrgJoined;
import com.keeptrusts.security.event.OrgLeft;
import com.keeptrusts.security.event.OrgMfaPolicyChanged;
import com.keeptrusts.security.event.OrgRegistered;
import com.keeptrusts.security.event.OrgRoleChanged;
import com.keeptrusts.security.event.PasskeyCredential;
import com.keeptrusts.security.event.PasskeyId;
import com.keeptrusts.security.event.PasskeyRegistered;
import com.keeptrusts.security.event.PasskeyRenamed;
import com.keeptrusts.security.event.PasskeyRevoked;
import com.keeptrusts.security.event.PasskeyUsed;
import com.keeptrusts.security.event.PasswordAdded;
import com.keeptrusts.security.event.PasswordChanged;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.PasswordRotated;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.ProviderAuthentication;
import com.keeptrusts.security.event.RecoveryCodeSetId;
import com.keeptrusts.security.event.RecoveryCodeUsed;
import com.keeptrusts.security.event.RecoveryCodesIssued;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.SecurityEvent;
import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.event.ServiceCredentialIssued;
import com.keeptrusts.security.event.ServiceCredentialRevoked;
import com.keeptrusts.security.event.ServiceCredentialRotated;
import com.keeptrusts.security.event.SessionEnded;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.SessionReauthenticated;
import com.keeptrusts.security.event.SessionStarted;
import com.keeptrusts.security.event.SessionsRevoked;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.SignInRefusal;
import com.keeptrusts.security.event.SignInRefused;
import com.keeptrusts.security.event.TemporaryPasswordIssued;
import com.keeptrusts.security.event.TotpRevision;
import com.keeptrusts.security.event.TotpStep;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.event.UserRegistered;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events of one user, with every field filled and ids that are easy to tell apart. */
final class TestEvents {

  static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
  static final UserId ANNA = UserId.of("aaaaaaaa-0000-4000-8000-000000000001");
  static final UserId BORIS = UserId.of("aaaaaaaa-0000-4000-8000-000000000002");
  static final OrgId ALPHA = OrgId.of("00000000-aaaa-4000-8000-00000000000a");
  static final OrgId BETA = OrgId.of("00000000-bbbb-4000-8000-00000000000b");
  static final ServiceClientId CONSOLE = ServiceClientId.of("cccccccc-0000-4000-8000-000000000001");
  static final SessionId SESSION = SessionId.of("55555555-0000-4000-8000-000000000001");
  static final Sha256 HASH = Sha256.ofToken("a token that nobody uses");
  static final String SEALED = "user/" + ANNA + "#QUJDREVGRw";

  private static final TotpRevision TOTP = TotpRevision.of("11111111-0000-4000-8000-000000000001");
  private static final PasswordRevision PASSWORD =
      PasswordRevision.of("22222222-0000-4000-8000-000000000001");
  private static final RecoveryCodeSetId CODES =
      RecoveryCodeSetId.of("33333333-0000-4000-8000-000000000001");
  private static final EnrollmentId ENROLLMENT =
      EnrollmentId.of("44444444-0000-4000-8000-000000000001");
  private static final ExternalIdentityId IDENTITY =
      ExternalIdentityId.of("77777777-0000-4000-8000-000000000001");
  private static final PasskeyId PASSKEY = PasskeyId.of("88888888-0000-4000-8000-000000000001");
  private static final InvitationId INVITATION =
      InvitationId.of("66666666-0000-4000-8000-000000000001");

  private TestEvents() {}

  /** One of every kind there is about a membership of the user in the org, joined in between. */
  static List<SecurityEvent> memberships(UserId user, OrgId org) {
    return List.of(
        new MemberInvited(user, org, INVITATION, HASH, Role.MEMBER, NOON),
        new OrgJoined(user, org, INVITATION, Role.MEMBER),
        new OrgRoleChanged(user, org, Role.MEMBER, Role.ADMIN),
        new MemberSuspended(user, org),
        new MemberReactivated(user, org),
        new MemberRemoved(user, org, Role.ADMIN),
        new OrgJoined(user, org, INVITATION, Role.MEMBER),
        new OrgLeft(user, org, Role.MEMBER),
        new MfaGracePeriodStarted(
            user, org, MfaObligationCause.JOINED, 1, NOON, NOON.plusSeconds(1), NOON),
        new MfaGracePeriodChanged(user, org, 2, NOON, NOON, NOON.plusSeconds(1)),
        new MfaGracePeriodExtended(user, org, NOON, NOON, NOON.plusSeconds(1), "Why"),
        new MfaGracePeriodEndingSoon(user, org, NOON),
        new MfaGracePeriodEnded(user, org, NOON),
        new MfaObligationMet(user, org),
        new MfaObligationLifted(
            user, org, MfaObligationEnd.DEMOTED, 2, NOON, NOON.plusSeconds(1), NOON));
  }

  /**
   * One of every kind there is about the account itself; asked for by that org where one can be.
   */
  static List<SecurityEvent> account(UserId user, @Nullable OrgId asking) {
    return List.of(
        new UserRegistered(user, Personal.parse(SEALED), Personal.parse(SEALED), asking),
        new EmailChanged(user, Personal.parse(SEALED), Personal.parse(SEALED), asking),
        new TemporaryPasswordIssued(user, PASSWORD, PASSWORD, NOON, asking),
        new PasswordRotated(user, PASSWORD, PASSWORD),
        new PasswordChanged(user, PASSWORD, PASSWORD),
        new PasswordAdded(user, PASSWORD),
        new SessionStarted(
            user,
            SESSION,
            HASH,
            List.of(Factor.PASSWORD, Factor.TOTP),
            false,
            new TotpStep(59_000_001),
            NOON,
            Duration.ofHours(1),
            true),
        new SessionReauthenticated(
            user, SESSION, List.of(Factor.PASSWORD), new TotpStep(59_000_002)),
        new ExternalIdentityLinked(user, IDENTITY, Personal.parse(SEALED), Personal.parse(SEALED)),
        new ExternalIdentityUnlinked(user, IDENTITY),
        new SessionReauthenticated(
            user,
            SESSION,
            List.of(Factor.SSO),
            null,
            new ProviderAuthentication(IDENTITY, NOON, true)),
        new PasskeyRegistered(
            user,
            PASSKEY,
            new PasskeyCredential(
                CredentialId.of("-R85HbTJsv3g6nAYnLo_tj9Xm6YSKzOtlP8-wzAIS-Q"),
                CosePublicKey.of("pQECAyYgASFY"),
                -7,
                3,
                true,
                true,
                false,
                new UUID(1, 2),
                List.of("internal"),
                "none",
                true),
            Personal.parse(SEALED),
            SESSION),
        new PasskeyUsed(user, PASSKEY, 4, true, true, true),
        new PasskeyRenamed(user, PASSKEY, Personal.parse(SEALED)),
        new PasskeyRevoked(user, PASSKEY, true),
        new SessionEnded(user, SESSION, EndCause.SIGNED_OUT, NOON),
        new SessionsRevoked(user, EndCause.REVOKED_BY_OPERATOR, SESSION),
        new MfaEnrollmentStarted(user, ENROLLMENT, TOTP, NOON),
        new MfaEnabled(user, ENROLLMENT, TOTP, new TotpStep(59_000_003), TOTP, SESSION),
        new MfaDisabled(user, TOTP),
        new MfaReset(user, TOTP, asking, "Lost the phone on a trip"),
        new RecoveryCodesIssued(user, CODES, 10, CODES),
        new RecoveryCodeUsed(user, CODES, 3, 9),
        new AuthenticatorDisabled(user, Authenticator.TOTP, false, 50),
        new AuthenticatorEnabled(user, Authenticator.TOTP),
        new SignInRefused(user, null, Factor.PASSWORD, SignInRefusal.WRONG_PASSWORD, 1));
  }

  /** What concerns no user. */
  private static final IpRuleId IP_RULE = IpRuleId.of("0d9f5a3b-6a52-4c1e-9a3e-2f7d1c8b4e60");

  private static final IpRuleTerms TERMS =
      new IpRuleTerms(IpRuleAction.DENY, Cidr.of("192.0.2.0/24"), "Nobody of ours", true, NOON);

  static List<SecurityEvent> others(OrgId org) {
    return List.of(
        new OrgRegistered(org, "Name of " + org),
        new ServiceCredentialIssued(CONSOLE, "console", Set.of(Scope.values()), HASH, NOON),
        new ServiceCredentialRotated(CONSOLE, HASH, NOON, NOON),
        new ServiceCredentialRevoked(CONSOLE),
        new SignInRefused(null, "keyed-hash", Factor.PASSWORD, SignInRefusal.UNKNOWN_EMAIL, 7),
        new SignInRefused(
            null, null, Factor.SSO, SignInRefusal.UNKNOWN_IDENTITY, 1, "another-hash"),
        new IpRuleAdded(org, IP_RULE, TERMS, "Why"),
        new IpRuleChanged(org, IP_RULE, TERMS, TERMS, null),
        new IpRuleRemoved(org, IP_RULE, TERMS, null),
        new IpRestrictionsSuspended(org, NOON, "Locked out"),
        new IpRestrictionsResumed(org, NOON),
        new OrgMfaPolicyChanged(
            org,
            1,
            MfaPolicyTerms.NONE,
            new MfaPolicyTerms(MfaLevel.REQUIRED_FOR_ALL, Duration.ofDays(7)),
            "Why"));
  }
}
