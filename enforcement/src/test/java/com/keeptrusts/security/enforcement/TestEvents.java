package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.Cidr;
import com.keeptrusts.security.event.CosePublicKey;
import com.keeptrusts.security.event.CredentialId;
import com.keeptrusts.security.event.DisplayName;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.ExternalIdentityId;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.IpRuleAction;
import com.keeptrusts.security.event.IpRuleTerms;
import com.keeptrusts.security.event.MfaEnabled;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.OrgJoined;
import com.keeptrusts.security.event.OrgRegistered;
import com.keeptrusts.security.event.PasskeyCredential;
import com.keeptrusts.security.event.PasskeyId;
import com.keeptrusts.security.event.PasskeyRegistered;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.PersonalOwner;
import com.keeptrusts.security.event.PersonalValue;
import com.keeptrusts.security.event.ProviderAuthentication;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.SessionStarted;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.TotpStep;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.event.UserRegistered;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Facts as the subjects record them. */
final class TestEvents {

  static final ExternalIdentityId IDENTITY =
      ExternalIdentityId.of("00000000-0000-4000-8000-000000000077");

  static final PasskeyId PASSKEY = PasskeyId.of("00000000-0000-4000-8000-000000000088");

  private TestEvents() {}

  static PasskeyRegistered passkeyRegistered(UserId user, PasskeyId passkey, SessionId provenIn) {
    return new PasskeyRegistered(
        user,
        passkey,
        new PasskeyCredential(
            CredentialId.of(new byte[] {1}),
            CosePublicKey.of("pQECAyYgASFY"),
            -7,
            0,
            true,
            true,
            false,
            new UUID(0, 0),
            List.of("internal"),
            "none",
            true),
        sealed(user),
        provenIn);
  }

  static <T extends PersonalValue> Personal<T> sealed(UserId user) {
    return new Personal<>(PersonalOwner.of(user), "CCCC");
  }

  /** By an identity provider; for a day, with an hour's idle timeout. */
  static SessionStarted startedBySso(
      UserId user,
      SessionId session,
      Sha256 token,
      Instant now,
      @Nullable Instant authenticatedAt,
      boolean multiFactor) {
    return new SessionStarted(
        user,
        session,
        token,
        List.of(Factor.SSO),
        false,
        null,
        now.plus(Duration.ofHours(24)),
        Duration.ofHours(1),
        false,
        new ProviderAuthentication(IDENTITY, authenticatedAt, multiFactor));
  }

  static UserRegistered registered(UserId user) {
    PersonalOwner owner = PersonalOwner.of(user);
    Personal<EmailAddress> email = new Personal<>(owner, "AAAA");
    Personal<DisplayName> name = new Personal<>(owner, "BBBB");
    return new UserRegistered(user, email, name, null);
  }

  /** A rule about a block of documentation addresses. */
  static IpRuleTerms terms(boolean deny, @Nullable Instant expiresAt) {
    return new IpRuleTerms(
        deny ? IpRuleAction.DENY : IpRuleAction.ALLOW,
        Cidr.of("203.0.113.0/24"),
        "The office",
        true,
        expiresAt);
  }

  static OrgRegistered registered(OrgId org) {
    return new OrgRegistered(org, "An org");
  }

  static OrgJoined joined(UserId user, OrgId org, Role role) {
    return new OrgJoined(user, org, TestIds.invitation(), role);
  }

  /** For a day, with an hour's idle timeout. */
  static SessionStarted started(
      UserId user, SessionId session, Sha256 token, Instant now, Factor... factors) {
    return started(user, session, token, now, false, factors);
  }

  static SessionStarted started(
      UserId user,
      SessionId session,
      Sha256 token,
      Instant now,
      boolean rotationRequired,
      Factor... factors) {
    return new SessionStarted(
        user,
        session,
        token,
        List.of(factors),
        rotationRequired,
        null,
        now.plus(Duration.ofHours(24)),
        Duration.ofHours(1),
        false);
  }

  static MfaEnabled mfaEnabled(UserId user, SessionId provenIn) {
    return new MfaEnabled(
        user, TestIds.enrollment(), TestIds.totp(), new TotpStep(1), null, provenIn);
  }
}
