package com.keeptrusts.security.command.passkey;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * What kind of authenticator the user is about to take, so that the browser shows that first
 * (PublicKeyCredentialHint, Web Authentication Level 3 §5.8.7).
 */
public enum Hint {
  SECURITY_KEY,
  CLIENT_DEVICE,
  HYBRID;

  @JsonValue
  public String stableName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @JsonCreator
  public static Hint named(String stableName) {
    for (Hint hint : values()) {
      if (hint.stableName().equals(stableName)) {
        return hint;
      }
    }
    throw new IllegalArgumentException("A hint is security-key, client-device or hybrid");
  }
}
