package com.keeptrusts.security.command.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.command.vault.Secret;
import com.keeptrusts.security.event.Deferred;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PasswordHashesTest {

  private final Argon2id argon2id = new Argon2id(1, 100, Duration.ZERO);
  private final PasswordHashes hashes = new PasswordHashes(argon2id, Argon2Settings.DEFAULT, 256);

  @Test
  @Tag("PWD-1")
  void the_right_password_matches_and_another_does_not() {
    Secret hash = hashes.hash(Password.typed("correct horse battery"));
    assertThat(hashes.matches(Password.typed("correct horse battery"), hash)).isTrue();
    assertThat(hashes.matches(Password.typed("correct horse batterz"), hash)).isFalse();
  }

  @Test
  @Tag("PWD-2")
  void nothing_is_cut_off_after_72_bytes_or_anywhere() {
    String long255 = "a".repeat(255);
    Secret hash = hashes.hash(Password.typed(long255 + "b"));
    assertThat(hashes.matches(Password.typed(long255 + "b"), hash)).isTrue();
    assertThat(hashes.matches(Password.typed(long255 + "c"), hash)).isFalse();
    assertThat(hashes.matches(Password.typed(long255), hash)).isFalse();
  }

  @Test
  @Tag("PWD-2")
  void another_normal_form_matches() {
    Secret hash = hashes.hash(Password.typed("pass\u00E9 partout"));
    assertThat(hashes.matches(Password.typed("passe\u0301 partout"), hash)).isTrue();
  }

  @Test
  @Tag("PWD-1")
  void no_work_is_done_for_what_is_too_long_or_no_text() {
    Secret hash = hashes.hash(Password.typed("correct horse battery"));
    boolean[] answers =
        argon2id.inTurn(
            () ->
                new boolean[] {
                  hashes.matches(Password.typed("a".repeat(257)), hash),
                  hashes.matches(Password.typed("a".repeat(1_000_000)), hash),
                  hashes.matches(Password.typed("\uD800"), hash),
                  hashes.matchesDecoy(Password.typed("a".repeat(257))),
                });
    assertThat(answers).containsOnly(false);
  }

  @Test
  @Tag("SIGN-4")
  void a_user_without_a_hash_costs_a_hash_too() {
    argon2id.inTurn(
        () ->
            assertThatThrownBy(() -> hashes.matchesDecoy(Password.typed("correct horse battery")))
                .isInstanceOf(Deferred.class));
    assertThat(hashes.matchesDecoy(Password.typed("correct horse battery"))).isFalse();
  }

  @Test
  @Tag("PWD-1")
  void a_hash_that_was_less_work_than_is_in_force_is_outdated_and_no_other() {
    Secret old = hashes.hash(Password.typed("correct horse battery"));
    assertThat(hashes.isOutdated(old)).isFalse();
    assertThat(with(19_456, 3, 1).isOutdated(old)).isTrue();
    assertThat(with(20_480, 2, 1).isOutdated(old)).isTrue();
    assertThat(with(19_456, 2, 2).isOutdated(old)).isFalse();
    Secret strong = with(20_480, 3, 1).hash(Password.typed("correct horse battery"));
    assertThat(hashes.isOutdated(strong)).isFalse();
    assertThat(with(20_480, 4, 1).isOutdated(strong)).isTrue();
    assertThat(hashes.matches(Password.typed("correct horse battery"), strong)).isTrue();
  }

  private PasswordHashes with(int memoryKib, int iterations, int parallelism) {
    return new PasswordHashes(
        argon2id, new Argon2Settings(memoryKib, iterations, parallelism), 256);
  }
}
