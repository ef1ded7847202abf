package com.keeptrusts.security.event;

/** Which characters a checked text may not hold. */
final class Texts {

  private Texts() {}

  static boolean isSpaceOrControl(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || isControlOrOverride(codePoint);
  }

  /** Controls, lone surrogates, unassigned code points, and what turns the direction of text. */
  static boolean isControlOrOverride(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> isBidirectionalControl(codePoint);
    };
  }

  private static boolean isBidirectionalControl(int codePoint) {
    return codePoint == 0x061C
        || codePoint == 0x200E
        || codePoint == 0x200F
        || (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069);
  }
}
