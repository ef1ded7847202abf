package com.keeptrusts.security.event;

import java.util.regex.Pattern;

/**
 * How an identity provider names a person: its {@code sub}, at most 255 ASCII characters (OpenID
 * Connect Core 1.0 §2), here printable ones. Compared exactly, case and spaces included; it means
 * nothing without its {@link Issuer}.
 */
public record ExternalSubject(String text) implements PersonalValue {

  private static final Pattern FORM = Pattern.compile("[ -~]{1,255}");

  public ExternalSubject {
    if (text.isBlank() || !FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("A subject has 1 to 255 printable ASCII characters");
    }
  }

  /** Says nothing, so that it never reaches a log line by accident. */
  @Override
  public String toString() {
    return "ExternalSubject";
  }
}
