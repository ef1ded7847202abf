package com.keeptrusts.security.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Base64;

/**
 * How an authenticator names a passkey: 1 to 1023 bytes (Web Authentication Level 3 §7.1 step 24),
 * in base64url. It is handed to whoever wants to sign in with it and is no secret.
 */
public record CredentialId(String value) {

  /** In bytes. */
  public static final int LONGEST = 1023;

  public CredentialId {
    int length = Base64Url.decode(value).length;
    if (length == 0 || length > LONGEST) {
      throw new IllegalArgumentException("A credential id has 1 to " + LONGEST + " bytes");
    }
  }

  @JsonCreator
  public static CredentialId of(String value) {
    return new CredentialId(value);
  }

  public static CredentialId of(byte[] bytes) {
    return new CredentialId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  public byte[] bytes() {
    return Base64Url.decode(value);
  }

  @JsonValue
  @Override
  public String toString() {
    return value;
  }
}
