package com.keeptrusts.security.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.event.Sha256;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ORG-4")
class ServiceCredentialTest {

  private static final ServiceClientId CLIENT = TestIds.client();
  private static final String SECRET = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_abcde";

  @Test
  void a_credential_names_its_client_and_is_kept_as_the_digest_of_its_whole_text() {
    ServiceCredential credential = ServiceCredential.of(CLIENT, SECRET);

    assertThat(credential.reveal()).isEqualTo("kts_" + CLIENT + "_" + SECRET);
    assertThat(credential.client()).isEqualTo(CLIENT);
    assertThat(credential.digest()).isEqualTo(Sha256.ofToken(credential.reveal()));
    assertThat(ServiceCredential.parse(credential.reveal()))
        .hasValueSatisfying(parsed -> assertThat(parsed.digest()).isEqualTo(credential.digest()));
  }

  @Test
  void a_credential_never_shows_its_secret_in_a_text_about_it() {
    assertThat(ServiceCredential.of(CLIENT, SECRET).toString()).doesNotContain(SECRET);
  }

  @Test
  void what_cannot_be_a_credential_is_none() {
    for (String text :
        List.of(
            "",
            "kts_",
            "kts_" + CLIENT,
            "kts_" + CLIENT + "_",
            "kts_" + CLIENT + "_" + SECRET + "x",
            "kts_" + CLIENT + "_" + SECRET + "\n",
            "KTS_" + CLIENT + "_" + SECRET,
            " kts_" + CLIENT + "_" + SECRET,
            "kts_" + CLIENT + "_" + SECRET.replace('A', '=').replace('b', '\u0000'),
            "kts_------------------------------------_" + SECRET)) {
      assertThat(ServiceCredential.parse(text)).as(text).isEmpty();
    }
    assertThatThrownBy(() -> ServiceCredential.of(CLIENT, "short"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
