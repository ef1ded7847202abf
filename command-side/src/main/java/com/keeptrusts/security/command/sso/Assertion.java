package com.keeptrusts.security.command.sso;

import com.keeptrusts.security.event.ExternalSubject;
import com.keeptrusts.security.event.Issuer;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the service client, which ran the exchange with the identity provider and checked its ID
 * token, says was in there (OpenID Connect Core 1.0 §2): for whom the provider vouches, when it
 * authenticated them ({@code auth_time}), and how ({@code amr}, {@code acr}).
 */
record Assertion(
    Issuer issuer,
    ExternalSubject subject,
    @Nullable Instant authTime,
    List<String> amr,
    @Nullable String acr) {

  static final int MOST_AMR = 20;

  private static final Pattern VALUE = Pattern.compile("[ -~]{1,255}");

  static Assertion of(
      Issuer issuer,
      ExternalSubject subject,
      @Nullable Instant authTime,
      @Nullable List<String> amr,
      @Nullable String acr) {
    return new Assertion(issuer, subject, authTime, amr == null ? List.of() : amr, acr);
  }

  Assertion {
    amr = List.copyOf(amr);
    requireMethods(amr, acr);
  }

  /** Refuses what no ID token says, while the request is read. */
  static void requireMethods(@Nullable List<String> amr, @Nullable String acr) {
    if (amr != null && (amr.size() > MOST_AMR || !amr.stream().allMatch(Assertion::isValue))) {
      throw new IllegalArgumentException(
          "At most " + MOST_AMR + " values of amr, each of 1 to 255 printable ASCII characters");
    }
    if (acr != null && !isValue(acr)) {
      throw new IllegalArgumentException("A value of acr has 1 to 255 printable ASCII characters");
    }
  }

  static boolean isValue(String text) {
    return !text.isBlank() && VALUE.matcher(text).matches();
  }

  /** Says nothing of whom it is about. */
  @Override
  public String toString() {
    return "Assertion";
  }
}
