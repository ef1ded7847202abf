package com.keeptrusts.security.command.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SecretTest {

  private static final String HIDDEN = "correct horse battery staple";

  @Test
  void a_secret_opens_for_a_named_reader() {
    assertThat(opened(secret())).isEqualTo(HIDDEN);
  }

  @Test
  void a_secret_cannot_be_printed() {
    assertThat(secret()).hasToString("Secret");
  }

  @Test
  void two_secrets_with_the_same_bytes_do_not_tell() {
    assertThat(secret()).isNotEqualTo(secret());
  }

  @Test
  void a_secret_cannot_be_serialised() {
    assertThatThrownBy(
            () -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(secret()))
        .isInstanceOf(NotSerializableException.class);
  }

  @Test
  void a_secret_leaves_nothing_in_json() {
    assertThat(JsonMapper.builder().build().writeValueAsString(secret())).isEqualTo("{}");
  }

  @Test
  void a_closed_secret_opens_for_nobody() {
    Secret secret = secret();
    secret.close();
    assertThatThrownBy(() -> opened(secret)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void what_a_reader_was_given_is_wiped_when_it_is_done() {
    byte[] kept = secret().open(SecretReader.VAULT, bytes -> bytes);
    assertThat(kept).containsOnly(0);
  }

  @Test
  void the_array_that_a_secret_was_made_of_is_wiped() {
    byte[] source = HIDDEN.getBytes(StandardCharsets.UTF_8);
    Secret secret = Secret.taking(source);
    assertThat(source).containsOnly(0);
    assertThat(opened(secret)).isEqualTo(HIDDEN);
  }

  private static Secret secret() {
    return Secret.taking(HIDDEN.getBytes(StandardCharsets.UTF_8));
  }

  private static String opened(Secret secret) {
    return secret.open(SecretReader.SHOWN_ONCE, bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
