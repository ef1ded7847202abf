package com.keeptrusts.security.command.user;

import static com.keeptrusts.security.command.user.Account.given;
import static com.keeptrusts.security.command.user.TestUsers.ANNA;
import static com.keeptrusts.security.command.user.TestUsers.registered;

import com.keeptrusts.security.event.Authenticator;
import com.keeptrusts.security.event.AuthenticatorDisabled;
import com.keeptrusts.security.event.AuthenticatorEnabled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DisabledAuthenticatorsTest {

  @Test
  @Tag("SIGN-5")
  void too_many_wrong_guesses_disable_an_authenticator_once() {
    given(registered())
        .when(new DisableAuthenticator(ANNA, Authenticator.TOTP, false, 50))
        .then(disabled(false));
    given(registered(), disabled(false))
        .when(new DisableAuthenticator(ANNA, Authenticator.TOTP, false, 51))
        .thenNothing();
  }

  @Test
  @Tag("SIGN-5")
  void what_one_device_disabled_does_not_hide_what_everybody_else_does() {
    given(registered(), disabled(true))
        .when(new DisableAuthenticator(ANNA, Authenticator.TOTP, false, 50))
        .then(disabled(false));
  }

  @Test
  @Tag("SIGN-5")
  void each_device_is_recorded_since_it_has_a_counter_of_its_own() {
    given(registered(), disabled(true))
        .when(new DisableAuthenticator(ANNA, Authenticator.TOTP, true, 50))
        .then(disabled(true));
  }

  @Test
  @Tag("SIGN-5")
  void the_operator_enables_what_is_disabled() {
    for (boolean byDevice : new boolean[] {true, false}) {
      given(registered(), disabled(byDevice))
          .when(new EnableAuthenticator(ANNA, Authenticator.TOTP))
          .then(new AuthenticatorEnabled(ANNA, Authenticator.TOTP));
    }
  }

  @Test
  @Tag("SIGN-5")
  void enabling_is_recorded_also_if_no_disabling_was_so_that_it_sets_the_counters_back() {
    given(registered())
        .when(new EnableAuthenticator(ANNA, Authenticator.TOTP))
        .then(new AuthenticatorEnabled(ANNA, Authenticator.TOTP));
    given(registered(), disabled(false), new AuthenticatorEnabled(ANNA, Authenticator.TOTP))
        .when(new EnableAuthenticator(ANNA, Authenticator.TOTP))
        .then(new AuthenticatorEnabled(ANNA, Authenticator.TOTP));
  }

  @Test
  @Tag("SIGN-5")
  void what_was_enabled_is_disabled_again_by_the_next_too_many_guesses() {
    given(registered(), disabled(false), new AuthenticatorEnabled(ANNA, Authenticator.TOTP))
        .when(new DisableAuthenticator(ANNA, Authenticator.TOTP, false, 50))
        .then(disabled(false));
  }

  private static AuthenticatorDisabled disabled(boolean byDevice) {
    return new AuthenticatorDisabled(ANNA, Authenticator.TOTP, byDevice, 50);
  }
}
