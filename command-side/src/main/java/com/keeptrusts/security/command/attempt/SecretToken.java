package com.keeptrusts.security.command.attempt;

import com.keeptrusts.security.event.Sha256;

/** Random 256 bits that are handed out once; the log keeps their digest. */
public record SecretToken(String value) {

  public static SecretToken random() {
    return new SecretToken(new Tokens().next());
  }

  public Sha256 digest() {
    return Sha256.ofToken(value);
  }

  /** Says nothing. */
  @Override
  public String toString() {
    return "SecretToken";
  }
}
