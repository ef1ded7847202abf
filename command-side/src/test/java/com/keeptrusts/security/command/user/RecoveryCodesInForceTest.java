package com.keeptrusts.security.command.user;

import static com.keeptrusts.security.command.user.Account.given;
import static com.keeptrusts.security.command.user.TestCredentials.OTHER;
import static com.keeptrusts.security.command.user.TestCredentials.OWN;
import static com.keeptrusts.security.command.user.TestCredentials.TEN_CODES;
import static com.keeptrusts.security.command.user.TestCredentials.app;
import static com.keeptrusts.security.command.user.TestCredentials.codes;
import static com.keeptrusts.security.command.user.TestCredentials.mfa;
import static com.keeptrusts.security.command.user.TestCredentials.ownPassword;
import static com.keeptrusts.security.command.user.TestCredentials.recoveryCode;
import static com.keeptrusts.security.command.user.TestSessions.session;
import static com.keeptrusts.security.command.user.TestSessions.start;
import static com.keeptrusts.security.command.user.TestUsers.ANNA;
import static com.keeptrusts.security.command.user.TestUsers.registered;

import com.keeptrusts.security.event.Authenticator;
import com.keeptrusts.security.event.AuthenticatorDisabled;
import com.keeptrusts.security.event.AuthenticatorEnabled;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.MfaDisabled;
import com.keeptrusts.security.event.MfaEnabled;
import com.keeptrusts.security.event.MfaReset;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.RecoveryCodeUsed;
import com.keeptrusts.security.event.RecoveryCodesIssued;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RecoveryCodesInForceTest {

  private static final List<Factor> BY_RECOVERY_CODE =
      List.of(Factor.PASSWORD, Factor.RECOVERY_CODE);

  @Test
  @Tag("RC-2")
  void a_recovery_code_signs_in_and_tells_how_many_remain() {
    given(registered(), ownPassword(), mfa(), used(3, 9))
        .when(start(1, OWN, recoveryCode(1, 7)))
        .then(used(7, 8), session(1, BY_RECOVERY_CODE, null));
  }

  @Test
  @Tag("RC-2")
  void a_recovery_code_works_once() {
    given(registered(), ownPassword(), mfa(), used(7, 9))
        .when(start(1, OWN, recoveryCode(1, 7)))
        .thenRefused(Reason.WRONG_CODE);
  }

  @Test
  @Tag("RC-2")
  void a_place_outside_the_set_is_no_code() {
    given(registered(), ownPassword(), mfa())
        .when(start(1, OWN, recoveryCode(1, TEN_CODES)))
        .thenRefused(Reason.WRONG_CODE);
    given(registered(), ownPassword(), mfa())
        .when(start(1, OWN, recoveryCode(1, -1)))
        .thenRefused(Reason.WRONG_CODE);
  }

  @Test
  @Tag("RC-2")
  void a_recovery_code_needs_the_password_that_is_in_force() {
    given(registered(), ownPassword(), mfa())
        .when(start(1, OTHER, recoveryCode(1, 7)))
        .thenRefused(Reason.CREDENTIAL_CHANGED);
  }

  @Test
  @Tag("RC-3")
  void regenerating_replaces_all_codes() {
    given(registered(), mfa(), used(7, 9))
        .when(new RegenerateRecoveryCodes(ANNA, codes(2), TEN_CODES))
        .then(new RecoveryCodesIssued(ANNA, codes(2), TEN_CODES, codes(1)));
  }

  @Test
  @Tag("RC-3")
  void a_code_of_a_replaced_set_is_refused_and_the_same_place_of_the_new_one_is_not() {
    RecoveryCodesIssued replaced = new RecoveryCodesIssued(ANNA, codes(2), TEN_CODES, codes(1));
    given(registered(), ownPassword(), mfa(), used(7, 9), replaced)
        .when(start(1, OWN, recoveryCode(1, 8)))
        .thenRefused(Reason.CREDENTIAL_CHANGED);
    given(registered(), ownPassword(), mfa(), used(7, 9), replaced)
        .when(start(1, OWN, recoveryCode(2, 7)))
        .then(new RecoveryCodeUsed(ANNA, codes(2), 7, 9), session(1, BY_RECOVERY_CODE, null));
  }

  @Test
  @Tag("RC-3")
  void codes_die_when_mfa_goes_off_or_is_reset() {
    for (Object end :
        new Object[] {
          new MfaDisabled(ANNA, app(1)), new MfaReset(ANNA, app(1), null, "Lost the phone")
        }) {
      given(registered(), ownPassword(), mfa(), end)
          .when(start(1, OWN, recoveryCode(1, 7)))
          .thenRefused(Reason.CREDENTIAL_CHANGED);
      given(registered(), ownPassword(), mfa(), end, session(1), TestCredentials.started(2))
          .when(TestCredentials.confirm(2, TestCredentials.step(9)))
          .then(
              new MfaEnabled(
                  ANNA,
                  TestCredentials.enrollment(2),
                  app(2),
                  TestCredentials.step(9),
                  null,
                  TestSessions.id(1)),
              new RecoveryCodesIssued(ANNA, codes(2), TEN_CODES, null));
    }
  }

  @Test
  @Tag("RC-3")
  void without_an_mfa_method_there_are_no_recovery_codes() {
    given(registered(), ownPassword())
        .when(new RegenerateRecoveryCodes(ANNA, codes(2), TEN_CODES))
        .thenRefused(Reason.MFA_NOT_ENABLED);
  }

  @Test
  @Tag("SIGN-5")
  void new_recovery_codes_start_enabled() {
    given(
            registered(),
            mfa(),
            new AuthenticatorDisabled(ANNA, Authenticator.RECOVERY_CODE, false, 50))
        .when(new RegenerateRecoveryCodes(ANNA, codes(2), TEN_CODES))
        .then(
            new RecoveryCodesIssued(ANNA, codes(2), TEN_CODES, codes(1)),
            new AuthenticatorEnabled(ANNA, Authenticator.RECOVERY_CODE));
  }

  private static RecoveryCodeUsed used(int place, int remaining) {
    return new RecoveryCodeUsed(ANNA, codes(1), place, remaining);
  }
}
