package com.keeptrusts.security.web;

import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;

/**
 * Which characters the texts of a JSON document hold, looked for without parsing it: outside of
 * texts JSON has no backslash.
 */
final class JsonText {

  private static final int NO_CHARACTER = -1;

  private JsonText() {}

  /**
   * Refuses NUL, plain or escaped, and escaped surrogates that are no pair (RFC 8259 §8.2).
   *
   * @param json decoded from valid UTF-8, so that plain surrogates are pairs
   */
  static void requireUnicode(String json) {
    boolean openPair = false;
    int at = 0;
    while (at < json.length()) {
      boolean escape = json.charAt(at) == '\\';
      int escaped = escape ? escapedAt(json, at) : NO_CHARACTER;
      boolean low = isLow(escaped);
      if (openPair != low || escaped == 0 || json.charAt(at) == 0) {
        throw new Rejected(
            Reason.MALFORMED,
            "A text holds NUL or half a surrogate pair, so it is no Unicode text");
      }
      openPair = isHigh(escaped);
      at += escaped != NO_CHARACTER ? "\\u0000".length() : escape ? 2 : 1;
    }
    if (openPair) {
      throw new Rejected(Reason.MALFORMED, "The body ends within a text");
    }
  }

  /**
   * What {@code \}{@code uXXXX} stands for; no character for every other escape, well-formed or
   * not.
   */
  private static int escapedAt(String json, int at) {
    int end = at + "\\u0000".length();
    if (end > json.length() || json.charAt(at + 1) != 'u') {
      return NO_CHARACTER;
    }
    int value = 0;
    for (int i = at + 2; i < end; i++) {
      int digit = Character.digit(json.charAt(i), 16);
      if (digit < 0) {
        return NO_CHARACTER;
      }
      value = value * 16 + digit;
    }
    return value;
  }

  private static boolean isHigh(int character) {
    return character >= Character.MIN_HIGH_SURROGATE && character <= Character.MAX_HIGH_SURROGATE;
  }

  private static boolean isLow(int character) {
    return character >= Character.MIN_LOW_SURROGATE && character <= Character.MAX_LOW_SURROGATE;
  }
}
