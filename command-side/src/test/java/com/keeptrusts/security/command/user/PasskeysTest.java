package com.keeptrusts.security.command.user;

import static com.keeptrusts.security.command.user.Account.given;
import static com.keeptrusts.security.command.user.TestCredentials.app;
import static com.keeptrusts.security.command.user.TestCredentials.code;
import static com.keeptrusts.security.command.user.TestCredentials.codes;
import static com.keeptrusts.security.command.user.TestCredentials.confirm;
import static com.keeptrusts.security.command.user.TestCredentials.mfa;
import static com.keeptrusts.security.command.user.TestCredentials.ownPassword;
import static com.keeptrusts.security.command.user.TestCredentials.recoveryCode;
import static com.keeptrusts.security.command.user.TestCredentials.started;
import static com.keeptrusts.security.command.user.TestCredentials.step;
import static com.keeptrusts.security.command.user.TestCredentials.temporaryPassword;
import static com.keeptrusts.security.command.user.TestIdentities.linked;
import static com.keeptrusts.security.command.user.TestIdentities.unlink;
import static com.keeptrusts.security.command.user.TestIdentities.unlinked;
import static com.keeptrusts.security.command.user.TestPasskeys.passkey;
import static com.keeptrusts.security.command.user.TestPasskeys.plainKey;
import static com.keeptrusts.security.command.user.TestPasskeys.register;
import static com.keeptrusts.security.command.user.TestPasskeys.registered;
import static com.keeptrusts.security.command.user.TestPasskeys.revoke;
import static com.keeptrusts.security.command.user.TestPasskeys.revoked;
import static com.keeptrusts.security.command.user.TestPasskeys.start;
import static com.keeptrusts.security.command.user.TestPasskeys.touched;
import static com.keeptrusts.security.command.user.TestPasskeys.used;
import static com.keeptrusts.security.command.user.TestPasskeys.verified;
import static com.keeptrusts.security.command.user.TestSessions.ended;
import static com.keeptrusts.security.command.user.TestSessions.session;
import static com.keeptrusts.security.command.user.TestUsers.ANNA;
import static com.keeptrusts.security.command.user.TestUsers.sealed;

import com.keeptrusts.security.event.Authenticator;
import com.keeptrusts.security.event.AuthenticatorDisabled;
import com.keeptrusts.security.event.AuthenticatorEnabled;
import com.keeptrusts.security.event.EndCause;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.MfaDisabled;
import com.keeptrusts.security.event.MfaEnabled;
import com.keeptrusts.security.event.MfaReset;
import com.keeptrusts.security.event.PasskeyName;
import com.keeptrusts.security.event.PasskeyRenamed;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.RecoveryCodeUsed;
import com.keeptrusts.security.event.RecoveryCodesIssued;
import com.keeptrusts.security.event.SessionReauthenticated;
import com.keeptrusts.security.event.SessionsRevoked;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PasskeysTest {

  private static final Object CODES = new RecoveryCodesIssued(ANNA, codes(1), 10, null);

  @Test
  @Tag("RC-4")
  @Tag("TOTP-6")
  void the_first_passkey_brings_recovery_codes_and_ends_other_sessions_of_a_single_factor() {
    given(TestUsers.registered(), ownPassword(), session(1), session(2))
        .when(register(registered(1), 1))
        .then(registered(1), CODES, ended(2, EndCause.SINGLE_FACTOR));
  }

  @Test
  @Tag("RC-4")
  void a_further_method_brings_no_codes_whichever_it_is() {
    given(account(), registered(1), CODES).when(register(registered(2), 2)).then(registered(2));
    given(TestUsers.registered(), ownPassword(), session(1), mfa())
        .when(register(registered(1), 2))
        .then(registered(1));
    given(account(), registered(1), CODES, started(1))
        .when(confirm(1, step(1)))
        .then(
            new MfaEnabled(
                ANNA, TestCredentials.enrollment(1), app(1), step(1), null, TestSessions.id(1)));
  }

  @Test
  @Tag("PK-3")
  void an_account_has_twenty_passkeys_at_most() {
    given(account(), passkeys(19), CODES).when(register(registered(20), 2)).then(registered(20));
    given(account(), passkeys(20), CODES)
        .when(register(registered(21), 2))
        .thenRefused(Reason.TOO_MANY_PASSKEYS);
    given(account(), passkeys(20), CODES, revoked(7, true))
        .when(register(registered(21), 2))
        .then(registered(21));
  }

  @Test
  @Tag("PK-1")
  void a_passkey_is_registered_in_a_live_session_only() {
    given(account(), ended(1, EndCause.SIGNED_OUT))
        .when(register(registered(1), 1))
        .thenRefused(Reason.SESSION_NOT_LIVE);
  }

  @Test
  @Tag("SIGN-2")
  void with_user_verification_a_passkey_completes_a_sign_in() {
    PasskeyProof proof = verified(1, 11);
    given(account(), registered(1), CODES)
        .when(start(2, proof, null))
        .then(used(proof, true), TestPasskeys.session(2, List.of(Factor.VERIFIED_PASSKEY), null));
  }

  @Test
  @Tag("SIGN-2")
  void without_it_a_passkey_begins_no_sign_in_whatever_comes_with_it() {
    PasskeyProof found = touched(1, 11);
    given(account(), registered(1), CODES)
        .when(start(2, found, null))
        .thenRefused(Reason.PASSKEY_NOT_ACCEPTED);
    given(account(), mfa(), registered(1))
        .when(start(2, found, code(1, 2)))
        .thenRefused(Reason.PASSKEY_NOT_ACCEPTED);
    given(account(), registered(1), CODES)
        .when(start(2, found, recoveryCode(1, 3)))
        .thenRefused(Reason.PASSKEY_NOT_ACCEPTED);
    given(account(), registered(1), registered(2), CODES)
        .when(start(2, found, verified(2, 11)))
        .thenRefused(Reason.PASSKEY_NOT_ACCEPTED);
  }

  @Test
  @Tag("SIGN-1")
  void after_a_password_any_passkey_is_the_second_factor() {
    PasskeyProof proof = touched(1, 11);
    given(account(), plainKey(1), CODES)
        .when(start(2, new PasswordProof(TestCredentials.OWN), proof))
        .then(
            used(proof, false),
            TestPasskeys.session(2, List.of(Factor.PASSWORD, Factor.PASSKEY), null));
    given(account(), plainKey(1), CODES)
        .when(start(2, new PasswordProof(TestCredentials.OWN), null))
        .thenRefused(Reason.CREDENTIAL_CHANGED);
  }

  /** Else who finds a key that has no PIN yet could set one, and pass for its owner. */
  @Test
  @Tag("SIGN-2")
  void a_verification_that_is_new_is_believed_only_after_one_beside_the_password() {
    PasskeyProof alone = new PasskeyProof(passkey(1), 11, false, true, false);
    PasskeyProof believed = new PasskeyProof(passkey(1), 12, false, true, true);
    given(account(), plainKey(1), CODES)
        .when(start(2, alone, null))
        .thenRefused(Reason.PASSKEY_NOT_ACCEPTED);
    given(account(), plainKey(1), CODES)
        .when(start(2, believed, null))
        .thenRefused(Reason.CREDENTIAL_CHANGED);
    given(account(), plainKey(1), CODES)
        .when(start(2, new PasswordProof(TestCredentials.OWN), alone))
        .then(
            used(alone, true),
            TestPasskeys.session(2, List.of(Factor.PASSWORD, Factor.PASSKEY), null));
    given(account(), plainKey(1), CODES, used(alone, true))
        .when(start(2, believed, null))
        .then(
            used(believed, true), TestPasskeys.session(2, List.of(Factor.VERIFIED_PASSKEY), null));
  }

  @Test
  @Tag("PK-4")
  void a_counter_that_does_not_grow_is_refused() {
    given(account(), registered(1), CODES)
        .when(start(2, verified(1, 10), null))
        .thenRefused(Reason.PASSKEY_NOT_ACCEPTED);
    given(account(), registered(1), CODES, used(verified(1, 15), true))
        .when(start(2, verified(1, 15), null))
        .thenRefused(Reason.PASSKEY_NOT_ACCEPTED);
    given(account(), registered(1), CODES, used(verified(1, 15), true))
        .when(start(2, verified(1, 0), null))
        .thenRefused(Reason.PASSKEY_NOT_ACCEPTED);
    given(account(), registered(1), CODES, used(verified(1, 15), true))
        .when(start(2, new PasswordProof(TestCredentials.OWN), verified(1, 14)))
        .thenRefused(Reason.PASSKEY_NOT_ACCEPTED);
  }

  @Test
  @Tag("SIGN-8")
  void a_passkey_that_is_gone_starts_no_session() {
    given(account(), registered(1), registered(2), CODES, revoked(1, true))
        .when(start(2, verified(1, 11), null))
        .thenRefused(Reason.CREDENTIAL_CHANGED);
    given(account(), registered(1), registered(2), CODES, revoked(1, true))
        .when(start(2, new PasswordProof(TestCredentials.OWN), verified(1, 11)))
        .thenRefused(Reason.CREDENTIAL_CHANGED);
  }

  @Test
  @Tag("SIGN-5")
  void a_passkey_sign_in_enables_what_guessers_disabled() {
    PasskeyProof proof = verified(1, 11);
    given(
            account(),
            registered(1),
            CODES,
            new AuthenticatorDisabled(ANNA, Authenticator.PASSWORD, false, 50),
            new AuthenticatorDisabled(ANNA, Authenticator.RECOVERY_CODE, true, 8))
        .when(start(2, proof, null))
        .then(
            used(proof, true),
            new AuthenticatorEnabled(ANNA, Authenticator.PASSWORD),
            new AuthenticatorEnabled(ANNA, Authenticator.RECOVERY_CODE),
            TestPasskeys.session(2, List.of(Factor.VERIFIED_PASSKEY), null));
  }

  @Test
  @Tag("SES-5")
  void a_passkey_that_verifies_its_user_proves_alone_who_one_is() {
    PasskeyProof proof = verified(1, 11);
    given(account(), registered(1), CODES)
        .when(new ReauthenticateByPasskey(ANNA, TestSessions.id(1), proof))
        .then(
            used(proof, true),
            new SessionReauthenticated(
                ANNA, TestSessions.id(1), List.of(Factor.VERIFIED_PASSKEY), null));
    given(account(), registered(1), CODES)
        .when(new ReauthenticateByPasskey(ANNA, TestSessions.id(1), touched(1, 11)))
        .thenRefused(Reason.REAUTHENTICATION_REQUIRED);
  }

  @Test
  @Tag("SES-5")
  void any_other_proves_it_beside_the_password() {
    PasskeyProof proof = touched(1, 11);
    given(account(), plainKey(1), CODES)
        .when(new Reauthenticate(ANNA, TestSessions.id(1), TestCredentials.OWN, proof))
        .then(
            used(proof, false),
            new SessionReauthenticated(
                ANNA, TestSessions.id(1), List.of(Factor.PASSWORD, Factor.PASSKEY), null));
    given(account(), plainKey(1), CODES)
        .when(new Reauthenticate(ANNA, TestSessions.id(1), TestCredentials.OWN, null))
        .thenRefused(Reason.REAUTHENTICATION_REQUIRED);
  }

  @Test
  @Tag("PK-6")
  void a_passkey_is_renamed_and_removed_and_only_ones_own() {
    Personal<PasskeyName> name = sealed("a2V5");
    given(account(), registered(1), CODES)
        .when(new RenamePasskey(ANNA, passkey(1), name))
        .then(new PasskeyRenamed(ANNA, passkey(1), name));
    given(account(), registered(1), CODES)
        .when(new RenamePasskey(ANNA, passkey(2), name))
        .thenRefused(Reason.NOT_FOUND);
    given(account(), registered(1), registered(2), CODES).when(revoke(1)).then(revoked(1, true));
    given(account(), registered(1), CODES).when(revoke(2)).thenRefused(Reason.NOT_FOUND);
  }

  @Test
  @Tag("RC-3")
  void recovery_codes_die_with_the_last_method_and_not_before() {
    given(account(), mfa(), registered(1)).when(revoke(1)).then(revoked(1, true));
    given(account(), registered(1), CODES).when(revoke(1)).then(revoked(1, false));
    given(account(), mfa(), registered(1))
        .when(new DisableMfa(ANNA))
        .then(new MfaDisabled(ANNA, app(1), true));

    given(account(), mfa(), registered(1), new MfaDisabled(ANNA, app(1), true))
        .when(start(2, new PasswordProof(TestCredentials.OWN), recoveryCode(1, 3)))
        .then(
            new RecoveryCodeUsed(ANNA, codes(1), 3, 9),
            TestPasskeys.session(2, List.of(Factor.PASSWORD, Factor.RECOVERY_CODE), null));
    given(account(), registered(1), CODES, revoked(1, false), registered(2))
        .when(start(2, new PasswordProof(TestCredentials.OWN), recoveryCode(1, 3)))
        .thenRefused(Reason.CREDENTIAL_CHANGED);
  }

  @Test
  @Tag("ORG-6")
  void the_last_way_to_sign_in_stays() {
    given(TestUsers.registered(), temporaryPassword(), session(1), registered(1), CODES)
        .when(revoke(1))
        .thenRefused(Reason.LAST_WAY_TO_SIGN_IN);
    given(TestUsers.registered(), session(1), linked(1), registered(1), CODES)
        .when(unlink(1))
        .then(unlinked(1));
    given(TestUsers.registered(), session(1), linked(1), plainKey(1), CODES)
        .when(unlink(1))
        .thenRefused(Reason.LAST_WAY_TO_SIGN_IN);
    given(TestUsers.registered(), session(1), linked(1), registered(1), CODES)
        .when(revoke(1))
        .then(revoked(1, false));
  }

  @Test
  @Tag("ORG-6")
  void a_passkey_of_which_nobody_knows_whether_it_is_discoverable_is_no_way_that_lasts() {
    given(TestUsers.registered(), session(1), linked(1), registered(1, true, null), CODES)
        .when(unlink(1))
        .thenRefused(Reason.LAST_WAY_TO_SIGN_IN);
  }

  @Test
  @Tag("ORG-3")
  void a_reset_takes_the_passkeys_too() {
    given(account(), mfa(), registered(1), registered(2))
        .by(TestOrgs.operator())
        .when(new ResetMfa(ANNA, null, "Lost everything"))
        .then(
            revoked(1, true),
            revoked(2, true),
            new MfaReset(ANNA, app(1), null, "Lost everything"),
            new SessionsRevoked(ANNA, EndCause.MFA_RESET, null));
    given(account(), registered(1), CODES)
        .by(TestOrgs.operator())
        .when(new ResetMfa(ANNA, null, "Lost everything"))
        .then(
            revoked(1, false),
            new MfaReset(ANNA, null, null, "Lost everything"),
            new SessionsRevoked(ANNA, EndCause.MFA_RESET, null));
  }

  private static List<Object> account() {
    return List.of(TestUsers.registered(), ownPassword().get(0), ownPassword().get(1), session(1));
  }

  private static List<Object> passkeys(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(number -> (Object) registered(number)).toList();
  }
}
