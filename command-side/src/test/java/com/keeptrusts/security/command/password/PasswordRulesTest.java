package com.keeptrusts.security.command.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.event.DisplayName;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("PWD-2")
class PasswordRulesTest {

  private static final EmailAddress EMAIL = new EmailAddress("Grace.Hopper@navy.example");
  private static final DisplayName NAME = new DisplayName("Grace M. Hopper");

  @Test
  void fifteen_characters_are_enough_and_fourteen_are_not() {
    assertAccepted("abcdefghijklmno");
    assertRefused("abcdefghijklmn", "at least 15 characters; this one has 14");
  }

  @Test
  void two_hundred_and_fifty_six_characters_are_taken_and_one_more_is_not() {
    assertAccepted("\uD83D\uDE00".repeat(256));
    assertRefused("\uD83D\uDE00".repeat(257), "at most 256 characters");
  }

  @Test
  void no_kind_of_character_is_demanded() {
    assertAccepted("only lower case letters");
    assertAccepted("748159263748159");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"my grace.hopper password", "GRACE.HOPPER-GRACE.HOPPER", "xx grace.hoppeR xx yy"})
  void a_password_does_not_contain_the_name_in_the_e_mail_address(String text) {
    assertRefused(text, "e-mail address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a bughopperbug in it", "GRACE UNDER PRESSURE", "gr\uFF41ce under pressure"})
  void a_password_does_not_contain_a_word_of_the_persons_name(String text) {
    assertRefused(text, "your name");
  }

  @Test
  void a_password_does_not_contain_the_products_name() {
    assertRefused("i love keepTRUSTS a lot", "this product");
  }

  @Test
  void names_of_three_letters_are_no_reason_to_refuse() {
    PasswordRules.DEFAULT.require(
        Password.typed("the annals of antarctica"),
        new EmailAddress("ann@example.org"),
        new DisplayName("Ann Li"));
  }

  @Test
  void lone_surrogates_are_refused() {
    assertRefused("\uD800".repeat(20), "valid Unicode");
  }

  @Test
  @Tag("PWD-3")
  void the_temporary_password_can_never_be_the_permanent_one() {
    Password temporary = new TemporaryPasswords().next();
    assertThatThrownBy(
            () ->
                PasswordRules.DEFAULT.requireDifferent(
                    Password.typed(temporary.shownOnce()), temporary))
        .isInstanceOf(Rejected.class)
        .hasMessageContaining("temporary");
    assertThatCode(
            () ->
                PasswordRules.DEFAULT.requireDifferent(
                    Password.typed("something else entirely"), temporary))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"7,256", "65,256", "15,63", "15,1025"})
  void a_minimum_below_8_or_a_maximum_below_64_cannot_be_set(int minimum, int maximum) {
    assertThatThrownBy(() -> new PasswordRules(minimum, maximum, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_minimum_of_8_and_a_maximum_of_64_can_be_set() {
    assertThat(new PasswordRules(8, 64, List.of()).minimum()).isEqualTo(8);
  }

  private static void assertAccepted(String text) {
    assertThatCode(() -> PasswordRules.DEFAULT.require(Password.typed(text), EMAIL, NAME))
        .doesNotThrowAnyException();
  }

  private static void assertRefused(String text, String why) {
    assertThatThrownBy(() -> PasswordRules.DEFAULT.require(Password.typed(text), EMAIL, NAME))
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo(Reason.PASSWORD_NOT_ACCEPTED))
        .hasMessageContaining(why);
  }
}
