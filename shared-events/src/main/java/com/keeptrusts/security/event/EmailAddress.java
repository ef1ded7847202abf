package com.keeptrusts.security.event;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Where a person is written to, and what they type to sign in; compared after {@link
 * #normalised()}. At most 254 characters (RFC 5321 §4.5.3.1), one {@code @} with something on both
 * sides, no white space or controls: whether mail arrives there is not decided here.
 */
public record EmailAddress(String text) implements PersonalValue {

  private static final int LONGEST = 254;

  public EmailAddress {
    if (!isPlausible(text)) {
      throw new IllegalArgumentException("Not an e-mail address");
    }
  }

  private static boolean isPlausible(String text) {
    int at = text.indexOf('@');
    return text.length() <= LONGEST
        && at > 0
        && at == text.lastIndexOf('@')
        && at < text.length() - 1
        && text.codePoints().noneMatch(Texts::isSpaceOrControl);
  }

  /** The form in which two addresses are the same account: NFC, lower case. */
  public String normalised() {
    return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  /** Says nothing, so that an address never reaches a log line by accident. */
  @Override
  public String toString() {
    return "EmailAddress";
  }
}
