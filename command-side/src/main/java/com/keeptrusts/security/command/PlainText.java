package com.keeptrusts.security.command;

import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;

/** A line of text that people typed and others will read in the log. */
public final class PlainText {

  private static final int LONGEST_REASON = 500;

  private PlainText() {}

  /** Refuses what is no reason: the same, of at most 500 code points. */
  public static void requireReason(String reason) {
    require("A reason", reason, LONGEST_REASON);
  }

  /** Refuses a text that is blank, too long (in code points), or holds what cannot be seen. */
  public static void require(String what, String text, int longest) {
    if (text.isBlank()
        || text.codePointCount(0, text.length()) > longest
        || text.codePoints().anyMatch(PlainText::isUnseen)) {
      throw new Rejected(
          Reason.INVALID_VALUE,
          what + " has 1 to " + longest + " characters, none of them a control");
    }
  }

  private static boolean isUnseen(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
