package com.keeptrusts.security.command.password;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("PWD-2")
class TypedPasswordTest {

  @Test
  void length_is_counted_in_code_points() {
    assertThat(Password.typed("\uD83D\uDE00".repeat(8)).length()).isEqualTo(8);
  }

  @Test
  void the_same_text_in_another_normal_form_is_the_same_password() {
    Password composed = Password.typed("gr\u00FC\u00DFe");
    Password decomposed = Password.typed("gru\u0308\u00DFe");
    assertThat(composed.isSameAs(decomposed)).isTrue();
    assertThat(decomposed.length()).isEqualTo(5);
  }

  @Test
  void letters_that_only_look_compatible_are_another_password() {
    assertThat(Password.typed("\uFB01sh").isSameAs(Password.typed("fish"))).isFalse();
  }

  @Test
  void case_and_spaces_count() {
    assertThat(Password.typed("secret ").isSameAs(Password.typed("secret"))).isFalse();
    assertThat(Password.typed("Secret").isSameAs(Password.typed("secret"))).isFalse();
  }

  @Test
  void lone_surrogates_are_no_text_and_equal_to_nothing() {
    Password broken = Password.typed("\uD800");
    assertThat(broken.isWellFormed()).isFalse();
    assertThat(broken.isSameAs(Password.typed("\uD800"))).isFalse();
    assertThat(broken.isSameAs(Password.typed("?"))).isFalse();
  }

  @Test
  void what_is_far_too_long_is_not_even_read_but_keeps_its_length() {
    assertThat(Password.typed("x".repeat(1_000_000)).length()).isEqualTo(1_000_000);
  }

  @Test
  void a_password_cannot_be_printed() {
    assertThat(Password.typed("secret")).hasToString("Password");
  }
}
