package com.keeptrusts.security.command.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.command.vault.Secret;
import com.keeptrusts.security.event.TotpStep;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TotpCodesTest {

  private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:07Z");
  private static final TotpStep CURRENT = OneTimePasswords.stepAt(NOW);

  private final TotpCodes codes = new TotpCodes(TotpDrift.DEFAULT);

  @Test
  @Tag("TOTP-3")
  void the_current_and_the_previous_step_are_accepted() {
    assertThat(check(code(0))).isEqualTo(accepted(0));
    assertThat(check(code(-1))).isEqualTo(accepted(-1));
  }

  @Test
  @Tag("TOTP-3")
  void the_step_before_the_previous_one_and_the_next_one_are_wrong() {
    assertThat(check(code(-2))).isEqualTo(new TotpVerdict.Wrong());
    assertThat(check(code(1))).isEqualTo(new TotpVerdict.Wrong());
  }

  @Test
  @Tag("TOTP-3")
  void the_next_step_is_accepted_where_the_deployment_allows_that_drift() {
    TotpCodes tolerant = new TotpCodes(new TotpDrift(1, 1));
    assertThat(tolerant.check(secret(), code(1), NOW)).isEqualTo(accepted(1));
    assertThat(tolerant.check(secret(), code(2), NOW)).isEqualTo(new TotpVerdict.Wrong());
  }

  @Test
  @Tag("TOTP-3")
  void without_drift_only_the_current_step_is_accepted() {
    TotpCodes strict = new TotpCodes(new TotpDrift(0, 0));
    assertThat(strict.check(secret(), code(0), NOW)).isEqualTo(accepted(0));
    assertThat(strict.check(secret(), code(-1), NOW)).isEqualTo(new TotpVerdict.Wrong());
  }

  @Test
  @Tag("TOTP-3")
  void a_code_stays_good_to_the_last_instant_of_the_following_step() {
    Instant stepBegins = Instant.ofEpochSecond(CURRENT.value() * 30);
    assertThat(codes.check(secret(), code(0), stepBegins.plusMillis(59_999)))
        .isEqualTo(accepted(0));
    assertThat(codes.check(secret(), code(0), stepBegins.plusMillis(60_000)))
        .isEqualTo(new TotpVerdict.Wrong());
    assertThat(codes.check(secret(), code(0), stepBegins.minusMillis(1)))
        .isEqualTo(new TotpVerdict.Wrong());
  }

  @Test
  @Tag("TOTP-7")
  void spaces_inside_are_allowed() {
    String code = code(0);
    assertThat(check(code.substring(0, 3) + " " + code.substring(3))).isEqualTo(accepted(0));
    assertThat(check(code.replaceAll("(.)(?=.)", "$1 "))).isEqualTo(accepted(0));
  }

  @ParameterizedTest
  @Tag("TOTP-7")
  @ValueSource(
      strings = {
        "",
        " ",
        "%s0",
        "0%s",
        " %s",
        "%s ",
        "-%s",
        "+%s",
        "%s\n",
        "\u0000%s",
        "%s\u0000",
        "%s.0",
        "\uD800",
        "%s%s",
        "1e5",
        "12345",
        "\u00A0%s"
      })
  void anything_but_six_digits_is_a_wrong_code(String form) {
    assertThat(check(form.formatted(code(0), code(0)))).isEqualTo(new TotpVerdict.Wrong());
  }

  @ParameterizedTest
  @Tag("TOTP-7")
  @ValueSource(ints = {0x0660, 0x06F0, 0x0966, 0xFF10, 0x1D7CE})
  void digits_of_other_scripts_do_not_count_as_digits(int zero) {
    StringBuilder lookalike = new StringBuilder();
    code(0).chars().forEach(digit -> lookalike.appendCodePoint(zero + digit - '0'));
    assertThat(check(lookalike.toString())).isEqualTo(new TotpVerdict.Wrong());
  }

  @Test
  @Tag("TOTP-7")
  void a_megabyte_is_a_wrong_code() {
    assertThat(check("1" + " ".repeat(1_000_000) + "23456")).isEqualTo(new TotpVerdict.Wrong());
  }

  @Test
  @Tag("TOTP-7")
  void a_machine_that_writes_other_digits_checks_the_same_codes() {
    Locale before = Locale.getDefault();
    String code = code(0);
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(check(code)).isEqualTo(accepted(0));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  @Tag("TOTP-1")
  void the_code_of_another_secret_is_wrong() {
    byte[] other = "12345678901234567891".getBytes(StandardCharsets.US_ASCII);
    assertThat(codes.check(Secret.taking(other), code(0), NOW)).isEqualTo(new TotpVerdict.Wrong());
  }

  @ParameterizedTest
  @Tag("TOTP-3")
  @ValueSource(ints = {-1, 2})
  void a_drift_of_more_than_a_step_cannot_be_set(int steps) {
    assertThatThrownBy(() -> new TotpDrift(steps, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TotpDrift(1, steps)).isInstanceOf(IllegalArgumentException.class);
  }

  private TotpVerdict check(String typed) {
    return codes.check(secret(), typed, NOW);
  }

  private static TotpVerdict accepted(long offset) {
    return new TotpVerdict.Accepted(step(offset));
  }

  private static TotpStep step(long offset) {
    return new TotpStep(CURRENT.value() + offset);
  }

  private static String code(long offset) {
    return new OneTimePasswords(6, "HmacSHA1").code(SECRET.clone(), step(offset));
  }

  private static Secret secret() {
    return Secret.taking(SECRET.clone());
  }
}
