package com.keeptrusts.security.event;

/** What the browser called itself; kept up to 512 characters, controls taken out. */
public record UserAgent(String text) implements PersonalValue {

  private static final int LONGEST = 512;

  /** Takes what a header held, shortened and without controls, since nobody chooses their agent. */
  public static UserAgent from(String header) {
    StringBuilder kept = new StringBuilder();
    header
        .codePoints()
        .filter(codePoint -> !Texts.isControlOrOverride(codePoint))
        .limit(LONGEST)
        .forEach(kept::appendCodePoint);
    return new UserAgent(kept.toString());
  }

  /** Says nothing, so that an agent never reaches a log line by accident. */
  @Override
  public String toString() {
    return "UserAgent";
  }
}
