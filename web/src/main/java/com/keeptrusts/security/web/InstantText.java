package com.keeptrusts.security.web;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** An instant as it is sent: ISO 8601 in UTC with four digits of year, 2026-05-01T12:00:00Z. */
final class InstantText {

  private static final Pattern FORM =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?Z");

  private InstantText() {}

  static Instant parse(String text) {
    if (FORM.matcher(text).matches()) {
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException noDate) {
        throw refusal();
      }
    }
    throw refusal();
  }

  private static IllegalArgumentException refusal() {
    return new IllegalArgumentException("An instant is like 2026-05-01T12:00:00Z");
  }
}
