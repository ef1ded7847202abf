package com.keeptrusts.security.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ORG-5")
class TellsUserTest {

  @Test
  void methods_codes_passwords_sign_ins_guesses_and_grace_periods_are_told_and_nothing_else() {
    List<String> told =
        SecurityEvents.ALL.stream()
            .filter(event -> event.isAnnotationPresent(TellsUser.class))
            .map(event -> event.getAnnotation(EventName.class).value())
            .toList();
    assertThat(told)
        .containsExactlyInAnyOrder(
            "user.email-changed",
            "user.mfa-enabled",
            "user.mfa-disabled",
            "user.mfa-reset",
            "user.recovery-codes-issued",
            "user.recovery-code-used",
            "user.temporary-password-issued",
            "user.password-rotated",
            "user.password-changed",
            "user.password-added",
            "user.session-started",
            "user.external-identity-linked",
            "user.external-identity-unlinked",
            "user.passkey-registered",
            "user.passkey-revoked",
            "user.authenticator-disabled",
            "user.mfa-grace-period-started",
            "user.mfa-grace-period-changed",
            "user.mfa-grace-period-extended",
            "user.mfa-grace-period-ending-soon",
            "user.mfa-grace-period-ended");
  }
}
