package com.keeptrusts.security.command.passkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.log.WrongSetting;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("PK-7")
class PasskeySettingsTest {

  private static final List<Algorithm> ES256 = List.of(Algorithm.ES256);

  @Test
  void several_origins_are_one_deployment() {
    List<String> origins =
        List.of("https://console.example.org", "https://example.com:8443", "http://localhost:8080");
    assertThat(new PasskeySettings("example.org", "Example", origins, ES256).origins())
        .isEqualTo(origins);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "console.example.org",
        "http://console.example.org",
        "https://console.example.org/",
        "https://console.example.org/login",
        "https://Console.example.org",
        "https://user@console.example.org",
        "https://console.example.org?x",
        "https://*.example.org",
        "ftp://localhost",
        "https://console.example.org:443",
        "http://localhost:80"
      })
  void an_origin_is_what_browsers_write_and_secure(String origin) {
    wrong("keeptrusts.passkey.origins", "example.org", List.of(origin));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Example.org",
        "example.org:443",
        "https://example.org",
        "-a.org",
        "a..b",
        "127.0.0.1"
      })
  void a_relying_party_is_a_domain(String domain) {
    wrong("keeptrusts.passkey.rp-id", domain, List.of("https://example.org"));
  }

  @Test
  void which_pages_browsers_have_to_ask_about() {
    assertThat(related("https://example.org")).isFalse();
    assertThat(related("https://console.example.org:8443")).isFalse();
    assertThat(related("https://example.com")).isTrue();
    assertThat(related("https://anexample.org")).isTrue();
    assertThat(related("https://example.org.evil.example")).isTrue();
    assertThat(related("https://example.org", "https://console.example.org")).isTrue();
  }

  private static boolean related(String... origins) {
    return new PasskeySettings("example.org", "Example", List.of(origins), ES256)
        .hasRelatedOrigins();
  }

  private static void wrong(String setting, String rpId, List<String> origins) {
    assertThatThrownBy(() -> new PasskeySettings(rpId, "Example", origins, ES256))
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining(setting);
  }
}
