package com.keeptrusts.security.command.password;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * What may be left of a password once its disguise is taken off: digits and signs around it or
 * between its letters. A few cuts at each end, however many there are of them.
 */
final class Cores {

  /** Digits at an end that may belong to the password, or stand for a letter of it. */
  private static final int KEPT = 4;

  /** Fewer letters are found among digits and signs by chance. */
  private static final int FEWEST_SCATTERED = 6;

  /** A piece of the password, and what was taken off around it. */
  record Core(String text, String around) {

    /**
     * Whether what is around it is next to nothing, so that a guesser comes by with the piece: less
     * than a password by itself, and than twice the piece.
     */
    boolean isMostOfIt(int minimum) {
      return Predictable.leavesFewerThan(Math.min(minimum, 2 * text.length()), around);
    }
  }

  private Cores() {}

  static Set<Core> of(String plain) {
    Set<Core> cores = new LinkedHashSet<>();
    cores.add(new Core(plain, ""));
    cut(plain, "", cores);
    String joined = only(plain, Character::isLetterOrDigit);
    if (joined.length() < plain.length() && joined.length() >= FEWEST_SCATTERED) {
      cut(joined, only(plain, character -> !Character.isLetterOrDigit(character)), cores);
    }
    String letters = only(plain, Character::isLetter);
    if (letters.length() >= FEWEST_SCATTERED) {
      cores.add(new Core(letters, only(plain, character -> !Character.isLetter(character))));
    }
    return cores;
  }

  private static void cut(String text, String around, Set<Core> cores) {
    for (int start : starts(text)) {
      for (int back : starts(new StringBuilder(text).reverse())) {
        int end = text.length() - back;
        if (start < end) {
          cores.add(
              new Core(
                  text.substring(start, end),
                  text.substring(0, start) + around + text.substring(end)));
        }
      }
    }
  }

  /** Where a core may begin: before the first letter, with up to four of what is before it. */
  private static Set<Integer> starts(CharSequence text) {
    int signs = leading(text, character -> !Character.isLetterOrDigit(character));
    int signsAndDigits = leading(text, character -> !Character.isLetter(character));
    Set<Integer> starts = new TreeSet<>(List.of(0, signs));
    if (signsAndDigits == text.length()) {
      return starts;
    }
    for (int kept = 0; kept <= Math.min(KEPT, signsAndDigits); kept++) {
      starts.add(signsAndDigits - kept);
    }
    return starts;
  }

  private static int leading(CharSequence text, IntPredicate those) {
    int count = 0;
    while (count < text.length() && those.test(text.charAt(count))) {
      count++;
    }
    return count;
  }

  private static String only(String text, IntPredicate those) {
    return text.codePoints()
        .filter(those)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** The ways to read a core: as it is, spelled out, what it repeats, each from its end too. */
  static Stream<String> readings(String core) {
    return Stream.of(core, Folded.spelled(core, 'i'), Folded.spelled(core, 'l'))
        .flatMap(text -> Stream.of(text, Predictable.pieceOf(text)))
        .distinct()
        .flatMap(text -> Stream.of(text, new StringBuilder(text).reverse().toString()));
  }
}
