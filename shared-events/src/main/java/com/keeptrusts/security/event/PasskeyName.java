package com.keeptrusts.security.event;

/**
 * What a user calls a passkey: 1 to 64 code points, no controls or bidirectional overrides (rule
 * PK-3).
 */
public record PasskeyName(String text) implements PersonalValue {

  private static final int LONGEST = 64;

  public PasskeyName {
    if (text.isBlank()
        || text.codePointCount(0, text.length()) > LONGEST
        || text.codePoints().anyMatch(Texts::isControlOrOverride)) {
      throw new IllegalArgumentException(
          "A passkey's name has 1 to 64 characters, none of them a control");
    }
  }

  /** Says nothing, so that a name never reaches a log line by accident. */
  @Override
  public String toString() {
    return "PasskeyName";
  }
}
