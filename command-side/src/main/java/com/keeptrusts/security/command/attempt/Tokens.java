package com.keeptrusts.security.command.attempt;

import java.security.SecureRandom;
import java.util.Base64;

/** Random 256-bit tokens as base64url. They are handed out once; only their SHA-256 is kept. */
public final class Tokens {

  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();

  public String next() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
