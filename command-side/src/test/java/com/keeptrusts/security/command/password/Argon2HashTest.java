package com.keeptrusts.security.command.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("PWD-1")
class Argon2HashTest {

  /** Of the reference implementation's own tests (phc-winner-argon2, {@code test.c}). */
  private static final String REFERENCE =
      "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

  private final Argon2id argon2id = new Argon2id(1, 100, Duration.ZERO);

  @Test
  void the_reference_implementations_hash_is_recognised() {
    assertThat(argon2id.matches(ascii("password"), Argon2Hash.parse(REFERENCE))).isTrue();
    assertThat(argon2id.matches(ascii("passwore"), Argon2Hash.parse(REFERENCE))).isFalse();
  }

  @Test
  void the_reference_implementations_hash_is_what_is_made_and_written() {
    Argon2Settings settings = new Argon2Settings(65_536, 2, 1);
    byte[] salt = ascii("somesalt");
    byte[] hash = argon2id.hash(ascii("password"), settings, salt);
    assertThat(new Argon2Hash(settings, salt, hash).phc()).isEqualTo(REFERENCE);
  }

  @Test
  void a_hash_is_read_as_it_was_written() {
    assertThat(Argon2Hash.parse(REFERENCE).phc()).isEqualTo(REFERENCE);
  }

  @Test
  void a_hash_cannot_be_printed() {
    assertThat(Argon2Hash.parse(REFERENCE)).hasToString("Argon2Hash");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
        "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=16$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=64,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
      })
  void another_kind_of_hash_or_settings_out_of_bounds_are_refused(String text) {
    assertThatThrownBy(() -> Argon2Hash.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
