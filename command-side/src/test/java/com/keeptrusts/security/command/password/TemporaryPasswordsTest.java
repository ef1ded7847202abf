package com.keeptrusts.security.command.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("PWD-3")
class TemporaryPasswordsTest {

  private final TemporaryPasswords temporaryPasswords = new TemporaryPasswords();

  @Test
  void a_temporary_password_is_easy_to_type_and_cannot_be_misread() {
    assertThat(temporaryPasswords.next().shownOnce())
        .matches("[2-9a-hjkmnp-z]{5}(-[2-9a-hjkmnp-z]{5}){4}");
  }

  @Test
  void a_temporary_password_has_at_least_100_random_bits() {
    double bitsEach = Math.log(distinctCharacters()) / Math.log(2);
    assertThat(25 * bitsEach).isGreaterThanOrEqualTo(100);
  }

  @Test
  void no_two_are_the_same() {
    assertThat(temporaryPasswords.next().isSameAs(temporaryPasswords.next())).isFalse();
  }

  private int distinctCharacters() {
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      temporaryPasswords.next().shownOnce().replace("-", "").chars().forEach(seen::add);
    }
    return seen.size();
  }
}
