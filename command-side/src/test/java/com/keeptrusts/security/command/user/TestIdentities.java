package com.keeptrusts.security.command.user;

import static com.keeptrusts.security.command.user.TestSessions.ONE_DAY;
import static com.keeptrusts.security.command.user.TestSessions.ONE_HOUR;
import static com.keeptrusts.security.command.user.TestSessions.TOMORROW;
import static com.keeptrusts.security.command.user.TestSessions.token;
import static com.keeptrusts.security.command.user.TestUsers.ANNA;
import static com.keeptrusts.security.command.user.TestUsers.id;
import static com.keeptrusts.security.command.user.TestUsers.sealed;

import com.keeptrusts.security.event.ExternalIdentityId;
import com.keeptrusts.security.event.ExternalIdentityLinked;
import com.keeptrusts.security.event.ExternalIdentityUnlinked;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.ProviderAuthentication;
import com.keeptrusts.security.event.SessionReauthenticated;
import com.keeptrusts.security.event.SessionStarted;
import com.keeptrusts.security.event.Sha256;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Anna's identities at providers, by number, and sessions that began with one. */
final class TestIdentities {

  private TestIdentities() {}

  static ExternalIdentityId identity(int number) {
    return ExternalIdentityId.of(id(700 + number));
  }

  static ExternalIdentityLinked linked(int number) {
    return new ExternalIdentityLinked(
        ANNA, identity(number), sealed("aXNzdWVy"), sealed("c3ViamVjdA"));
  }

  static ExternalIdentityUnlinked unlinked(int number) {
    return new ExternalIdentityUnlinked(ANNA, identity(number));
  }

  static LinkExternalIdentity link(int number) {
    return new LinkExternalIdentity(
        ANNA, identity(number), linked(number).issuer(), linked(number).subject());
  }

  static UnlinkExternalIdentity unlink(int number) {
    return new UnlinkExternalIdentity(ANNA, identity(number));
  }

  static AcceptInvitationBySso accept(int invitation, int number) {
    return new AcceptInvitationBySso(
        ANNA,
        TestOrgs.secret(invitation),
        identity(number),
        linked(number).issuer(),
        linked(number).subject());
  }

  /** The provider says when, and not that there were several factors. */
  static ProviderAuthentication at(int number, @Nullable Instant authenticatedAt) {
    return new ProviderAuthentication(identity(number), authenticatedAt, false);
  }

  /** The provider's own MFA is honoured. */
  static ProviderAuthentication honoured(int number, @Nullable Instant authenticatedAt) {
    return new ProviderAuthentication(identity(number), authenticatedAt, true);
  }

  static StartSession start(
      int number, ProviderAuthentication sso, @Nullable SecondFactorProof second) {
    return new StartSession(
        ANNA,
        Sha256.ofToken("sign-in " + number),
        TestSessions.id(number),
        token(number),
        new SsoProof(sso),
        second,
        ONE_DAY,
        ONE_HOUR,
        true);
  }

  static SessionStarted session(int number, ProviderAuthentication sso) {
    return session(number, sso, List.of(Factor.SSO), null);
  }

  static SessionStarted session(
      int number,
      ProviderAuthentication sso,
      List<Factor> factors,
      @Nullable SecondFactorProof second) {
    return new SessionStarted(
        ANNA,
        TestSessions.id(number),
        token(number),
        factors,
        false,
        second == null ? null : second.acceptedStep(),
        TOMORROW,
        ONE_HOUR,
        true,
        sso);
  }

  static ReauthenticateBySso again(ProviderAuthentication sso, @Nullable TotpProof second) {
    return new ReauthenticateBySso(ANNA, TestSessions.id(1), new SsoProof(sso), second);
  }

  static SessionReauthenticated proved(
      ProviderAuthentication sso, List<Factor> factors, @Nullable TotpProof second) {
    return new SessionReauthenticated(
        ANNA, TestSessions.id(1), factors, second == null ? null : second.step(), sso);
  }
}
