package com.keeptrusts.security.command.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.command.password.Argon2Settings;
import com.keeptrusts.security.command.password.Argon2id;
import com.keeptrusts.security.command.password.HeldTurns;
import com.keeptrusts.security.command.vault.Secret;
import com.keeptrusts.security.command.vault.SecretReader;
import com.keeptrusts.security.event.Deferred;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("RC-1")
class FindingRecoveryCodesTest {

  private static final RecoveryCodes RECOVERY_CODES =
      new RecoveryCodes(new Argon2id(1, 100, Duration.ofSeconds(10)), Argon2Settings.DEFAULT);
  private static final NewRecoveryCodes SET = RECOVERY_CODES.next();

  @Test
  void there_are_ten_codes_of_80_bits_each_in_groups() {
    assertThat(SET.codes())
        .hasSize(10)
        .doesNotHaveDuplicates()
        .allMatch(code -> code.matches("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}"));
  }

  @Test
  void every_code_is_found_at_its_place_in_any_order() {
    for (int place = 9; place >= 0; place--) {
      assertThat(RECOVERY_CODES.find(SET.hashes(), SET.codes().get(place))).hasValue(place);
    }
  }

  @Test
  void case_dashes_and_spaces_are_ignored() {
    String code = SET.codes().get(3);
    assertThat(RECOVERY_CODES.find(SET.hashes(), code.toLowerCase(Locale.ROOT))).hasValue(3);
    assertThat(RECOVERY_CODES.find(SET.hashes(), code.replace("-", ""))).hasValue(3);
    assertThat(RECOVERY_CODES.find(SET.hashes(), " " + code.replace("-", " ") + " ")).hasValue(3);
  }

  @Test
  void letters_that_look_like_digits_are_read_as_those() {
    assertThat(RecoveryCode.read("oO0i-Il1L-abcd-efgh")).hasValue("00011111ABCDEFGH");
  }

  @Test
  void every_code_is_read_as_it_was_shown() {
    SecureRandom random = new SecureRandom();
    for (int i = 0; i < 200; i++) {
      String code = RecoveryCode.fresh(random);
      assertThat(RecoveryCode.read(RecoveryCode.inGroups(code))).hasValue(code);
    }
  }

  @Test
  void a_code_of_another_set_is_not_found() {
    assertThat(RECOVERY_CODES.find(SET.hashes(), RECOVERY_CODES.next().codes().get(0))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "0000-0000-0000",
        "0000-0000-0000-00000",
        "UUUU-UUUU-UUUU-UUUU",
        "\uD800"
      })
  void what_cannot_be_a_code_is_not_found_and_costs_no_hash(String typed) {
    Secret unreadable = Secret.taking("no set at all".getBytes(StandardCharsets.US_ASCII));
    assertThat(RECOVERY_CODES.find(unreadable, typed)).isEmpty();
  }

  @Test
  @Tag("SIGN-4")
  void a_code_without_a_set_to_look_into_costs_a_hash_too_and_is_not_found() {
    Argon2id oneAtOnce = new Argon2id(1, 100, Duration.ZERO);
    RecoveryCodes codes = new RecoveryCodes(oneAtOnce, Argon2Settings.DEFAULT);
    String code = SET.codes().get(0);
    assertThat(codes.findInDecoy(code)).isEmpty();
    try (HeldTurns held = HeldTurns.of(oneAtOnce, 1)) {
      assertThat(held.turns()).isEqualTo(1);
      assertThatThrownBy(() -> codes.findInDecoy(code)).isInstanceOf(Deferred.class);
      assertThat(codes.findInDecoy("no code")).isEmpty();
    }
  }

  @Test
  void the_codes_of_a_set_are_kept_as_hashes_under_one_salt_which_no_other_set_has() {
    StoredCodes stored = stored(SET);
    assertThat(stored.hashes()).hasSize(10).doesNotHaveDuplicates();
    assertThat(stored.argon2id()).isEqualTo(Argon2Settings.DEFAULT);
    assertThat(stored.saltBytes())
        .hasSize(16)
        .isNotEqualTo(stored(RECOVERY_CODES.next()).saltBytes());
    for (String code : SET.codes()) {
      assertThat(json(SET)).doesNotContain(code).doesNotContain(code.replace("-", ""));
    }
  }

  @Test
  void a_new_set_cannot_be_printed() {
    assertThat(SET).hasToString("NewRecoveryCodes");
  }

  private static StoredCodes stored(NewRecoveryCodes set) {
    return set.hashes().open(SecretReader.RECOVERY_CODE_CHECK, StoredCodes::read);
  }

  private static String json(NewRecoveryCodes set) {
    return set.hashes()
        .open(SecretReader.RECOVERY_CODE_CHECK, bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
