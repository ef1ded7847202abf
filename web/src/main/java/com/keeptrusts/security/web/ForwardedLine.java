package com.keeptrusts.security.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One line of the header {@code Forwarded}, read by the grammar of RFC 7239 §4. A line is read as a
 * whole: if it breaks the grammar anywhere, it is not known where an element begins, so nothing of
 * it is.
 */
final class ForwardedLine {

  private static final String IN_TOKENS = "!#$%&'*+-.^_`|~";

  private final String line;
  private int at;
  private boolean broken;

  ForwardedLine(String line) {
    this.line = line;
  }

  /**
   * The parameters of each element, names in lower case; a single one without any if the line is
   * none, or says something twice.
   */
  List<Map<String, String>> elements() {
    List<Map<String, String>> elements = new ArrayList<>();
    at = 0;
    broken = false;
    do {
      skipBlanks();
      elements.add(element());
      skipBlanks();
    } while (take(','));
    return broken || at < line.length() ? List.of(Map.of()) : elements;
  }

  private Map<String, String> element() {
    Map<String, String> pairs = new HashMap<>();
    do {
      String name = token().toLowerCase(Locale.ROOT);
      if (!name.isEmpty()) {
        broken |= !take('=');
        String value = value();
        broken |= pairs.put(name, value) != null;
      }
    } while (take(';'));
    return pairs;
  }

  private String value() {
    if (take('"')) {
      return quoted();
    }
    String token = token();
    broken |= token.isEmpty();
    return token;
  }

  private String quoted() {
    StringBuilder text = new StringBuilder();
    while (at < line.length() && line.charAt(at) != '"') {
      if (line.charAt(at) == '\\' && at + 1 < line.length()) {
        at++;
      }
      text.append(line.charAt(at++));
    }
    broken |= !take('"');
    return text.toString();
  }

  /** Empty if there is none here. */
  private String token() {
    int from = at;
    while (at < line.length() && isInTokens(line.charAt(at))) {
      at++;
    }
    return line.substring(from, at);
  }

  private static boolean isInTokens(char character) {
    return (character >= '0' && character <= '9')
        || (character >= 'A' && character <= 'Z')
        || (character >= 'a' && character <= 'z')
        || IN_TOKENS.indexOf(character) >= 0;
  }

  private boolean take(char character) {
    boolean here = at < line.length() && line.charAt(at) == character;
    at += here ? 1 : 0;
    return here;
  }

  private void skipBlanks() {
    while (at < line.length() && isBlank(line.charAt(at))) {
      at++;
    }
  }

  /** What may stand around commas (RFC 9110 §5.6.3). */
  static boolean isBlank(char character) {
    return character == ' ' || character == '\t';
  }
}
