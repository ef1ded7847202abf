package com.keeptrusts.security.command.recovery;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Sixteen characters of Crockford's alphabet, 80 random bits. Written in four groups; read without
 * regard to case, dashes and spaces, and with the letters that look like digits taken for them.
 */
final class RecoveryCode {

  static final int LENGTH = 16;

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int GROUP_LENGTH = 4;
  private static final int NOT_READ_BEYOND = 64;
  private static final Pattern CANONICAL = Pattern.compile("[0-9A-HJKMNP-TV-Z]{16}");

  private RecoveryCode() {}

  static String fresh(SecureRandom random) {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return code.toString();
  }

  static String inGroups(String canonical) {
    return canonical.replaceAll("(.{" + GROUP_LENGTH + "})(?=.)", "$1-");
  }

  /** Empty if what was typed cannot be a code. */
  static Optional<String> read(String typed) {
    if (typed.length() > NOT_READ_BEYOND) {
      return Optional.empty();
    }
    String canonical =
        typed
            .replaceAll("[- ]", "")
            .toUpperCase(Locale.ROOT)
            .replace('O', '0')
            .replace('I', '1')
            .replace('L', '1');
    return Optional.of(canonical).filter(text -> CANONICAL.matcher(text).matches());
  }
}
