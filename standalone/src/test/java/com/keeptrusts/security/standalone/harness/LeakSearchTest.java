package com.keeptrusts.security.standalone.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class LeakSearchTest {

  private static final String PASSWORD = "plum tango quarry";
  private static final String RECOVERY_CODE = "ABCD-EFGH-JKMN-PQRS";
  private static final String TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
  private static final String EMAIL = "somebody@people.example";

  private LeakSearch search;

  @BeforeEach
  void note() {
    Ledger ledger = new Ledger();
    Map<String, Object> body =
        Map.of(
            "password", PASSWORD,
            "email", EMAIL,
            "secret", TOTP_SECRET,
            "nested", Map.of("recoveryCodes", new String[] {RECOVERY_CODE}));
    ledger.read("/v1/some-path", JsonMapper.builder().build().valueToTree(body));
    search = new LeakSearch(ledger);
  }

  @Test
  void a_value_is_found_as_it_is_and_in_either_case() {
    assertThat(search.findIn("said " + PASSWORD + " aloud")).containsExactly(PASSWORD);
    assertThat(search.findIn(PASSWORD.toUpperCase(Locale.ROOT))).containsExactly(PASSWORD);
    assertThat(search.findIn("to=" + EMAIL.replace("@", "%40"))).containsExactly(EMAIL);
  }

  @Test
  void a_code_is_found_without_its_dashes() {
    assertThat(search.findIn("abcdefghjkmnpqrs")).containsExactly(RECOVERY_CODE);
  }

  @Test
  void a_value_is_found_in_hexadecimal_and_in_base64_at_any_offset() {
    assertThat(search.findIn("\\x00" + HexFormat.of().formatHex(bytes(PASSWORD))))
        .contains(PASSWORD);
    for (String before : new String[] {"", "a", "ab", "abc"}) {
      String text = Base64.getEncoder().encodeToString(bytes(before + PASSWORD + " and more"));
      assertThat(search.findIn(text)).as("after %s", before).containsExactly(PASSWORD);
    }
  }

  @Test
  void a_totp_secret_is_found_by_the_bytes_that_its_text_stands_for() {
    byte[] secret = new App(TOTP_SECRET).secret();
    assertThat(search.findIn(HexFormat.of().formatHex(secret))).containsExactly(TOTP_SECRET);
    assertThat(search.findIn(Base64.getUrlEncoder().encodeToString(secret)))
        .containsExactly(TOTP_SECRET);
  }

  @Test
  void what_is_personal_is_found_only_where_it_is_looked_for() {
    assertThat(search.findSecretsIn(EMAIL + PASSWORD)).containsExactly(PASSWORD);
    assertThat(search.findIn(EMAIL + PASSWORD)).containsExactlyInAnyOrder(EMAIL, PASSWORD);
  }

  @Test
  void nothing_is_found_where_nothing_is() {
    assertThat(search.findIn("plum tango marmalade, nobody@people.example, ABCD-EFGH")).isEmpty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
