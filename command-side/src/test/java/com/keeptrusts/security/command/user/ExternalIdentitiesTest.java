package com.keeptrusts.security.command.user;

import static com.keeptrusts.security.command.user.Account.given;
import static com.keeptrusts.security.command.user.TestCredentials.code;
import static com.keeptrusts.security.command.user.TestCredentials.mfa;
import static com.keeptrusts.security.command.user.TestCredentials.ownPassword;
import static com.keeptrusts.security.command.user.TestCredentials.recoveryCode;
import static com.keeptrusts.security.command.user.TestCredentials.temporaryPassword;
import static com.keeptrusts.security.command.user.TestIdentities.accept;
import static com.keeptrusts.security.command.user.TestIdentities.again;
import static com.keeptrusts.security.command.user.TestIdentities.at;
import static com.keeptrusts.security.command.user.TestIdentities.honoured;
import static com.keeptrusts.security.command.user.TestIdentities.link;
import static com.keeptrusts.security.command.user.TestIdentities.linked;
import static com.keeptrusts.security.command.user.TestIdentities.proved;
import static com.keeptrusts.security.command.user.TestIdentities.session;
import static com.keeptrusts.security.command.user.TestIdentities.start;
import static com.keeptrusts.security.command.user.TestIdentities.unlink;
import static com.keeptrusts.security.command.user.TestIdentities.unlinked;
import static com.keeptrusts.security.command.user.TestOrgs.ACME;
import static com.keeptrusts.security.command.user.TestOrgs.BETA;
import static com.keeptrusts.security.command.user.TestOrgs.NEXT_WEEK;
import static com.keeptrusts.security.command.user.TestOrgs.invitation;
import static com.keeptrusts.security.command.user.TestOrgs.invited;
import static com.keeptrusts.security.command.user.TestOrgs.memberOf;
import static com.keeptrusts.security.command.user.TestUsers.ANNA;
import static com.keeptrusts.security.command.user.TestUsers.NOW;
import static com.keeptrusts.security.command.user.TestUsers.registered;
import static com.keeptrusts.security.command.user.TestUsers.registeredFor;

import com.keeptrusts.security.event.EndCause;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.MfaEnabled;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.OrgJoined;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.RecoveryCodeUsed;
import com.keeptrusts.security.event.RecoveryCodesIssued;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.SessionStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ExternalIdentitiesTest {

  private static final Instant A_MINUTE_AGO = NOW.minus(Duration.ofMinutes(1));

  @Test
  @Tag("SIGN-3")
  void a_user_links_an_identity_and_unlinks_it() {
    given(registered(), ownPassword()).when(link(1)).then(linked(1));
    given(registered(), ownPassword(), linked(1)).when(unlink(1)).then(unlinked(1));
  }

  @Test
  @Tag("SIGN-3")
  void a_link_that_is_not_the_users_is_not_unlinked() {
    given(registered(), ownPassword(), linked(1)).when(unlink(2)).thenRefused(Reason.NOT_FOUND);
    given(registered(), ownPassword(), linked(1), unlinked(1))
        .when(unlink(1))
        .thenRefused(Reason.NOT_FOUND);
  }

  @Test
  @Tag("SIGN-3")
  void an_account_has_ten_links_at_most() {
    given(registered(), links(9)).when(link(10)).then(linked(10));
    given(registered(), links(10)).when(link(11)).thenRefused(Reason.TOO_MANY_EXTERNAL_IDENTITIES);
    given(registered(), links(10), unlinked(3)).when(link(11)).then(linked(11));
  }

  @Test
  @Tag("ORG-6")
  void the_last_way_to_sign_in_is_not_unlinked() {
    given(registered(), linked(1)).when(unlink(1)).thenRefused(Reason.LAST_WAY_TO_SIGN_IN);
    given(registered(), linked(1), linked(2)).when(unlink(1)).then(unlinked(1));
    given(registered(), linked(1), linked(2), unlinked(2))
        .when(unlink(1))
        .thenRefused(Reason.LAST_WAY_TO_SIGN_IN);
    given(registered(), ownPassword(), linked(1)).when(unlink(1)).then(unlinked(1));
  }

  @Test
  @Tag("ORG-6")
  void a_temporary_password_is_no_way_to_sign_in_that_lasts() {
    given(registered(), temporaryPassword(), linked(1))
        .when(unlink(1))
        .thenRefused(Reason.LAST_WAY_TO_SIGN_IN);
    given(registered(), temporaryPassword(), linked(1), linked(2))
        .when(unlink(2))
        .then(unlinked(2));
  }

  @Test
  @Tag("SIGN-3")
  void a_newcomer_links_an_identity_in_accepting_the_invitation() {
    given(registeredFor(ACME), invited(ACME, Role.MEMBER, 1))
        .when(accept(1, 1))
        .then(linked(1), new OrgJoined(ANNA, ACME, invitation(1), Role.MEMBER));
    given(registeredFor(ACME), temporaryPassword(), invited(ACME, Role.MEMBER, 1))
        .when(accept(1, 1))
        .then(linked(1), new OrgJoined(ANNA, ACME, invitation(1), Role.MEMBER));
  }

  @Test
  @Tag("SIGN-3")
  @Tag("ORG-3")
  void no_invitation_links_an_identity_to_an_account_that_is_in_use_or_was_made_for_another_org() {
    for (Object past : List.of(ownPassword(), linked(2), memberOf(BETA, Role.MEMBER))) {
      given(registeredFor(ACME), past, invited(ACME, Role.MEMBER, 1))
          .when(accept(1, 1))
          .thenRefused(Reason.NOT_ALLOWED);
    }
    for (@Nullable OrgId other : new @Nullable OrgId[] {BETA, null}) {
      given(registeredFor(other), invited(ACME, Role.MEMBER, 1))
          .when(accept(1, 1))
          .thenRefused(Reason.NOT_ALLOWED);
    }
  }

  @Test
  @Tag("SIGN-3")
  void an_invitation_links_once_in_its_time_and_by_its_secret_alone() {
    given(registeredFor(ACME), invited(ACME, Role.MEMBER, 1))
        .when(accept(2, 1))
        .thenRefused(Reason.INVITATION_NOT_OPEN);
    given(registeredFor(ACME), invited(ACME, Role.MEMBER, 1))
        .at(NEXT_WEEK)
        .when(accept(1, 1))
        .thenRefused(Reason.INVITATION_NOT_OPEN);
    given(
            registeredFor(ACME),
            invited(ACME, Role.MEMBER, 1),
            linked(1),
            new OrgJoined(ANNA, ACME, invitation(1), Role.MEMBER))
        .when(accept(1, 2))
        .thenRefused(Reason.INVITATION_NOT_OPEN);
  }

  @Test
  @Tag("SIGN-3")
  void without_an_mfa_method_a_linked_identity_completes_a_sign_in() {
    given(registered(), linked(1))
        .when(start(1, at(1, A_MINUTE_AGO), null))
        .then(session(1, at(1, A_MINUTE_AGO)));
  }

  @Test
  @Tag("SIGN-3")
  @Tag("SIGN-8")
  void a_link_that_is_gone_or_nobodys_starts_no_session() {
    given(registered(), linked(1), linked(2), unlinked(1))
        .when(start(1, at(1, NOW), null))
        .thenRefused(Reason.CREDENTIAL_CHANGED);
    given(registered(), ownPassword())
        .when(start(1, at(1, NOW), null))
        .thenRefused(Reason.CREDENTIAL_CHANGED);
  }

  @Test
  @Tag("SIGN-1")
  void with_an_mfa_method_sso_alone_starts_no_session() {
    given(registered(), linked(1), mfa())
        .when(start(2, at(1, NOW), null))
        .thenRefused(Reason.CREDENTIAL_CHANGED);
    given(registered(), linked(1), mfa())
        .when(start(2, at(1, NOW), code(1, 2)))
        .then(session(2, at(1, NOW), List.of(Factor.SSO, Factor.TOTP), code(1, 2)));
    given(registered(), linked(1), mfa())
        .when(start(2, at(1, NOW), recoveryCode(1, 3)))
        .then(
            new RecoveryCodeUsed(ANNA, TestCredentials.codes(1), 3, 9),
            session(2, at(1, NOW), List.of(Factor.SSO, Factor.RECOVERY_CODE), null));
  }

  @Test
  @Tag("SIGN-1")
  void a_providers_own_mfa_that_is_honoured_takes_the_place_of_the_second_factor() {
    given(registered(), linked(1), mfa())
        .when(start(2, honoured(1, NOW), null))
        .then(session(2, honoured(1, NOW)));
  }

  @Test
  @Tag("SIGN-8")
  void a_code_beside_sso_is_of_the_secret_in_force() {
    given(registered(), linked(1), mfa())
        .when(start(2, honoured(1, NOW), code(2, 2)))
        .thenRefused(Reason.CREDENTIAL_CHANGED);
    given(registered(), linked(1))
        .when(start(2, at(1, NOW), code(1, 2)))
        .thenRefused(Reason.CREDENTIAL_CHANGED);
  }

  @Test
  @Tag("PWD-3")
  void sso_never_demands_the_rotation_of_a_temporary_password() {
    given(registered(), temporaryPassword(), linked(1))
        .when(start(1, at(1, NOW), null))
        .then(session(1, at(1, NOW)));
    given(registered(), temporaryPassword(), linked(1))
        .at(NOW.plus(Duration.ofDays(3)))
        .when(
            new StartSession(
                ANNA,
                TestSessions.token(0),
                TestSessions.id(1),
                TestSessions.token(1),
                new SsoProof(at(1, NOW)),
                null,
                Duration.ZERO,
                TestSessions.ONE_HOUR,
                true))
        .then(
            new SessionStarted(
                ANNA,
                TestSessions.id(1),
                TestSessions.token(1),
                List.of(Factor.SSO),
                false,
                null,
                NOW.plus(Duration.ofDays(3)),
                TestSessions.ONE_HOUR,
                true,
                at(1, NOW)));
  }

  @Test
  @Tag("SES-5")
  void a_provider_authenticated_nobody_in_the_future() {
    Instant soon = NOW.plus(SsoProof.SKEW);
    given(registered(), linked(1)).when(start(1, at(1, soon), null)).then(session(1, at(1, NOW)));
    given(registered(), linked(1))
        .when(start(1, at(1, soon.plusMillis(1)), null))
        .then(session(1, at(1, null)));
    given(registered(), linked(1)).when(start(1, at(1, null), null)).then(session(1, at(1, null)));
  }

  @Test
  @Tag("SES-5")
  void who_was_authenticated_by_the_provider_within_ten_minutes_proves_it_again() {
    Instant longest = NOW.minus(Duration.ofMinutes(10));
    given(registered(), linked(1), session(1, at(1, null)))
        .when(again(at(1, longest), null))
        .then(proved(at(1, longest), List.of(Factor.SSO), null));
    for (@Nullable Instant other :
        new @Nullable Instant[] {
          longest.minusMillis(1), NOW.plus(SsoProof.SKEW).plusMillis(1), null
        }) {
      given(registered(), linked(1), session(1, at(1, null)))
          .when(again(at(1, other), null))
          .thenRefused(Reason.REAUTHENTICATION_REQUIRED);
    }
  }

  @Test
  @Tag("SES-5")
  void with_an_mfa_method_re_authentication_by_sso_takes_a_code_too_unless_its_mfa_is_honoured() {
    given(registered(), linked(1), session(1, at(1, NOW)), mfa())
        .when(again(at(1, NOW), null))
        .thenRefused(Reason.REAUTHENTICATION_REQUIRED);
    given(registered(), linked(1), session(1, at(1, NOW)), mfa())
        .when(again(at(1, NOW), code(1, 2)))
        .then(proved(at(1, NOW), List.of(Factor.SSO, Factor.TOTP), code(1, 2)));
    given(registered(), linked(1), session(1, at(1, NOW)), mfa())
        .when(again(honoured(1, NOW), null))
        .then(proved(honoured(1, NOW), List.of(Factor.SSO), null));
  }

  @Test
  @Tag("SES-5")
  @Tag("SIGN-8")
  void re_authentication_by_sso_takes_a_link_and_a_session_in_force() {
    given(registered(), ownPassword(), linked(1), session(1, at(1, NOW)), unlinked(1))
        .when(again(at(1, NOW), null))
        .thenRefused(Reason.CREDENTIAL_CHANGED);
    given(registered(), linked(1), session(2, at(1, NOW)))
        .when(again(at(1, NOW), null))
        .thenRefused(Reason.SESSION_NOT_LIVE);
  }

  @Test
  @Tag("TOTP-6")
  void the_first_mfa_method_ends_other_sessions_by_sso_alone_but_not_by_an_honoured_mfa() {
    given(
            registered(),
            linked(1),
            session(1, at(1, NOW)),
            session(2, at(1, NOW)),
            session(3, honoured(1, NOW)),
            TestCredentials.started(1))
        .when(TestCredentials.confirm(1, TestCredentials.step(1)))
        .then(
            new MfaEnabled(
                ANNA,
                TestCredentials.enrollment(1),
                TestCredentials.app(1),
                TestCredentials.step(1),
                null,
                TestSessions.id(1)),
            new RecoveryCodesIssued(
                ANNA, TestCredentials.codes(1), TestCredentials.TEN_CODES, null),
            TestSessions.ended(2, EndCause.SINGLE_FACTOR));
  }

  private static List<Object> links(int count) {
    return IntStream.rangeClosed(1, count).<Object>mapToObj(TestIdentities::linked).toList();
  }
}
