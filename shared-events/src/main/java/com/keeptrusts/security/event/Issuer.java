package com.keeptrusts.security.event;

import java.util.regex.Pattern;

/**
 * Which identity provider vouches: its {@code iss}, an https URL without query and fragment (OpenID
 * Connect Core 1.0 §2), at most 255 characters. Compared exactly, as the standard says: another
 * case, or a slash more, is another provider. Sealed, since where somebody has an account tells of
 * them and of the org they belong to.
 */
public record Issuer(String text) implements PersonalValue {

  private static final int LONGEST = 255;
  private static final Pattern FORM =
      Pattern.compile(
          "https://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?(/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?");

  public Issuer {
    if (text.length() > LONGEST || !FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "An issuer is an https URL without query and fragment, of at most 255 characters");
    }
  }

  /** Says nothing, so that it never reaches a log line by accident. */
  @Override
  public String toString() {
    return "Issuer";
  }
}
