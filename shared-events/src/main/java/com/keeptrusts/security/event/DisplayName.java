package com.keeptrusts.security.event;

/**
 * How a person is called on screen: 1 to 100 code points, no controls or bidirectional overrides.
 */
public record DisplayName(String text) implements PersonalValue {

  private static final int LONGEST = 100;

  public DisplayName {
    if (text.isBlank()
        || text.codePointCount(0, text.length()) > LONGEST
        || text.codePoints().anyMatch(Texts::isControlOrOverride)) {
      throw new IllegalArgumentException("A name has 1 to 100 characters, none of them a control");
    }
  }

  /** Says nothing, so that a name never reaches a log line by accident. */
  @Override
  public String toString() {
    return "DisplayName";
  }
}
