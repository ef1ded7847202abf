package com.keeptrusts.security.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * Personal data as it stands in the log: sealed under its owner's key, unreadable here. It is
 * sealed at the door before a command is made and opened only by who shows it; deciding never needs
 * it. The type parameter says what would be found inside. Stored as one text, {@code
 * owner#ciphertext} with the ciphertext in base64url.
 */
public record Personal<T extends PersonalValue>(PersonalOwner owner, String ciphertext) {

  private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]+");

  public Personal {
    if (!BASE64URL.matcher(ciphertext).matches()) {
      throw new IllegalArgumentException("Sealed data is base64url");
    }
  }

  @JsonCreator
  public static <T extends PersonalValue> Personal<T> parse(String text) {
    int hash = text.indexOf('#');
    if (hash < 0) {
      throw new IllegalArgumentException("Sealed data is owner#ciphertext");
    }
    return new Personal<>(new PersonalOwner(text.substring(0, hash)), text.substring(hash + 1));
  }

  @JsonValue
  @Override
  public String toString() {
    return owner + "#" + ciphertext;
  }
}
