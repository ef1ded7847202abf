package com.keeptrusts.security.command.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.event.DisplayName;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("PWD-2")
class PasswordRulesTest {

  private static final PasswordRules RULES = new PasswordRules(PasswordSettings.DEFAULT);
  private static final EmailAddress EMAIL = new EmailAddress("Grace.Hopper@navy.example");
  private static final DisplayName NAME = new DisplayName("Grace M. Hopper");

  @Test
  void fifteen_characters_are_enough_and_fourteen_are_not() {
    assertAccepted("lantern acrobat");
    assertRefused("lantern acrobat".substring(1), "at least 15 characters; this one has 14");
  }

  @Test
  void two_hundred_and_fifty_six_characters_are_taken_and_one_more_is_not() {
    assertAccepted(faces(256));
    assertRefused(faces(257), "at most 256 characters");
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

  @Test
  void nor_the_whole_e_mail_address_of_a_short_name() {
    assertThat(
            RULES.refusal(
                Password.typed("my ann@acme.example"),
                new EmailAddress("Ann@acme.example"),
                new DisplayName("Ann Li")))
        .hasValueSatisfying(why -> assertThat(why).contains("e-mail address"));
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
    PasswordRules rules =
        new PasswordRules(new PasswordSettings(15, 256, List.of("Acme", "Acme Vault")));
    assertThat(rules.refusal(Password.typed("i love acme a lot"), EMAIL, NAME)).isPresent();
    assertThat(rules.refusal(Password.typed("i love keeptrusts"), EMAIL, NAME)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "under gr4c3 pressure,your name",
    "under GR\u00C5CE pressure,your name",
    "i love k33p7ru57s a lot,this product",
    "reppoh-1234-1234,your name",
    "h-o-p-p-e-r-----,your name"
  })
  void a_name_is_no_better_in_disguise(String text, String whose) {
    assertRefused(text, whose);
  }

  @Test
  void names_of_three_letters_are_no_reason_to_refuse() {
    RULES.require(
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
            () -> RULES.requireDifferent(Password.typed(temporary.shownOnce()), temporary))
        .isInstanceOf(Rejected.class)
        .hasMessageContaining("the one that it replaces");
    assertThatCode(
            () -> RULES.requireDifferent(Password.typed("something else entirely"), temporary))
        .doesNotThrowAnyException();
  }

  @Test
  void the_lengths_are_those_that_the_deployment_sets() {
    PasswordRules rules = new PasswordRules(new PasswordSettings(8, 64, List.of()));
    assertThat(rules.refusal(Password.typed("acr bat!"), EMAIL, NAME)).isEmpty();
    assertThat(rules.refusal(Password.typed("acr bat"), EMAIL, NAME)).isPresent();
    assertThat(rules.refusal(Password.typed(faces(64)), EMAIL, NAME)).isEmpty();
    assertThat(rules.refusal(Password.typed(faces(65)), EMAIL, NAME)).isPresent();
  }

  /** Characters outside of the first plane, none of them twice. */
  private static String faces(int count) {
    return Stream.iterate(0x1F300, face -> face + 1)
        .limit(count)
        .map(Character::toString)
        .collect(Collectors.joining());
  }

  private static void assertAccepted(String text) {
    assertThatCode(() -> RULES.require(Password.typed(text), EMAIL, NAME))
        .doesNotThrowAnyException();
  }

  private static void assertRefused(String text, String why) {
    assertThatThrownBy(() -> RULES.require(Password.typed(text), EMAIL, NAME))
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo(Reason.PASSWORD_NOT_ACCEPTED))
        .hasMessageContaining(why);
  }
}
