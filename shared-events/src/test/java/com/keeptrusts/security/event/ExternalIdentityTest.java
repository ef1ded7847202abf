package com.keeptrusts.security.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("SIGN-3")
class ExternalIdentityTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://login.acme.example",
        "https://login.acme.example/",
        "https://login.acme.example:8443/realms/Acme%20Inc",
        "https://login.acme.example/8f2e-tenant/v2.0"
      })
  void an_issuer_is_an_https_url_and_stays_as_it_was_written(String text) {
    assertThat(new Issuer(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "acme",
        "http://login.acme.example",
        "HTTPS://login.acme.example",
        "https://",
        "https:///path",
        "https://login.acme.example?tenant=1",
        "https://login.acme.example#top",
        "https://somebody@login.acme.example",
        "https://login.acme.example/a b",
        " https://login.acme.example",
        "https://login.acme.example\n",
        "https://login.acmé.example"
      })
  void nothing_else_is_an_issuer(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Issuer(text));
  }

  @Test
  void an_issuer_and_a_subject_have_at_most_255_characters() {
    String start = "https://acme.example/";
    assertThat(new Issuer(start + "x".repeat(255 - start.length())).text()).hasSize(255);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Issuer(start + "x".repeat(256 - start.length())));
    assertThat(new ExternalSubject("x".repeat(255)).text()).hasSize(255);
    assertThatIllegalArgumentException().isThrownBy(() -> new ExternalSubject("x".repeat(256)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"248289761001", "auth0|5f7c8ec7", "Anna Doe", " a", "{\"sub\":1}", "~"})
  void a_subject_is_printable_ascii_and_stays_as_it_was_written(String text) {
    assertThat(new ExternalSubject(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\n", "a\u0000", "\u007f", "anné", "а"})
  void nothing_else_is_a_subject(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new ExternalSubject(text));
  }

  @Test
  void neither_says_what_it_is_by_accident() {
    assertThat(new Issuer("https://acme.example")).hasToString("Issuer");
    assertThat(new ExternalSubject("248289761001")).hasToString("ExternalSubject");
  }
}
