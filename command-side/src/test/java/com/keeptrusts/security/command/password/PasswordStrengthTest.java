package com.keeptrusts.security.command.password;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.DisplayName;
import com.keeptrusts.security.event.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("PWD-2")
class PasswordStrengthTest {

  private static final EmailAddress EMAIL = new EmailAddress("g.hopper@navy.example");
  private static final DisplayName NAME = new DisplayName("Grace Hopper");

  private final PasswordRules rules = new PasswordRules(PasswordSettings.DEFAULT);
  private final PasswordStrength strength = new PasswordStrength(rules);

  @Test
  void four_words_are_strong_and_nothing_is_said_against_them() {
    PasswordEstimate estimate = estimate("zebra accordion drizzle voucher");
    assertThat(estimate).isEqualTo(new PasswordEstimate(true, null, 4, null, List.of()));
  }

  @Test
  void what_is_refused_is_said_in_the_same_sentence_and_is_never_strong() {
    for (String refused : List.of("kx8#Lq2!vZp0wR", "hopper accordion drizzle", "x".repeat(300))) {
      PasswordEstimate estimate = estimate(refused);
      assertThat(estimate.accepted()).isFalse();
      assertThat(estimate.refusal())
          .isEqualTo(rules.refusal(Password.typed(refused), EMAIL, NAME).orElseThrow());
      assertThat(estimate.score()).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void advice_is_no_rule() {
    PasswordEstimate weak = estimate("iloveyou sunshine monkey");
    assertThat(weak.accepted()).isTrue();
    assertThat(weak.score()).isLessThan(3);
    assertThat(weak.warning()).isNotNull();
    assertThat(weak.suggestions()).isNotEmpty();
  }

  @Test
  void the_persons_own_words_are_tried_first() {
    assertThat(estimate("tricky gracious navy lamp").score())
        .isGreaterThanOrEqualTo(
            new PasswordStrength(rules)
                .estimate(
                    Password.typed("tricky gracious navy lamp"),
                    new EmailAddress("gracious@navy.example"),
                    new DisplayName("Tricky Lamp"))
                .score());
  }

  @Test
  void sixty_four_characters_are_looked_at_and_never_half_of_one() {
    byte[] faces = "\uD83D\uDE00".repeat(200).getBytes(StandardCharsets.UTF_8);
    assertThat(PasswordStrength.start(faces)).isEqualTo("\uD83D\uDE00".repeat(64));
    assertThat(PasswordStrength.start("short".getBytes(StandardCharsets.UTF_8))).isEqualTo("short");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "\uD800",
        "4@8({[</369&#!1/|0$5+7%2/4@8({[</369&#!1/|0$5+7%2/4@8({[</369&#!1",
        "siil1|!siil1|!siil1|!siil1|!siil1|!siil1|!siil1|!siil1|!siil1|!s",
        "1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.",
        "\uFDFA\uFDFA\uFDFA\uFDFA\uFDFA\uFDFA\uFDFA\uFDFA\uFDFA\uFDFA\uFDFA\uFDFA\uFDFA\uFDFA\uFDFA"
      })
  void what_makes_estimates_slow_or_fail_elsewhere_is_answered(String text) {
    assertThat(estimate(text).score()).isBetween(0, 4);
    assertThat(estimate(text.repeat(20)).score()).isBetween(0, 4);
  }

  @Test
  void advice_is_in_english_whatever_the_machine_speaks() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMAN);
      assertThat(
              new PasswordStrength(rules).estimate(Password.typed("aaaaaaaaaaaaaaa"), EMAIL, NAME))
          .satisfies(estimate -> assertThat(estimate.warning()).contains("easy to guess"));
    } finally {
      Locale.setDefault(before);
    }
  }

  private PasswordEstimate estimate(String text) {
    return strength.estimate(Password.typed(text), EMAIL, NAME);
  }
}
