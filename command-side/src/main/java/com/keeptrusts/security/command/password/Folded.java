package com.keeptrusts.security.command.password;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** A text as guessers see it, to whom case, accents and the usual substitutions are the same. */
final class Folded {

  private static final Pattern ACCENTS =
      Pattern.compile("[\\p{InCombiningDiacriticalMarks}\\p{Cf}]+");

  /** What is typed for a letter, and the letter; each stands for a single one. */
  private static final String SIGNS = "@48(3690+7$52";

  private static final String LETTERS = "aabceggottssz";

  /** These stand for an i as often as for an l. */
  private static final String STROKES = "1!|";

  private Folded() {}

  /** In one case and one form of the compatible characters. */
  static String of(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toUpperCase(Locale.ROOT)
        .codePoints()
        .map(Character::toLowerCase)
        .forEach(lower::appendCodePoint);
    return Normalizer.normalize(lower, Normalizer.Form.NFKC);
  }

  /** A folded text without accents, and without what is not seen. */
  static String plain(String folded) {
    String apart = Normalizer.normalize(folded, Normalizer.Form.NFKD);
    return ACCENTS.matcher(apart).replaceAll("");
  }

  /** A plain text with letters in place of the signs that are typed for them. */
  static String spelled(String plain, char stroke) {
    StringBuilder letters = new StringBuilder(plain);
    for (int i = 0; i < letters.length(); i++) {
      char sign = letters.charAt(i);
      int known = SIGNS.indexOf(sign);
      if (known >= 0) {
        letters.setCharAt(i, LETTERS.charAt(known));
      } else if (STROKES.indexOf(sign) >= 0) {
        letters.setCharAt(i, stroke);
      }
    }
    return letters.toString();
  }
}
