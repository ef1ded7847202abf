package com.keeptrusts.security.command.password;

import java.security.SecureRandom;

/**
 * Passwords that are read off one screen or paper and typed once: five groups of five characters,
 * none of which looks like another, 123 random bits.
 */
public final class TemporaryPasswords {

  private static final String ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz";
  private static final int GROUPS = 5;
  private static final int GROUP_LENGTH = 5;

  private final SecureRandom random = new SecureRandom();

  public Password next() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS * GROUP_LENGTH; i++) {
      if (i > 0 && i % GROUP_LENGTH == 0) {
        text.append('-');
      }
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return Password.typed(text.toString());
  }
}
