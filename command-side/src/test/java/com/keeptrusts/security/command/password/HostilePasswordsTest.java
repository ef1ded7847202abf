package com.keeptrusts.security.command.password;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.command.vault.Secret;
import com.keeptrusts.security.event.DisplayName;
import com.keeptrusts.security.event.EmailAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is typed: what is accepted verifies once it was hashed, what is refused is told why. */
@Tag("PWD-2")
class HostilePasswordsTest {

  private static final EmailAddress EMAIL = new EmailAddress("g.hopper@navy.example");
  private static final DisplayName NAME = new DisplayName("Grace Hopper");
  private static final int MEBIBYTE = 1 << 20;

  private final PasswordRules rules = new PasswordRules(PasswordSettings.DEFAULT);
  private final PasswordHashes hashes =
      new PasswordHashes(
          new Argon2id(1, 100, Duration.ZERO), Argon2Settings.DEFAULT, PasswordSettings.LONGEST);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4, 8, 14})
  void too_few_code_points_are_refused_by_their_number(int length) {
    assertThat(why("\uD83D\uDE00".repeat(length)))
        .contains("A password has at least 15 characters; this one has " + length);
  }

  @ParameterizedTest
  @ValueSource(ints = {257, 1_024, 4_097, 65_536, MEBIBYTE})
  void too_many_are_refused_and_beyond_4096_none_is_even_read(int length) {
    Password password = Password.typed("x".repeat(length));
    assertThat(rules.refusal(password, EMAIL, NAME))
        .contains("A password has at most 256 characters");
    assertThat(password.<Integer>forCheck(utf8 -> utf8.length))
        .isEqualTo(length > 4_096 ? 0 : length);
  }

  static IntStream planes() {
    return IntStream.rangeClosed(0, 16);
  }

  @ParameterizedTest
  @MethodSource("planes")
  void a_password_of_any_plane_verifies(int plane) {
    assertVerifies(
        IntStream.range(0, 40)
            .map(each -> (plane << 16) + 0x4E00 + each * 7)
            .mapToObj(Character::toString)
            .collect(Collectors.joining()));
  }

  @ParameterizedTest
  @CsvSource({
    "caf\u00E9 au lait, cafe\u0301 au lait",
    "\u00C5ngstr\u00F6m unit, A\u030Angstro\u0308m unit",
    "\u212Bngstr\u00F6m unit, A\u030Angstro\u0308m unit",
    "\uAC00\uB098\uB2E4 harbour, \u1100\u1161\u1102\u1161\u1103\u1161 harbour",
    "q\u0323\u0307 and lantern, q\u0307\u0323 and lantern"
  })
  void either_normal_form_of_a_password_signs_in(String one, String other) {
    String tail = " quiet maples";
    assertThat(one).isNotEqualTo(other);
    assertThat(why(one + tail)).isEmpty();
    try (Secret hash = hashes.hash(Password.typed(one + tail))) {
      assertThat(hashes.matches(Password.typed(other + tail), hash)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 20})
  void half_a_surrogate_pair_anywhere_is_no_text(int place) {
    for (String half : List.of("\uD83D", "\uDE00", "\uDE00\uD83D")) {
      StringBuilder text = new StringBuilder("quite another lantern");
      assertThat(why(text.insert(place, half).toString()))
          .contains("The password holds characters that are no valid Unicode");
    }
  }

  static Stream<String> unseen() {
    return Stream.of(
        "quite\u0000another lantern",
        "\u0000\u0000\u0000 quite another lantern",
        "\u202Equite another lantern\u202C",
        "\u2067quite \u200Fanother lantern\u2069",
        "quite\u200D\uFEFF another lantern",
        "quite\u0001\u001B[2Janother lantern",
        "quite another lantern \uFFFE\uFFFF",
        "\uFDFA".repeat(3) + " quite another lantern",
        "z\u0323\u0324\u0325\u0300\u0301\u0302 quite another lantern");
  }

  @ParameterizedTest
  @MethodSource("unseen")
  void what_is_not_seen_counts_and_nothing_is_cut_off_at_it(String text) {
    assertVerifies(text);
    try (Secret hash = hashes.hash(Password.typed(text))) {
      assertThat(hashes.matches(Password.typed("quite another lantern"), hash)).isFalse();
      assertThat(hashes.matches(Password.typed(text + "\u0000"), hash)).isFalse();
    }
  }

  @Test
  void a_hundred_thousand_marks_on_one_letter_are_not_read() {
    Password password = Password.typed("e" + "\u0301\u0323".repeat(50_000));
    assertThat(password.<Integer>forCheck(utf8 -> utf8.length)).isZero();
    assertThat(rules.refusal(password, EMAIL, NAME)).isPresent();
  }

  /** However long it is, a few pieces are looked at, each of them in one pass. */
  @ParameterizedTest
  @ValueSource(strings = {"1", "a1", "!a", "!1a", "a", "ab", "\uFDFA", "\u0300\u0323", "1!a!1"})
  void the_pieces_that_are_compared_do_not_grow_with_the_length(String piece) {
    int most = PasswordSettings.LONGEST / piece.codePointCount(0, piece.length());
    for (String text : List.of(piece.repeat(most), "!9".repeat(200) + piece + "7?".repeat(200))) {
      String plain = Folded.plain(Folded.of(text));
      assertThat(Cores.of(plain)).hasSizeLessThanOrEqualTo(2 * 49 + 2);
      assertThat(plain.length()).isLessThanOrEqualTo(18 * PasswordSettings.LONGEST);
    }
  }

  private void assertVerifies(String text) {
    assertThat(why(text)).isEmpty();
    try (Secret hash = hashes.hash(Password.typed(text))) {
      assertThat(hashes.matches(Password.typed(text), hash)).isTrue();
      assertThat(hashes.matches(Password.typed(text.substring(1)), hash)).isFalse();
    }
  }

  private Optional<String> why(String text) {
    return rules.refusal(Password.typed(text), EMAIL, NAME);
  }
}
