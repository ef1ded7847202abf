package com.keeptrusts.security.command.user;

import static com.keeptrusts.security.command.user.Account.given;
import static com.keeptrusts.security.command.user.TestCredentials.IN_THREE_DAYS;
import static com.keeptrusts.security.command.user.TestCredentials.OTHER;
import static com.keeptrusts.security.command.user.TestCredentials.OWN;
import static com.keeptrusts.security.command.user.TestCredentials.TEMPORARY;
import static com.keeptrusts.security.command.user.TestCredentials.code;
import static com.keeptrusts.security.command.user.TestCredentials.codes;
import static com.keeptrusts.security.command.user.TestCredentials.mfa;
import static com.keeptrusts.security.command.user.TestCredentials.ownPassword;
import static com.keeptrusts.security.command.user.TestCredentials.recoveryCode;
import static com.keeptrusts.security.command.user.TestCredentials.step;
import static com.keeptrusts.security.command.user.TestCredentials.temporaryPassword;
import static com.keeptrusts.security.command.user.TestOrgs.ACME;
import static com.keeptrusts.security.command.user.TestOrgs.BETA;
import static com.keeptrusts.security.command.user.TestOrgs.acting;
import static com.keeptrusts.security.command.user.TestOrgs.admin;
import static com.keeptrusts.security.command.user.TestOrgs.client;
import static com.keeptrusts.security.command.user.TestOrgs.invited;
import static com.keeptrusts.security.command.user.TestOrgs.memberOf;
import static com.keeptrusts.security.command.user.TestOrgs.operator;
import static com.keeptrusts.security.command.user.TestOrgs.owner;
import static com.keeptrusts.security.command.user.TestOrgs.suspended;
import static com.keeptrusts.security.command.user.TestSessions.ONE_HOUR;
import static com.keeptrusts.security.command.user.TestSessions.TOMORROW;
import static com.keeptrusts.security.command.user.TestSessions.gatedSession;
import static com.keeptrusts.security.command.user.TestSessions.rotate;
import static com.keeptrusts.security.command.user.TestSessions.session;
import static com.keeptrusts.security.command.user.TestSessions.start;
import static com.keeptrusts.security.command.user.TestUsers.ANNA;
import static com.keeptrusts.security.command.user.TestUsers.registered;
import static com.keeptrusts.security.command.user.TestUsers.registeredFor;

import com.keeptrusts.security.command.authority.Standing;
import com.keeptrusts.security.event.Authenticator;
import com.keeptrusts.security.event.AuthenticatorDisabled;
import com.keeptrusts.security.event.AuthenticatorEnabled;
import com.keeptrusts.security.event.EndCause;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.OrgLeft;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.PasswordRotated;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.RecoveryCodeUsed;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.SessionStarted;
import com.keeptrusts.security.event.SessionsRevoked;
import com.keeptrusts.security.event.TemporaryPasswordIssued;
import com.keeptrusts.security.event.TotpStep;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TemporaryPasswordTest {

  private static final SessionsRevoked ALL_END =
      new SessionsRevoked(ANNA, EndCause.PASSWORD_ISSUED, null);

  @Test
  @Tag("PWD-3")
  void a_temporary_password_replaces_whatever_password_there_was_and_ends_all_sessions() {
    given(registered(), ownPassword(), session(1), session(2))
        .by(operator())
        .when(issue(null, OTHER))
        .then(new TemporaryPasswordIssued(ANNA, OTHER, OWN, IN_THREE_DAYS, null), ALL_END);
  }

  @Test
  @Tag("PWD-3")
  @Tag("SIGN-6")
  @Tag("SIGN-8")
  void a_sign_in_that_verified_the_replaced_password_is_refused() {
    given(
            registered(),
            ownPassword(),
            new TemporaryPasswordIssued(ANNA, OTHER, OWN, IN_THREE_DAYS, null),
            ALL_END)
        .when(start(1, OWN))
        .thenRefused(Reason.CREDENTIAL_CHANGED);
  }

  @Test
  @Tag("PWD-3")
  void a_session_that_began_with_a_temporary_password_demands_rotation() {
    given(registered(), temporaryPassword()).when(start(1, TEMPORARY)).then(gatedSession(1));
  }

  @Test
  @Tag("PWD-3")
  void an_expired_temporary_password_lets_nobody_in() {
    given(registered(), temporaryPassword())
        .at(IN_THREE_DAYS)
        .when(start(1, TEMPORARY))
        .thenRefused(Reason.SIGN_IN_FAILED);
  }

  @Test
  @Tag("PWD-3")
  void an_expired_temporary_password_is_not_rotated_either() {
    given(
            registered(),
            new TemporaryPasswordIssued(ANNA, TEMPORARY, null, TestUsers.NOW, null),
            gatedSession(1))
        .when(rotate(TEMPORARY, OWN, null))
        .thenRefused(Reason.SIGN_IN_FAILED);
  }

  @Test
  @Tag("PWD-3")
  void rotation_ends_every_session_and_a_fresh_one_goes_on() {
    given(registered(), temporaryPassword(), gatedSession(1), gatedSession(2))
        .when(rotate(TEMPORARY, OWN, null))
        .then(
            new PasswordRotated(ANNA, TEMPORARY, OWN),
            new SessionsRevoked(ANNA, EndCause.PASSWORD_ROTATED, null),
            fresh(List.of(Factor.PASSWORD), null));
  }

  @Test
  @Tag("PWD-3")
  void a_password_of_the_own_never_expires() {
    given(registered(), ownPassword())
        .at(IN_THREE_DAYS)
        .when(start(1, OWN))
        .then(
            new SessionStarted(
                ANNA,
                TestSessions.id(1),
                TestSessions.token(1),
                List.of(Factor.PASSWORD),
                false,
                null,
                IN_THREE_DAYS.plus(TestSessions.ONE_DAY),
                ONE_HOUR,
                true));
  }

  @Test
  @Tag("PWD-3")
  @Tag("SIGN-8")
  void a_temporary_password_that_was_replaced_meanwhile_is_not_rotated() {
    given(
            registered(),
            temporaryPassword(),
            new TemporaryPasswordIssued(ANNA, OTHER, TEMPORARY, IN_THREE_DAYS, null),
            gatedSession(1))
        .when(rotate(TEMPORARY, OWN, null))
        .thenRefused(Reason.CREDENTIAL_CHANGED);
  }

  @Test
  @Tag("PWD-3")
  void a_password_is_rotated_once() {
    given(registered(), ownPassword(), session(1))
        .when(rotate(TEMPORARY, OTHER, null))
        .thenRefused(Reason.CREDENTIAL_CHANGED);
  }

  @Test
  @Tag("PWD-3")
  void a_password_of_the_own_is_not_rotated() {
    given(registered(), ownPassword(), session(1))
        .when(rotate(OWN, OTHER, null))
        .thenRefused(Reason.PASSWORD_EXISTS);
  }

  @Test
  void an_account_without_a_password_has_none_to_prove() {
    given(registered(), session(1)).when(rotate(OWN, OTHER, null)).thenRefused(Reason.NO_PASSWORD);
  }

  @Test
  @Tag("PWD-3")
  void a_session_that_ended_rotates_nothing() {
    given(
            registered(),
            temporaryPassword(),
            gatedSession(1),
            new SessionsRevoked(ANNA, EndCause.REVOKED_BY_OPERATOR, null))
        .when(rotate(TEMPORARY, OWN, null))
        .thenRefused(Reason.SESSION_NOT_LIVE);
  }

  @Test
  @Tag("PWD-3")
  void rotation_asks_for_the_second_factor_of_who_has_one() {
    given(registered(), temporaryPassword(), gatedSession(1), mfa())
        .when(rotate(TEMPORARY, OWN, null))
        .thenRefused(Reason.REAUTHENTICATION_REQUIRED);
  }

  @Test
  @Tag("PWD-3")
  @Tag("TOTP-3")
  void rotation_uses_up_the_code_that_was_typed_for_it() {
    given(registered(), temporaryPassword(), gatedSession(1), mfa())
        .when(rotate(TEMPORARY, OWN, code(1, 1)))
        .thenRefused(Reason.WRONG_CODE);
    given(registered(), temporaryPassword(), gatedSession(1), mfa())
        .when(rotate(TEMPORARY, OWN, code(1, 2)))
        .then(
            new PasswordRotated(ANNA, TEMPORARY, OWN),
            new SessionsRevoked(ANNA, EndCause.PASSWORD_ROTATED, null),
            fresh(List.of(Factor.PASSWORD, Factor.TOTP), step(2)));
    given(
            registered(),
            temporaryPassword(),
            gatedSession(1),
            mfa(),
            new PasswordRotated(ANNA, TEMPORARY, OWN),
            new SessionsRevoked(ANNA, EndCause.PASSWORD_ROTATED, null),
            fresh(List.of(Factor.PASSWORD, Factor.TOTP), step(2)))
        .when(start(2, OWN, code(1, 2)))
        .thenRefused(Reason.WRONG_CODE);
  }

  @Test
  @Tag("PWD-3")
  @Tag("RC-2")
  void rotation_uses_up_the_recovery_code_that_was_typed_for_it() {
    given(registered(), temporaryPassword(), gatedSession(1), mfa())
        .when(rotate(TEMPORARY, OWN, recoveryCode(1, 4)))
        .then(
            new RecoveryCodeUsed(ANNA, codes(1), 4, 9),
            new PasswordRotated(ANNA, TEMPORARY, OWN),
            new SessionsRevoked(ANNA, EndCause.PASSWORD_ROTATED, null),
            fresh(List.of(Factor.PASSWORD, Factor.RECOVERY_CODE), null));
  }

  @Test
  @Tag("ORG-3")
  void before_the_first_acceptance_the_org_that_made_the_account_issues_a_password() {
    given(registeredFor(ACME), invited(ACME, Role.MEMBER, 1))
        .by(admin())
        .when(issue(ACME, TEMPORARY))
        .then(new TemporaryPasswordIssued(ANNA, TEMPORARY, null, IN_THREE_DAYS, ACME), ALL_END);
  }

  @Test
  @Tag("ORG-3")
  void before_the_first_acceptance_an_org_that_merely_invited_issues_none() {
    given(registeredFor(ACME), invited(BETA, Role.MEMBER, 1))
        .by(owner())
        .when(issue(BETA, TEMPORARY))
        .thenRefused(Reason.NOT_A_MEMBER);
  }

  @Test
  @Tag("ORG-3")
  void after_the_first_acceptance_the_org_that_made_the_account_has_no_right_of_its_own() {
    given(registeredFor(ACME), memberOf(BETA, Role.MEMBER))
        .by(owner())
        .when(issue(ACME, TEMPORARY))
        .thenRefused(Reason.NOT_A_MEMBER);
    given(registeredFor(ACME), memberOf(ACME, Role.MEMBER), new OrgLeft(ANNA, ACME, Role.MEMBER))
        .by(owner())
        .when(issue(ACME, TEMPORARY))
        .thenRefused(Reason.NOT_A_MEMBER);
  }

  @Test
  @Tag("ORG-3")
  void an_admin_issues_a_password_to_a_member_of_that_org_alone() {
    given(registered(), memberOf(ACME, Role.MEMBER), invited(BETA, Role.MEMBER, 2))
        .by(admin())
        .when(issue(ACME, TEMPORARY))
        .then(new TemporaryPasswordIssued(ANNA, TEMPORARY, null, IN_THREE_DAYS, ACME), ALL_END);
  }

  @Test
  @Tag("ORG-3")
  void an_admin_issues_no_password_to_a_member_of_another_org_too() {
    given(registeredFor(ACME), memberOf(ACME, Role.MEMBER), memberOf(BETA, Role.MEMBER))
        .by(owner())
        .when(issue(ACME, TEMPORARY))
        .thenRefused(Reason.BELONGS_TO_ANOTHER_ORG);
    given(
            registeredFor(ACME),
            memberOf(ACME, Role.MEMBER),
            memberOf(BETA, Role.MEMBER),
            suspended(BETA))
        .by(owner())
        .when(issue(ACME, TEMPORARY))
        .thenRefused(Reason.BELONGS_TO_ANOTHER_ORG);
  }

  @Test
  @Tag("ORG-3")
  void the_operator_issues_a_password_to_anybody() {
    given(registered(), memberOf(ACME, Role.OWNER), memberOf(BETA, Role.MEMBER))
        .by(operator())
        .when(issue(null, TEMPORARY))
        .then(new TemporaryPasswordIssued(ANNA, TEMPORARY, null, IN_THREE_DAYS, null), ALL_END);
  }

  @Test
  @Tag("ORG-3")
  void who_keeps_the_directory_issues_a_password_to_newcomers_alone() {
    Standing directory = client(EnumSet.of(Scope.DIRECTORY));
    given(registered(), invited(ACME, Role.MEMBER, 1), temporaryPassword())
        .by(directory)
        .when(issue(null, OTHER))
        .then(new TemporaryPasswordIssued(ANNA, OTHER, TEMPORARY, IN_THREE_DAYS, null), ALL_END);
    given(registered(), ownPassword())
        .by(directory)
        .when(issue(null, OTHER))
        .thenRefused(Reason.SCOPE_MISSING);
    given(registered(), memberOf(ACME, Role.MEMBER), new OrgLeft(ANNA, ACME, Role.MEMBER))
        .by(directory)
        .when(issue(null, OTHER))
        .thenRefused(Reason.SCOPE_MISSING);
    given(registered(), ownPassword(), memberOf(ACME, Role.MEMBER))
        .by(client(EnumSet.of(Scope.OPERATE)))
        .when(issue(null, OTHER))
        .then(new TemporaryPasswordIssued(ANNA, OTHER, OWN, IN_THREE_DAYS, null), ALL_END);
  }

  @Test
  @Tag("ORG-1")
  void an_admin_issues_no_password_to_an_owner_nor_to_who_is_invited_as_one() {
    given(registered(), memberOf(ACME, Role.OWNER))
        .by(admin())
        .when(issue(ACME, TEMPORARY))
        .thenRefused(Reason.ROLE_ABOVE_OWN);
    given(registeredFor(ACME), invited(ACME, Role.OWNER, 1))
        .by(admin())
        .when(issue(ACME, TEMPORARY))
        .thenRefused(Reason.ROLE_ABOVE_OWN);
    given(registered(), memberOf(ACME, Role.OWNER))
        .by(owner())
        .when(issue(ACME, TEMPORARY))
        .then(new TemporaryPasswordIssued(ANNA, TEMPORARY, null, IN_THREE_DAYS, ACME), ALL_END);
  }

  @Test
  @Tag("ORG-1")
  void nobody_issues_a_temporary_password_to_themselves() {
    given(registered(), ownPassword(), memberOf(ACME, Role.OWNER))
        .by(acting(ANNA, Role.OWNER))
        .when(issue(ACME, OTHER))
        .thenRefused(Reason.NOT_ALLOWED);
  }

  @Test
  @Tag("SIGN-5")
  void a_new_temporary_password_enables_a_disabled_password() {
    given(
            registered(),
            ownPassword(),
            new AuthenticatorDisabled(ANNA, Authenticator.PASSWORD, false, 50))
        .by(operator())
        .when(issue(null, OTHER))
        .then(
            new TemporaryPasswordIssued(ANNA, OTHER, OWN, IN_THREE_DAYS, null),
            new AuthenticatorEnabled(ANNA, Authenticator.PASSWORD),
            ALL_END);
  }

  private static IssueTemporaryPassword issue(@Nullable OrgId org, PasswordRevision revision) {
    return new IssueTemporaryPassword(ANNA, org, revision, IN_THREE_DAYS);
  }

  private static SessionStarted fresh(List<Factor> factors, @Nullable TotpStep step) {
    return new SessionStarted(
        ANNA,
        TestSessions.id(9),
        TestSessions.token(9),
        factors,
        false,
        step,
        TOMORROW,
        ONE_HOUR,
        false);
  }
}
