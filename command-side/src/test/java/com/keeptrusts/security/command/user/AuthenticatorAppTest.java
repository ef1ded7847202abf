package com.keeptrusts.security.command.user;

import static com.keeptrusts.security.command.user.Account.given;
import static com.keeptrusts.security.command.user.TestCredentials.IN_TEN_MINUTES;
import static com.keeptrusts.security.command.user.TestCredentials.OWN;
import static com.keeptrusts.security.command.user.TestCredentials.TEN_CODES;
import static com.keeptrusts.security.command.user.TestCredentials.app;
import static com.keeptrusts.security.command.user.TestCredentials.code;
import static com.keeptrusts.security.command.user.TestCredentials.codes;
import static com.keeptrusts.security.command.user.TestCredentials.confirm;
import static com.keeptrusts.security.command.user.TestCredentials.enable;
import static com.keeptrusts.security.command.user.TestCredentials.enrollment;
import static com.keeptrusts.security.command.user.TestCredentials.mfa;
import static com.keeptrusts.security.command.user.TestCredentials.ownPassword;
import static com.keeptrusts.security.command.user.TestCredentials.recoveryCode;
import static com.keeptrusts.security.command.user.TestCredentials.started;
import static com.keeptrusts.security.command.user.TestCredentials.step;
import static com.keeptrusts.security.command.user.TestOrgs.ACME;
import static com.keeptrusts.security.command.user.TestOrgs.BETA;
import static com.keeptrusts.security.command.user.TestOrgs.acting;
import static com.keeptrusts.security.command.user.TestOrgs.admin;
import static com.keeptrusts.security.command.user.TestOrgs.memberOf;
import static com.keeptrusts.security.command.user.TestOrgs.operator;
import static com.keeptrusts.security.command.user.TestOrgs.owner;
import static com.keeptrusts.security.command.user.TestSessions.ended;
import static com.keeptrusts.security.command.user.TestSessions.multiFactorSession;
import static com.keeptrusts.security.command.user.TestSessions.session;
import static com.keeptrusts.security.command.user.TestSessions.start;
import static com.keeptrusts.security.command.user.TestUsers.ANNA;
import static com.keeptrusts.security.command.user.TestUsers.registered;
import static com.keeptrusts.security.command.user.TestUsers.registeredFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.event.Authenticator;
import com.keeptrusts.security.event.AuthenticatorDisabled;
import com.keeptrusts.security.event.AuthenticatorEnabled;
import com.keeptrusts.security.event.EndCause;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.MfaDisabled;
import com.keeptrusts.security.event.MfaEnabled;
import com.keeptrusts.security.event.MfaEnrollmentStarted;
import com.keeptrusts.security.event.MfaReset;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.RecoveryCodeUsed;
import com.keeptrusts.security.event.RecoveryCodesIssued;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.SessionReauthenticated;
import com.keeptrusts.security.event.SessionsRevoked;
import com.keeptrusts.security.event.TotpRevision;
import com.keeptrusts.security.event.TotpStep;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AuthenticatorAppTest {

  private static final SessionsRevoked ALL_END =
      new SessionsRevoked(ANNA, EndCause.MFA_RESET, null);

  @Test
  @Tag("TOTP-1")
  void nothing_is_on_until_a_code_is_confirmed() {
    given(registered(), ownPassword(), started(1)).when(start(1, OWN)).then(session(1));
    given(registered(), ownPassword(), started(1))
        .when(start(1, OWN, code(1, 5)))
        .thenRefused(Reason.CREDENTIAL_CHANGED);
  }

  @Test
  @Tag("TOTP-1")
  @Tag("RC-4")
  void confirming_turns_the_first_method_on_and_issues_recovery_codes() {
    given(registered(), ownPassword(), session(1), started(1))
        .when(confirm(1, step(1)))
        .then(enabled(1, step(1), null), new RecoveryCodesIssued(ANNA, codes(1), TEN_CODES, null));
  }

  @Test
  @Tag("TOTP-1")
  void an_unconfirmed_enrolment_dies_after_ten_minutes() {
    given(registered(), session(1), started(1))
        .at(IN_TEN_MINUTES)
        .when(confirm(1, step(1)))
        .thenRefused(Reason.ENROLLMENT_NOT_OPEN);
  }

  @Test
  @Tag("TOTP-1")
  void an_enrolment_asked_to_live_longer_gets_ten_minutes() {
    given(registered(), session(1))
        .when(
            new EnableMfa(ANNA, enrollment(1), app(1), IN_TEN_MINUTES.plus(Duration.ofMinutes(1))))
        .then(new MfaEnrollmentStarted(ANNA, enrollment(1), app(1), IN_TEN_MINUTES));
  }

  @Test
  @Tag("TOTP-1")
  void a_second_start_replaces_the_unconfirmed_secret() {
    given(registered(), session(1), started(1)).when(enable(2)).then(started(2));
    given(registered(), session(1), started(1), started(2))
        .when(confirm(1, step(1)))
        .thenRefused(Reason.ENROLLMENT_NOT_OPEN);
  }

  @Test
  @Tag("TOTP-1")
  void a_second_start_never_replaces_a_confirmed_secret() {
    given(registered(), ownPassword(), session(1), mfa(), started(2))
        .when(start(2, OWN, code(1, 2)))
        .then(multiFactorSession(2, step(2)));
    given(registered(), ownPassword(), session(1), mfa(), started(2))
        .when(start(2, OWN, code(2, 2)))
        .thenRefused(Reason.CREDENTIAL_CHANGED);
  }

  @Test
  @Tag("TOTP-1")
  void an_enrolment_is_confirmed_once_and_only_by_its_own_secret() {
    given(registered(), session(1), mfa())
        .when(confirm(1, step(2)))
        .thenRefused(Reason.ENROLLMENT_NOT_OPEN);
    given(registered(), session(1), started(1))
        .when(
            new ConfirmMfa(
                ANNA, enrollment(1), app(2), step(1), TestSessions.id(1), codes(1), TEN_CODES))
        .thenRefused(Reason.ENROLLMENT_NOT_OPEN);
  }

  @Test
  @Tag("SES-1")
  void a_session_that_ended_confirms_nothing() {
    given(registered(), session(1), started(1), ended(1, EndCause.SIGNED_OUT))
        .when(confirm(1, step(1)))
        .thenRefused(Reason.SESSION_NOT_LIVE);
  }

  @Test
  @Tag("TOTP-3")
  void the_enrolment_code_counts_as_used() {
    given(registered(), ownPassword(), session(1), mfa())
        .when(start(2, OWN, code(1, 1)))
        .thenRefused(Reason.WRONG_CODE);
  }

  @Test
  @Tag("TOTP-3")
  void a_code_works_once_and_an_earlier_one_not_after_a_later() {
    given(registered(), ownPassword(), mfa(), multiFactorSession(1, step(5)))
        .when(start(2, OWN, code(1, 5)))
        .thenRefused(Reason.WRONG_CODE);
    given(registered(), ownPassword(), mfa(), multiFactorSession(1, step(5)))
        .when(start(2, OWN, code(1, 4)))
        .thenRefused(Reason.WRONG_CODE);
    given(registered(), ownPassword(), mfa(), multiFactorSession(1, step(5)))
        .when(start(2, OWN, code(1, 6)))
        .then(multiFactorSession(2, step(6)));
  }

  @Test
  @Tag("TOTP-3")
  void a_code_used_to_sign_in_is_not_accepted_to_re_authenticate() {
    given(registered(), ownPassword(), mfa(), multiFactorSession(1, step(5)))
        .when(new Reauthenticate(ANNA, TestSessions.id(1), OWN, code(1, 5)))
        .thenRefused(Reason.WRONG_CODE);
  }

  @Test
  @Tag("TOTP-3")
  void a_code_used_to_re_authenticate_is_not_accepted_to_sign_in() {
    given(
            registered(),
            ownPassword(),
            mfa(),
            multiFactorSession(1, step(5)),
            new SessionReauthenticated(
                ANNA, TestSessions.id(1), List.of(Factor.PASSWORD, Factor.TOTP), step(6)))
        .when(start(2, OWN, code(1, 6)))
        .thenRefused(Reason.WRONG_CODE);
  }

  @Test
  @Tag("TOTP-3")
  void a_sign_in_by_recovery_code_does_not_make_a_used_code_good_again() {
    given(
            registered(),
            ownPassword(),
            mfa(),
            multiFactorSession(1, step(5)),
            session(2, List.of(Factor.PASSWORD, Factor.RECOVERY_CODE), null))
        .when(start(3, OWN, code(1, 5)))
        .thenRefused(Reason.WRONG_CODE);
  }

  @Test
  @Tag("SIGN-1")
  void with_an_authenticator_app_the_password_alone_starts_no_session() {
    given(registered(), ownPassword(), mfa())
        .when(start(2, OWN))
        .thenRefused(Reason.CREDENTIAL_CHANGED);
  }

  @Test
  @Tag("SIGN-8")
  void a_code_of_a_secret_that_was_replaced_or_turned_off_meanwhile_is_refused() {
    given(registered(), ownPassword(), session(1), mfa(), started(2), enabled(2, step(1), app(1)))
        .when(start(2, OWN, code(1, 9)))
        .thenRefused(Reason.CREDENTIAL_CHANGED);
    given(registered(), ownPassword(), session(1), mfa(), new MfaDisabled(ANNA, app(1)))
        .when(start(2, OWN, code(1, 9)))
        .thenRefused(Reason.CREDENTIAL_CHANGED);
  }

  @Test
  @Tag("TOTP-4")
  void turning_mfa_off_leaves_the_password_alone_to_sign_in() {
    given(registered(), session(1), mfa())
        .when(new DisableMfa(ANNA))
        .then(new MfaDisabled(ANNA, app(1)));
    given(registered(), ownPassword(), mfa(), new MfaDisabled(ANNA, app(1)))
        .when(start(1, OWN))
        .then(session(1));
  }

  @Test
  void turning_off_what_is_off_records_nothing() {
    given(registered(), session(1), started(1)).when(new DisableMfa(ANNA)).thenNothing();
  }

  @Test
  @Tag("TOTP-1")
  void an_enrolment_that_was_open_when_mfa_went_off_or_was_reset_is_dead() {
    given(registered(), session(1), mfa(), started(2), new MfaDisabled(ANNA, app(1)))
        .when(confirm(2, step(3)))
        .thenRefused(Reason.ENROLLMENT_NOT_OPEN);
    given(registered(), mfa(), started(2), reset(1, null), ALL_END, session(1))
        .when(confirm(2, step(3)))
        .thenRefused(Reason.ENROLLMENT_NOT_OPEN);
  }

  @Test
  @Tag("TOTP-5")
  void confirming_a_second_secret_replaces_the_first_and_keeps_the_recovery_codes() {
    given(registered(), session(1), mfa(), started(2))
        .when(confirm(2, step(1)))
        .then(enabled(2, step(1), app(1)));
    given(registered(), ownPassword(), session(1), mfa(), started(2), enabled(2, step(1), app(1)))
        .when(start(2, OWN, recoveryCode(1, 0)))
        .then(
            new RecoveryCodeUsed(ANNA, codes(1), 0, 9),
            session(2, List.of(Factor.PASSWORD, Factor.RECOVERY_CODE), null));
  }

  @Test
  @Tag("TOTP-6")
  void the_first_method_ends_the_other_sessions_that_were_made_with_a_single_factor() {
    given(registered(), session(2), session(1), session(3), started(1))
        .when(confirm(1, step(1)))
        .then(
            enabled(1, step(1), null),
            new RecoveryCodesIssued(ANNA, codes(1), TEN_CODES, null),
            ended(2, EndCause.SINGLE_FACTOR),
            ended(3, EndCause.SINGLE_FACTOR));
  }

  @Test
  @Tag("TOTP-6")
  void the_session_that_proved_the_method_counts_as_multi_factor_from_then_on() {
    given(registered(), session(1), mfa(), new MfaDisabled(ANNA, app(1)), session(2), started(2))
        .when(
            new ConfirmMfa(
                ANNA, enrollment(2), app(2), step(9), TestSessions.id(2), codes(2), TEN_CODES))
        .then(
            new MfaEnabled(ANNA, enrollment(2), app(2), step(9), null, TestSessions.id(2)),
            new RecoveryCodesIssued(ANNA, codes(2), TEN_CODES, null));
  }

  @Test
  @Tag("TOTP-6")
  void replacing_a_method_ends_no_session() {
    given(registered(), session(1), mfa(), multiFactorSession(2, step(2)), started(2))
        .when(confirm(2, step(3)))
        .then(enabled(2, step(3), app(1)));
  }

  @Test
  @Tag("ORG-3")
  void an_admin_resets_mfa_of_a_member_of_that_org_alone() {
    given(registered(), memberOf(ACME, Role.MEMBER), mfa())
        .by(admin())
        .when(new ResetMfa(ANNA, ACME, "Lost the phone"))
        .then(reset(1, ACME), ALL_END);
  }

  @Test
  @Tag("ORG-3")
  void an_admin_resets_no_mfa_of_a_member_of_another_org_too() {
    given(registered(), memberOf(ACME, Role.MEMBER), memberOf(BETA, Role.MEMBER), mfa())
        .by(owner())
        .when(new ResetMfa(ANNA, ACME, "Lost the phone"))
        .thenRefused(Reason.BELONGS_TO_ANOTHER_ORG);
  }

  @Test
  @Tag("ORG-3")
  void before_the_first_acceptance_no_org_resets_mfa_not_even_the_one_that_made_the_account() {
    given(registeredFor(ACME), mfa())
        .by(owner())
        .when(new ResetMfa(ANNA, ACME, "Lost the phone"))
        .thenRefused(Reason.NOT_A_MEMBER);
  }

  @Test
  @Tag("ORG-3")
  void the_operator_resets_mfa_of_anybody() {
    given(registered(), memberOf(ACME, Role.OWNER), memberOf(BETA, Role.MEMBER), mfa())
        .by(operator())
        .when(new ResetMfa(ANNA, null, "Lost the phone"))
        .then(reset(1, null), ALL_END);
  }

  @Test
  @Tag("ORG-1")
  void an_admin_resets_no_owner_and_nobody_resets_themselves() {
    given(registered(), memberOf(ACME, Role.OWNER), mfa())
        .by(admin())
        .when(new ResetMfa(ANNA, ACME, "Lost the phone"))
        .thenRefused(Reason.ROLE_ABOVE_OWN);
    given(registered(), memberOf(ACME, Role.OWNER), mfa())
        .by(acting(ANNA, Role.OWNER))
        .when(new ResetMfa(ANNA, ACME, "Lost the phone"))
        .thenRefused(Reason.NOT_ALLOWED);
  }

  @Test
  void there_is_nothing_to_reset_without_an_authenticator_app() {
    given(registered(), started(1))
        .by(operator())
        .when(new ResetMfa(ANNA, null, "Lost the phone"))
        .thenRefused(Reason.MFA_NOT_ENABLED);
  }

  @Test
  void a_reset_says_why() {
    assertThatThrownBy(() -> new ResetMfa(ANNA, null, " "))
        .isInstanceOfSatisfying(
            Rejected.class,
            refusal -> assertThat(refusal.reason()).isEqualTo(Reason.INVALID_VALUE));
  }

  @Test
  @Tag("SIGN-5")
  void a_new_authenticator_app_starts_enabled() {
    given(
            registered(),
            session(1),
            mfa(),
            new AuthenticatorDisabled(ANNA, Authenticator.TOTP, false, 50),
            started(2))
        .when(confirm(2, step(3)))
        .then(enabled(2, step(3), app(1)), new AuthenticatorEnabled(ANNA, Authenticator.TOTP));
  }

  private static MfaEnabled enabled(int number, TotpStep step, @Nullable TotpRevision replaced) {
    return new MfaEnabled(
        ANNA, enrollment(number), app(number), step, replaced, TestSessions.id(1));
  }

  private static MfaReset reset(int number, @Nullable OrgId org) {
    return new MfaReset(ANNA, app(number), org, "Lost the phone");
  }
}
