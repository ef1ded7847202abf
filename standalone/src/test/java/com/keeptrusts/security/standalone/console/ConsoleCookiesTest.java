package com.keeptrusts.security.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.command.passkey.Algorithm;
import com.keeptrusts.security.command.passkey.PasskeySettings;
import com.keeptrusts.security.standalone.console.ConsoleCookies.Kept;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleCookiesTest {

  private static final String TOKEN = "abcdefghijklmnopqrstuvwxyz0123456789_-ABCDE";

  private final ConsoleCookies https = of("https://console.example");
  private final ConsoleCookies http = of("http://localhost:8080");

  private static ConsoleCookies of(String origin) {
    return new ConsoleCookies(
        new PasskeySettings("localhost", "Test", List.of(origin), List.of(Algorithm.ES256)));
  }

  @Test
  void over_https_no_other_host_and_no_plain_connection_sets_or_gets_them() {
    assertThat(https.set(Kept.SESSION, TOKEN))
        .isEqualTo(
            "__Host-keeptrusts-session=" + TOKEN + "; Path=/; HttpOnly; SameSite=Strict; Secure");
    assertThat(https.set(Kept.DEVICE, TOKEN)).startsWith("__Host-keeptrusts-device=");
    assertThat(https.read(Kept.SESSION, "a=b; __Host-keeptrusts-session=" + TOKEN))
        .isEqualTo(TOKEN);
    assertThat(https.read(Kept.SESSION, "keeptrusts-session=" + TOKEN)).isNull();
  }

  @Test
  void what_has_not_the_form_of_a_token_is_none() {
    for (String cookie :
        List.of(
            "",
            "keeptrusts-session=",
            "keeptrusts-session=" + TOKEN + "x",
            "keeptrusts-session=x" + TOKEN.substring(2),
            "xkeeptrusts-session=" + TOKEN,
            "keeptrusts-session=\"" + TOKEN + "\"")) {
      assertThat(http.read(Kept.SESSION, cookie)).as(cookie).isNull();
    }
    assertThat(http.read(Kept.SESSION, null)).isNull();
    assertThat(http.read(Kept.SESSION, "keeptrusts-session=" + TOKEN + "; a=b")).isEqualTo(TOKEN);
  }
}
