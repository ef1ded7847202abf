package com.keeptrusts.security.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The SHA-256 of 256 random bits (a session token, an invitation's secret, a service credential),
 * as base64url. What it was made of cannot be guessed back, so it may stand in the log.
 */
public record Sha256(String value) {

  private static final int BASE64URL_LENGTH = 43;

  public Sha256 {
    if (value.length() != BASE64URL_LENGTH) {
      throw new IllegalArgumentException("A SHA-256 is 43 characters of base64url");
    }
  }

  @JsonCreator
  public static Sha256 of(String value) {
    return new Sha256(value);
  }

  /** The digest of the UTF-8 form of a token as it was handed out. */
  public static Sha256 ofToken(String token) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return new Sha256(Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every Java runtime has SHA-256", missing);
    }
  }

  @JsonValue
  @Override
  public String toString() {
    return value;
  }
}
