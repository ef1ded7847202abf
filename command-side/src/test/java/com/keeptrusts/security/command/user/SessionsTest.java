package com.keeptrusts.security.command.user;

import static com.keeptrusts.security.command.user.Account.given;
import static com.keeptrusts.security.command.user.TestCredentials.OTHER;
import static com.keeptrusts.security.command.user.TestCredentials.OWN;
import static com.keeptrusts.security.command.user.TestCredentials.code;
import static com.keeptrusts.security.command.user.TestCredentials.mfa;
import static com.keeptrusts.security.command.user.TestCredentials.ownPassword;
import static com.keeptrusts.security.command.user.TestCredentials.step;
import static com.keeptrusts.security.command.user.TestOrgs.acting;
import static com.keeptrusts.security.command.user.TestOrgs.operator;
import static com.keeptrusts.security.command.user.TestSessions.ONE_HOUR;
import static com.keeptrusts.security.command.user.TestSessions.TOMORROW;
import static com.keeptrusts.security.command.user.TestSessions.ended;
import static com.keeptrusts.security.command.user.TestSessions.multiFactorSession;
import static com.keeptrusts.security.command.user.TestSessions.session;
import static com.keeptrusts.security.command.user.TestSessions.start;
import static com.keeptrusts.security.command.user.TestUsers.ANNA;
import static com.keeptrusts.security.command.user.TestUsers.NOW;
import static com.keeptrusts.security.command.user.TestUsers.registered;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.event.EndCause;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.MfaEnabled;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.RecoveryCodesIssued;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.SessionEnded;
import com.keeptrusts.security.event.SessionReauthenticated;
import com.keeptrusts.security.event.SessionStarted;
import com.keeptrusts.security.event.SessionsRevoked;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SessionsTest {

  @Test
  @Tag("SIGN-1")
  void without_an_mfa_method_the_password_completes_a_sign_in() {
    given(registered(), ownPassword()).when(start(1, OWN)).then(session(1));
  }

  @Test
  @Tag("SIGN-8")
  void a_session_is_started_only_with_the_password_that_is_in_force() {
    given(registered(), ownPassword()).when(start(1, OTHER)).thenRefused(Reason.CREDENTIAL_CHANGED);
  }

  @Test
  @Tag("SIGN-8")
  void a_code_that_was_verified_before_mfa_was_on_or_off_starts_no_session() {
    given(registered(), ownPassword())
        .when(start(1, OWN, code(1, 1)))
        .thenRefused(Reason.CREDENTIAL_CHANGED);
  }

  @Test
  @Tag("SES-1")
  void the_oldest_of_a_hundred_sessions_ends_for_one_more() {
    given(registered(), ownPassword(), sessions(100))
        .when(start(101, OWN))
        .then(ended(1, EndCause.TOO_MANY), session(101));
    given(registered(), ownPassword(), sessions(99)).when(start(100, OWN)).then(session(100));
  }

  @Test
  @Tag("SES-1")
  void the_oldest_is_the_one_that_started_first_of_those_that_still_live() {
    given(registered(), ownPassword(), sessions(101), ended(1, EndCause.SIGNED_OUT))
        .when(start(102, OWN))
        .then(ended(2, EndCause.TOO_MANY), session(102));
  }

  @Test
  @Tag("SES-1")
  void a_session_that_had_run_out_when_it_made_place_ended_when_it_ran_out() {
    SessionStarted next =
        new SessionStarted(
            ANNA,
            TestSessions.id(101),
            TestSessions.token(101),
            List.of(Factor.PASSWORD),
            false,
            null,
            TOMORROW.plusSeconds(1).plus(TestSessions.ONE_DAY),
            ONE_HOUR,
            true);
    given(registered(), ownPassword(), sessions(100))
        .at(TOMORROW.plusSeconds(1))
        .when(start(101, OWN))
        .then(new SessionEnded(ANNA, TestSessions.id(1), EndCause.EXPIRED, TOMORROW), next);
  }

  @Test
  @Tag("SES-3")
  void signing_out_ends_the_session_that_asks() {
    given(registered(), session(1), session(2))
        .from(TestSessions.id(1))
        .when(new EndSession(ANNA, TestSessions.id(1)))
        .then(ended(1, EndCause.SIGNED_OUT));
  }

  @Test
  @Tag("SES-3")
  void a_user_ends_another_of_the_own_sessions() {
    given(registered(), session(1), session(2))
        .from(TestSessions.id(1))
        .when(new EndSession(ANNA, TestSessions.id(2)))
        .then(ended(2, EndCause.ENDED_BY_USER));
  }

  @Test
  @Tag("SES-1")
  void a_session_ends_once() {
    given(registered(), session(1), ended(1, EndCause.SIGNED_OUT))
        .when(new EndSession(ANNA, TestSessions.id(1)))
        .thenRefused(Reason.NOT_FOUND);
  }

  @Test
  @Tag("SES-3")
  void ending_all_sessions_records_a_fact_also_when_none_is_known() {
    given(registered())
        .by(operator())
        .when(new RevokeSessions(ANNA, null))
        .then(new SessionsRevoked(ANNA, EndCause.REVOKED_BY_OPERATOR, null));
  }

  @Test
  @Tag("SES-3")
  void a_user_ends_all_other_sessions() {
    given(registered(), session(1), session(2), session(3))
        .by(acting(ANNA, Role.MEMBER))
        .when(new RevokeSessions(ANNA, TestSessions.id(2)))
        .then(new SessionsRevoked(ANNA, EndCause.REVOKED_BY_USER, TestSessions.id(2)));
  }

  @Test
  @Tag("SES-3")
  void after_ending_all_others_only_the_named_one_lives() {
    SessionsRevoked others =
        new SessionsRevoked(ANNA, EndCause.REVOKED_BY_USER, TestSessions.id(2));
    given(registered(), session(1), session(2), session(3), others)
        .when(new EndSession(ANNA, TestSessions.id(3)))
        .thenRefused(Reason.NOT_FOUND);
    given(registered(), session(1), session(2), session(3), others)
        .when(new EndSession(ANNA, TestSessions.id(2)))
        .then(ended(2, EndCause.ENDED_BY_USER));
  }

  @Test
  @Tag("SES-1")
  void an_idle_or_expired_session_ended_at_the_instant_it_ran_out() {
    given(registered(), session(1))
        .at(TOMORROW)
        .when(new ExpireSession(ANNA, TestSessions.id(1), EndCause.IDLE, NOW.plus(ONE_HOUR)))
        .then(new SessionEnded(ANNA, TestSessions.id(1), EndCause.IDLE, NOW.plus(ONE_HOUR)));
  }

  @Test
  @Tag("SES-1")
  void an_expiry_says_nothing_once_the_session_has_ended_or_before_it_ran_out() {
    given(registered(), session(1), ended(1, EndCause.SIGNED_OUT))
        .at(TOMORROW)
        .when(new ExpireSession(ANNA, TestSessions.id(1), EndCause.EXPIRED, TOMORROW))
        .thenNothing();
    given(registered(), session(1))
        .when(new ExpireSession(ANNA, TestSessions.id(1), EndCause.EXPIRED, TOMORROW))
        .thenNothing();
  }

  @Test
  void a_session_does_not_expire_by_signing_out() {
    assertThatThrownBy(() -> new ExpireSession(ANNA, TestSessions.id(1), EndCause.SIGNED_OUT, NOW))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Tag("SES-5")
  void without_an_mfa_method_the_password_re_authenticates() {
    given(registered(), ownPassword(), session(1))
        .when(new Reauthenticate(ANNA, TestSessions.id(1), OWN, null))
        .then(new SessionReauthenticated(ANNA, TestSessions.id(1), List.of(Factor.PASSWORD), null));
  }

  @Test
  @Tag("SES-5")
  void with_an_mfa_method_re_authentication_takes_both_factors() {
    given(registered(), ownPassword(), session(1), mfa())
        .when(new Reauthenticate(ANNA, TestSessions.id(1), OWN, null))
        .thenRefused(Reason.REAUTHENTICATION_REQUIRED);
    given(registered(), ownPassword(), session(1), mfa())
        .when(new Reauthenticate(ANNA, TestSessions.id(1), null, code(1, 2)))
        .thenRefused(Reason.REAUTHENTICATION_REQUIRED);
    given(registered(), ownPassword(), session(1), mfa())
        .when(new Reauthenticate(ANNA, TestSessions.id(1), OWN, code(1, 2)))
        .then(
            new SessionReauthenticated(
                ANNA, TestSessions.id(1), List.of(Factor.PASSWORD, Factor.TOTP), step(2)));
  }

  @Test
  @Tag("SES-5")
  @Tag("SIGN-8")
  void re_authentication_takes_the_credentials_that_are_in_force() {
    given(registered(), ownPassword(), session(1))
        .when(new Reauthenticate(ANNA, TestSessions.id(1), OTHER, null))
        .thenRefused(Reason.CREDENTIAL_CHANGED);
    given(registered(), ownPassword(), session(1), mfa())
        .when(new Reauthenticate(ANNA, TestSessions.id(1), OWN, code(2, 2)))
        .thenRefused(Reason.CREDENTIAL_CHANGED);
  }

  @Test
  @Tag("SES-1")
  void a_session_that_ended_or_ran_out_is_not_re_authenticated() {
    given(registered(), ownPassword(), session(1), ended(1, EndCause.SIGNED_OUT))
        .when(new Reauthenticate(ANNA, TestSessions.id(1), OWN, null))
        .thenRefused(Reason.SESSION_NOT_LIVE);
    given(registered(), ownPassword(), session(1))
        .at(TOMORROW)
        .when(new Reauthenticate(ANNA, TestSessions.id(1), OWN, null))
        .thenRefused(Reason.SESSION_NOT_LIVE);
  }

  @Test
  @Tag("TOTP-6")
  void a_session_by_recovery_code_is_not_one_of_a_single_factor() {
    given(
            registered(),
            session(2, List.of(Factor.PASSWORD, Factor.RECOVERY_CODE), null),
            multiFactorSession(1, step(1)),
            TestCredentials.started(3))
        .when(TestCredentials.confirm(3, step(2)))
        .then(
            new MfaEnabled(
                ANNA,
                TestCredentials.enrollment(3),
                TestCredentials.app(3),
                step(2),
                null,
                TestSessions.id(1)),
            new RecoveryCodesIssued(
                ANNA, TestCredentials.codes(3), TestCredentials.TEN_CODES, null));
  }

  private static List<SessionStarted> sessions(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(TestSessions::session).toList();
  }
}
