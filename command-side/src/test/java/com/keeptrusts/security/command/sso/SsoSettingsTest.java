package com.keeptrusts.security.command.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.keeptrusts.security.event.ExternalSubject;
import com.keeptrusts.security.event.Issuer;
import com.keeptrusts.security.log.WrongSetting;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("SIGN-1")
class SsoSettingsTest {

  private static final String ACME = "https://login.acme.example";
  private static final String BETA = "https://login.beta.example";

  private static final SsoSettings HONOURED =
      new SsoSettings(
          List.of(
              new SsoSettings.Provider(ACME, List.of("mfa", "hwk"), List.of("urn:acme:two")),
              new SsoSettings.Provider(BETA, List.of(), List.of("urn:beta:two"))));

  private static boolean honoured(String issuer, List<String> amr, @Nullable String acr) {
    return HONOURED.honoursMfaOf(
        Assertion.of(new Issuer(issuer), new ExternalSubject("anna"), null, amr, acr));
  }

  @Test
  void nothing_is_honoured_unless_the_deployment_says_so() {
    assertThat(
            new SsoSettings(List.of())
                .honoursMfaOf(
                    Assertion.of(
                        new Issuer(ACME),
                        new ExternalSubject("anna"),
                        null,
                        List.of("mfa"),
                        "urn:acme:two")))
        .isFalse();
    assertThat(honoured(ACME, List.of(), null)).isFalse();
    assertThat(honoured(ACME, List.of("pwd", "MFA"), "urn:beta:two")).isFalse();
  }

  @Test
  void a_providers_mfa_is_honoured_by_its_own_amr_or_acr_and_by_no_other_providers() {
    assertThat(honoured(ACME, List.of("pwd", "mfa"), null)).isTrue();
    assertThat(honoured(ACME, List.of(), "urn:acme:two")).isTrue();
    assertThat(honoured(BETA, List.of("mfa"), "urn:acme:two")).isFalse();
    assertThat(honoured(BETA, List.of(), "urn:beta:two")).isTrue();
    assertThat(honoured(ACME + "/", List.of("mfa"), "urn:acme:two")).isFalse();
  }

  @Test
  void an_acr_that_is_missing_is_no_value() {
    SsoSettings named =
        new SsoSettings(List.of(new SsoSettings.Provider(ACME, List.of(), List.of("null"))));
    assertThat(
            named.honoursMfaOf(
                Assertion.of(new Issuer(ACME), new ExternalSubject("anna"), null, null, null)))
        .isFalse();
  }

  @Test
  void a_provider_is_named_once_by_an_issuer_with_values_of_ascii() {
    requireRefused(List.of(new SsoSettings.Provider("acme", List.of(), List.of())));
    requireRefused(
        List.of(
            new SsoSettings.Provider(ACME, List.of("mfa"), List.of()),
            new SsoSettings.Provider(ACME, List.of("hwk"), List.of())));
    requireRefused(List.of(new SsoSettings.Provider(ACME, List.of(" "), List.of())));
    requireRefused(List.of(new SsoSettings.Provider(ACME, List.of(), List.of("é"))));
    requireRefused(
        List.of(new SsoSettings.Provider(ACME, Collections.nCopies(21, "mfa"), List.of())));
    requireRefused(Collections.nCopies(101, new SsoSettings.Provider(ACME, List.of(), List.of())));
  }

  private static void requireRefused(List<SsoSettings.Provider> providers) {
    assertThatExceptionOfType(WrongSetting.class).isThrownBy(() -> new SsoSettings(providers));
  }
}
