package com.keeptrusts.security.command.user;

import static com.keeptrusts.security.command.user.Account.given;
import static com.keeptrusts.security.command.user.TestCredentials.IN_THREE_DAYS;
import static com.keeptrusts.security.command.user.TestCredentials.OTHER;
import static com.keeptrusts.security.command.user.TestCredentials.OWN;
import static com.keeptrusts.security.command.user.TestCredentials.TEMPORARY;
import static com.keeptrusts.security.command.user.TestCredentials.ownPassword;
import static com.keeptrusts.security.command.user.TestCredentials.temporaryPassword;
import static com.keeptrusts.security.command.user.TestSessions.session;
import static com.keeptrusts.security.command.user.TestSessions.start;
import static com.keeptrusts.security.command.user.TestUsers.ANNA;
import static com.keeptrusts.security.command.user.TestUsers.registered;

import com.keeptrusts.security.event.Authenticator;
import com.keeptrusts.security.event.AuthenticatorDisabled;
import com.keeptrusts.security.event.AuthenticatorEnabled;
import com.keeptrusts.security.event.EndCause;
import com.keeptrusts.security.event.PasswordAdded;
import com.keeptrusts.security.event.PasswordChanged;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.SessionsRevoked;
import com.keeptrusts.security.event.TemporaryPasswordIssued;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("PWD-4")
class PasswordChangeTest {

  private static final PasswordChanged CHANGED = new PasswordChanged(ANNA, OWN, OTHER);
  private static final PasswordAdded ADDED = new PasswordAdded(ANNA, OWN);
  private static final SessionsRevoked ALL_END_BY_CHANGE =
      new SessionsRevoked(ANNA, EndCause.PASSWORD_CHANGED, null);
  private static final SessionsRevoked ALL_END_BY_ADDITION =
      new SessionsRevoked(ANNA, EndCause.PASSWORD_ADDED, null);

  @Test
  void changing_ends_every_session_the_own_too() {
    given(registered(), ownPassword(), session(1), session(2))
        .when(change(OWN))
        .then(CHANGED, ALL_END_BY_CHANGE);
    given(registered(), ownPassword(), session(1), CHANGED, ALL_END_BY_CHANGE)
        .when(new ChangePassword(ANNA, OTHER, OWN, TestSessions.id(1)))
        .thenRefused(Reason.SESSION_NOT_LIVE);
  }

  @Test
  void the_new_password_signs_in_and_the_one_before_does_not() {
    given(registered(), ownPassword(), session(1), CHANGED, ALL_END_BY_CHANGE)
        .when(start(2, OTHER))
        .then(session(2));
    given(registered(), ownPassword(), session(1), CHANGED, ALL_END_BY_CHANGE)
        .when(start(2, OWN))
        .thenRefused(Reason.CREDENTIAL_CHANGED);
  }

  @Test
  @Tag("SIGN-8")
  void of_two_changes_that_verified_the_same_password_the_second_is_refused() {
    given(registered(), ownPassword(), session(1), CHANGED)
        .when(change(OWN))
        .thenRefused(Reason.CREDENTIAL_CHANGED);
  }

  @Test
  void adding_ends_every_session_the_own_too() {
    given(registered(), session(1), session(2)).when(add(OWN)).then(ADDED, ALL_END_BY_ADDITION);
    given(registered(), session(1), ADDED, ALL_END_BY_ADDITION)
        .when(start(2, OWN))
        .then(session(2));
  }

  @Test
  void a_session_that_ended_adds_nothing() {
    given(registered(), session(1), new SessionsRevoked(ANNA, EndCause.REVOKED_BY_OPERATOR, null))
        .when(add(OWN))
        .thenRefused(Reason.SESSION_NOT_LIVE);
  }

  @Test
  @Tag("PWD-5")
  void who_has_no_password_adds_one_instead_of_changing_or_rotating() {
    given(registered(), session(1)).when(change(OWN)).thenRefused(Reason.NO_PASSWORD);
    given(registered(), session(1))
        .when(TestSessions.rotate(OWN, OTHER, null))
        .thenRefused(Reason.NO_PASSWORD);
  }

  @Test
  @Tag("PWD-5")
  void who_has_a_password_of_the_own_changes_it_instead_of_adding_or_rotating() {
    given(registered(), ownPassword(), session(1))
        .when(add(OTHER))
        .thenRefused(Reason.PASSWORD_EXISTS);
    given(registered(), ownPassword(), session(1))
        .when(TestSessions.rotate(OWN, OTHER, null))
        .thenRefused(Reason.PASSWORD_EXISTS);
  }

  @Test
  @Tag("PWD-5")
  void who_has_a_temporary_password_rotates_it_instead_of_changing_or_adding() {
    given(registered(), temporaryPassword(), session(1))
        .when(change(TEMPORARY))
        .thenRefused(Reason.PASSWORD_TEMPORARY);
    given(registered(), temporaryPassword(), session(1))
        .when(add(OWN))
        .thenRefused(Reason.PASSWORD_TEMPORARY);
  }

  /** It lets nobody in, so it is as if there were none. */
  @Test
  @Tag("PWD-5")
  void whose_temporary_password_has_expired_adds_one() {
    TemporaryPasswordIssued expired =
        new TemporaryPasswordIssued(ANNA, TEMPORARY, null, TestUsers.NOW, null);
    given(registered(), expired, session(1)).when(add(OWN)).then(ADDED, ALL_END_BY_ADDITION);
    given(registered(), expired, session(1))
        .when(change(TEMPORARY))
        .thenRefused(Reason.NO_PASSWORD);
    given(registered(), expired, session(1), ADDED)
        .at(IN_THREE_DAYS)
        .when(start(2, TEMPORARY))
        .thenRefused(Reason.CREDENTIAL_CHANGED);
  }

  @Test
  @Tag("SIGN-5")
  void a_new_password_enables_a_disabled_password() {
    AuthenticatorDisabled disabled =
        new AuthenticatorDisabled(ANNA, Authenticator.PASSWORD, false, 50);
    AuthenticatorEnabled enabled = new AuthenticatorEnabled(ANNA, Authenticator.PASSWORD);
    given(registered(), ownPassword(), session(1), disabled)
        .when(change(OWN))
        .then(CHANGED, enabled, ALL_END_BY_CHANGE);
    given(registered(), session(1), disabled)
        .when(add(OWN))
        .then(ADDED, enabled, ALL_END_BY_ADDITION);
  }

  private static ChangePassword change(PasswordRevision verified) {
    return new ChangePassword(ANNA, verified, OTHER, TestSessions.id(1));
  }

  private static AddPassword add(PasswordRevision added) {
    return new AddPassword(ANNA, added, TestSessions.id(1));
  }
}
