package com.keeptrusts.security.command.password;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.command.vault.Secret;
import com.keeptrusts.security.event.DisplayName;
import com.keeptrusts.security.event.EmailAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import me.gosimple.nbvcxz.resources.DictionaryUtil;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

@Tag("PWD-2")
class PasswordRulesPropertyTest {

  private static final EmailAddress EMAIL = new EmailAddress("g.hopper@navy.example");
  private static final DisplayName NAME = new DisplayName("Grace Hopper");
  private static final PasswordRules RULES =
      new PasswordRules(new PasswordSettings(8, 1024, List.of("Keeptrusts")));

  private final PasswordHashes hashes =
      new PasswordHashes(
          new Argon2id(1, 100, Duration.ZERO), Argon2Settings.DEFAULT, PasswordSettings.LONGEST);

  /** With few enough digits at its ends that those around it are told apart. */
  private static final Predicate<String> WITH_LETTERS =
      Pattern.compile("[^\\p{L}]{0,4}\\p{L}.*\\p{L}[^\\p{L}]{0,4}").asMatchPredicate();

  @Provide
  Arbitrary<String> listed() {
    return Arbitraries.of(
        DictionaryUtil.loadRankedDictionary(DictionaryUtil.passwords).keySet().stream()
            .filter(password -> password.length() >= 8)
            .toList());
  }

  @Property
  void a_common_password_is_refused_with_anything_short_around_it(
      @ForAll("listed") String listed,
      @ForAll @StringLength(max = 3) @CharRange(from = '!', to = '9') String before,
      @ForAll @StringLength(max = 4) @CharRange(from = '!', to = '9') String after) {
    Assume.that(WITH_LETTERS.test(listed));
    assertThat(why(before + listed + after)).isPresent();
  }

  @Property
  void a_common_password_is_refused_repeated_reversed_and_in_capitals(
      @ForAll("listed") String listed, @ForAll @IntRange(min = 1, max = 20) int times) {
    assertThat(why(listed.repeat(times))).isPresent();
    assertThat(why(new StringBuilder(listed).reverse().toString())).isPresent();
    assertThat(why(listed.toUpperCase(Locale.ROOT))).isPresent();
  }

  @Property
  void whatever_is_typed_is_accepted_or_told_why_without_being_repeated(
      @ForAll @StringLength(max = 300) String typed) {
    Optional<String> why = why(typed);
    assertThat(typed.length() >= 8 && why.orElse("").contains(typed)).isFalse();
  }

  @Property(tries = 50)
  void what_is_accepted_verifies_after_it_was_hashed(
      @ForAll @StringLength(min = 8, max = 300) String typed) {
    if (why(typed).isEmpty()) {
      try (Secret hash = hashes.hash(Password.typed(typed))) {
        assertThat(hashes.matches(Password.typed(typed), hash)).isTrue();
      }
    }
  }

  private static Optional<String> why(String text) {
    return RULES.refusal(Password.typed(text), EMAIL, NAME);
  }
}
