package com.keeptrusts.security.command.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.command.vault.Secret;
import com.keeptrusts.security.command.vault.SecretReader;
import com.keeptrusts.security.event.EmailAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("TOTP-1")
class TotpSetupTest {

  private final TotpSetup setup =
      TotpSetup.of(
          new TotpIssuer("Keeptrusts & Söhne"),
          new EmailAddress("grace+test@navy.example"),
          Secret.taking("12345678901234567890".getBytes(StandardCharsets.US_ASCII)));

  @Test
  void the_link_names_issuer_and_account_and_what_apps_really_implement() {
    assertThat(setup.uri())
        .isEqualTo(
            "otpauth://totp/Keeptrusts%20%26%20S%C3%B6hne:grace%2Btest%40navy.example"
                + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                + "&issuer=Keeptrusts%20%26%20S%C3%B6hne&algorithm=SHA1&digits=6&period=30");
  }

  @Test
  void the_text_to_type_is_base32() {
    assertThat(setup.base32()).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  }

  @Test
  void the_picture_is_the_link_as_qr_code() {
    assertThat(QrReading.text(setup.qrSvg())).isEqualTo(setup.uri());
  }

  @Test
  void a_setup_cannot_be_printed() {
    assertThat(setup).hasToString("TotpSetup");
  }

  @Test
  void a_fresh_secret_has_160_random_bits() {
    TotpSecrets secrets = new TotpSecrets();
    byte[] one = secrets.next().open(SecretReader.TOTP_CHECK, byte[]::clone);
    byte[] other = secrets.next().open(SecretReader.TOTP_CHECK, byte[]::clone);
    assertThat(one).hasSize(20).isNotEqualTo(other);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "a:b"})
  void an_issuer_that_apps_misread_cannot_be_set(String name) {
    assertThatThrownBy(() -> new TotpIssuer(name)).isInstanceOf(IllegalArgumentException.class);
  }
}
