package com.keeptrusts.security.command.password;

import com.keeptrusts.security.event.DisplayName;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a new password must be (NIST SP 800-63B-4 §3.1.1.2): long enough, and not what a guesser
 * tries first, the person's own names and the product's. No composition, no expiry. Lengths are
 * code points of the NFC form.
 */
public record PasswordRules(int minimum, int maximum, List<String> productNames) {

  public static final PasswordRules DEFAULT = new PasswordRules(15, 256, List.of("Keeptrusts"));

  static final int MOST_MAXIMUM = 1024;
  private static final int LEAST_MINIMUM = 8;
  private static final int LEAST_MAXIMUM = 64;

  /** Shorter names are found in honest passwords by chance. */
  private static final int SHORTEST_NAME = 4;

  public PasswordRules {
    if (minimum < LEAST_MINIMUM || minimum > LEAST_MAXIMUM) {
      throw new IllegalArgumentException(
          "The minimum length of passwords is to be between 8 and 64, not " + minimum);
    }
    if (maximum < LEAST_MAXIMUM || maximum > MOST_MAXIMUM) {
      throw new IllegalArgumentException(
          "The maximum length of passwords is to be between 64 and 1024, not " + maximum);
    }
    productNames = List.copyOf(productNames);
  }

  /**
   * Whether this may become the permanent password of the person with this e-mail and name.
   *
   * @throws Rejected with the rule it breaks
   */
  public void require(Password password, EmailAddress email, DisplayName name) {
    if (!password.isWellFormed()) {
      throw refused("The password holds characters that are no valid Unicode");
    }
    if (password.length() < minimum) {
      throw refused(
          "A password has at least %d characters; this one has %d"
              .formatted(minimum, password.length()));
    }
    if (password.length() > maximum) {
      throw refused("A password has at most %d characters".formatted(maximum));
    }
    String text = password.forCheck(PasswordRules::comparable);
    refuseIfHolds(text, Stream.of(localPart(email)), "the name in your e-mail address");
    refuseIfHolds(text, words(name.text()), "your name");
    refuseIfHolds(text, productNames.stream(), "the name of this product");
  }

  /** A temporary password can never be the permanent one (rule PWD-3). */
  public void requireDifferent(Password next, Password temporary) {
    if (next.isSameAs(temporary)) {
      throw refused("The new password is the temporary one; choose another");
    }
  }

  private static void refuseIfHolds(String password, Stream<String> names, String whose) {
    if (names
        .map(PasswordRules::comparable)
        .filter(name -> name.codePointCount(0, name.length()) >= SHORTEST_NAME)
        .anyMatch(password::contains)) {
      throw refused("The password contains " + whose + ", which is guessed first");
    }
  }

  private static String localPart(EmailAddress email) {
    return email.text().substring(0, email.text().lastIndexOf('@'));
  }

  /** The whole name, and each word of it. */
  private static Stream<String> words(String name) {
    return Stream.concat(Stream.of(name), Stream.of(name.split("[\\s\\p{Punct}]+")));
  }

  private static String comparable(byte[] utf8) {
    return comparable(new String(utf8, StandardCharsets.UTF_8));
  }

  private static String comparable(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  private static Rejected refused(String sentence) {
    return new Rejected(Reason.PASSWORD_NOT_ACCEPTED, sentence);
  }
}
