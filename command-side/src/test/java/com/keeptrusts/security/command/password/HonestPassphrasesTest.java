package com.keeptrusts.security.command.password;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.DisplayName;
import com.keeptrusts.security.event.EmailAddress;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import me.gosimple.nbvcxz.resources.DictionaryUtil;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How rarely an honest password is refused: the figures of docs/passwords.md, with fewer tries. */
@Tag("PWD-2")
class HonestPassphrasesTest {

  private static final int TRIES = 10_000;
  private static final String PRINTABLE =
      Stream.iterate('!', each -> (char) (each + 1))
          .limit('~' - '!' + 1)
          .map(String::valueOf)
          .collect(Collectors.joining());

  private static final EmailAddress EMAIL = new EmailAddress("g.kowalczyk@navy.example");
  private static final DisplayName NAME = new DisplayName("Gabriela Kowalczyk");

  /** The words that are drawn by dice, of the Electronic Frontier Foundation. */
  private static final List<String> WORDS =
      DictionaryUtil.loadUnrankedDictionary(DictionaryUtil.eff_large).keySet().stream()
          .filter(word -> word.length() > 2)
          .toList();

  private final PasswordRules rules = new PasswordRules(PasswordSettings.DEFAULT);
  private final Random dice = new Random(1);

  @ParameterizedTest
  @CsvSource({"3,''", "3,' '", "3,-", "4,''", "4,' '", "4,-", "5,''", "5,' '", "5,-"})
  void words_that_were_drawn_by_chance_are_never_refused(int words, String between) {
    assertThat(
            refused(
                () ->
                    Stream.generate(() -> WORDS.get(dice.nextInt(WORDS.size())))
                        .limit(words)
                        .collect(Collectors.joining(between))))
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abcdefghijklmnopqrstuvwxyz",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
      })
  void nor_are_fifteen_letters_and_digits(String alphabet) {
    assertThat(refused(() -> characters(alphabet))).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0123456789", "0123456789abcdef"})
  void of_digits_and_a_few_letters_less_than_one_in_five_hundred_is(String alphabet) {
    assertThat(refused(() -> characters(alphabet))).isLessThan(TRIES / 500);
  }

  @Test
  void nor_is_more_of_signs_of_every_kind() {
    assertThat(refused(() -> characters(PRINTABLE))).isLessThan(TRIES / 1000);
  }

  private String characters(String alphabet) {
    return Stream.generate(() -> alphabet.charAt(dice.nextInt(alphabet.length())))
        .limit(PasswordSettings.DEFAULT.minimumLength())
        .map(String::valueOf)
        .collect(Collectors.joining());
  }

  /** Of those that are long enough. */
  private long refused(Supplier<String> next) {
    return Stream.generate(next)
        .filter(text -> text.length() >= PasswordSettings.DEFAULT.minimumLength())
        .limit(TRIES)
        .filter(text -> rules.refusal(Password.typed(text), EMAIL, NAME).isPresent())
        .count();
  }
}
