package com.keeptrusts.security.command.password;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.DisplayName;
import com.keeptrusts.security.event.EmailAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is guessed first, as it is and in disguise. */
@Tag("PWD-2")
class CommonPasswordsTest {

  private static final EmailAddress EMAIL = new EmailAddress("g.hopper@navy.example");
  private static final DisplayName NAME = new DisplayName("Grace Hopper");
  private static final PasswordRules RULES = new PasswordRules(PasswordSettings.DEFAULT);
  private static final PasswordRules SHORT_ONES_TOO =
      new PasswordRules(new PasswordSettings(8, 1024, List.of()));

  @Test
  void the_list_has_more_than_96_000_passwords() {
    assertThat(new CommonPasswords().size()).isEqualTo(96_444);
  }

  @ParameterizedTest
  @ValueSource(strings = {"password", "Sunshine1", "iloveyou", "TRUSTNO1", "\uFF50assword"})
  void a_common_password_is_refused_in_any_case(String text) {
    assertThat(SHORT_ONES_TOO.refusal(Password.typed(text), EMAIL, NAME))
        .hasValueSatisfying(why -> assertThat(why).contains("used most"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Correct Horse Battery Staple",
        "1qaz2wsx3edc4rfv",
        "qwertyuiopasdfgh",
        "passwordpassword"
      })
  void a_long_one_too(String text) {
    assertRefused(text, "used most");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "P4$$w0rd!!!!!!!!!",
        "5unsh1ne5unsh1ne",
        "password1password1",
        "password1password2",
        "drowssap1234567",
        "iloveyou20232024!",
        "....147258369....",
        "p-a-s-s-w-o-r-d-1-2-3",
        "trustno1!!!!!!!!",
        "123password123password",
        "P\u00E4ssw\u00F6rd-123456",
        "s\u200Bu\u200Bn\u200Bshine12345678",
        "monkey 123456 !!"
      })
  void a_common_one_in_disguise_is_refused(String text) {
    assertRefused(text, "used most");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aaaaaaaaaaaaaaa",
        "abcabcabcabcabc",
        "xkqxkqxkqxkqxkq",
        "hahahahahahaha-2024",
        "               ",
        "\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00"
      })
  void a_short_piece_that_is_repeated_is_refused(String text) {
    assertRefused(text, "repeats");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "123456789012345",
        "987654321098765",
        "abcdefghijklmno",
        "zyxwvutsrqponml",
        "qwertzuiopasdfg",
        "zxcvbnmasdfghjkl",
        "zaq12wsxcde34rfv",
        "11223344556677889900",
        "AbCdEfGh12345678",
        "\u0439\u0446\u0443\u043A\u0435\u043D\u0433\u0448\u0449\u0437\u0445\u044A\u0444\u044B\u0432\u0430"
      })
  void a_run_of_letters_digits_or_keys_is_refused(String text) {
    assertRefused(text, "follows the alphabet, the digits or the keys");
  }

  @Test
  void what_cannot_be_seen_is_no_password() {
    assertRefused("\u200B".repeat(20), "cannot be seen");
    assertRefused("\u0301\u0323".repeat(10), "cannot be seen");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quite another lantern",
        "plum tango quarry lantern",
        "seven quiet harbour maples",
        "tall passwords wander home",
        "kx8#Lq2!vZp0wRt",
        "748159263748159",
        "\u65E5\u672C\u306E\u79CB\u306F\u3068\u3066\u3082\u9759\u304B\u3067\u7F8E\u3057\u3044\u306D"
      })
  void what_has_a_common_word_or_none_in_it_is_accepted(String text) {
    assertThat(why(text)).isEmpty();
  }

  private static void assertRefused(String text, String because) {
    assertThat(why(text))
        .hasValueSatisfying(
            why -> {
              assertThat(why).contains(because);
              assertThat(why).doesNotContain(text);
            });
  }

  private static Optional<String> why(String text) {
    return RULES.refusal(Password.typed(text), EMAIL, NAME);
  }
}
