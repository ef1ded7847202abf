package com.keeptrusts.security.command.password;

import com.keeptrusts.security.event.DisplayName;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a new password must be (NIST SP 800-63B-4 §3.1.1.2): long enough, and not what a guesser
 * tries first: a common password, the person's own names and the product's, a run of keys, each of
 * them in disguise too. No composition, no expiry. Lengths are code points of the NFC form.
 */
public final class PasswordRules {

  /** Shorter names are found in honest passwords by chance. */
  static final int SHORTEST_NAME = 4;

  /** A name that is all there is to the password, beside digits and signs. */
  private static final int SHORTEST_WHOLE_NAME = 3;

  private final CommonPasswords common = new CommonPasswords();
  private final PasswordSettings settings;

  public PasswordRules(PasswordSettings settings) {
    this.settings = settings;
  }

  /** Names that are guessed first, and whose they are in the sentence that refuses them. */
  private record Names(String whose, Set<String> folded) {

    static Names of(String whose, Stream<String> names) {
      return new Names(
          whose,
          names
              .map(Folded::of)
              .flatMap(name -> Stream.of(name, Folded.plain(name)))
              .collect(Collectors.toUnmodifiableSet()));
    }

    boolean areIn(String text) {
      return folded.stream()
          .filter(name -> name.codePointCount(0, name.length()) >= SHORTEST_NAME)
          .anyMatch(text::contains);
    }

    boolean are(String text) {
      return text.codePointCount(0, text.length()) >= SHORTEST_WHOLE_NAME && folded.contains(text);
    }
  }

  /**
   * Whether this may become the permanent password of the person with this e-mail and name.
   *
   * @throws Rejected with the rule it breaks
   */
  public void require(Password password, EmailAddress email, DisplayName name) {
    refusal(password, email, name)
        .ifPresent(
            sentence -> {
              throw refused(sentence);
            });
  }

  /** Why it may not, in a sentence for the person; never with anything of the password in it. */
  Optional<String> refusal(Password password, EmailAddress email, DisplayName name) {
    if (!password.isWellFormed()) {
      return Optional.of("The password holds characters that are no valid Unicode");
    }
    if (password.length() < settings.minimumLength()) {
      return Optional.of(
          "A password has at least %d characters; this one has %d"
              .formatted(settings.minimumLength(), password.length()));
    }
    if (password.length() > settings.maximumLength()) {
      return Optional.of(
          "A password has at most %d characters".formatted(settings.maximumLength()));
    }
    return guessedFirst(
        password.forCheck(utf8 -> Folded.of(new String(utf8, StandardCharsets.UTF_8))),
        names(email, name));
  }

  /** In code points. */
  public int minimum() {
    return settings.minimumLength();
  }

  public int maximum() {
    return settings.maximumLength();
  }

  /**
   * A temporary password can never be the permanent one (rule PWD-3), nor any its own successor.
   */
  public void requireDifferent(Password next, Password before) {
    if (next.isSameAs(before)) {
      throw refused("The new password is the one that it replaces; choose another");
    }
  }

  private Optional<String> guessedFirst(String folded, List<Names> names) {
    String plain = Folded.plain(folded);
    if (plain.isEmpty()) {
      return Optional.of("The password has nothing in it but accents and what cannot be seen");
    }
    Set<Cores.Core> cores = Cores.of(plain);
    return first(
            names,
            each ->
                Stream.of(folded, plain, Folded.spelled(plain, 'i'), Folded.spelled(plain, 'l'))
                    .anyMatch(each::areIn))
        .map(whose -> "The password contains " + whose + ", which is guessed first")
        .or(() -> isCommon(folded))
        .or(() -> isRepeated(plain, cores))
        .or(() -> isPredictable(plain))
        .or(() -> isInDisguise(cores, names));
  }

  private Optional<String> isCommon(String folded) {
    return common.contains(folded)
        ? Optional.of(
            "This is one of the passwords that are used most and guessed first; choose several"
                + " words that have nothing to do with each other")
        : Optional.empty();
  }

  private static Optional<String> isRepeated(String plain, Set<Cores.Core> cores) {
    return cores.stream().anyMatch(core -> isRepeated(core, plain))
        ? Optional.of("The password repeats a short piece, and is guessed as soon as that piece is")
        : Optional.empty();
  }

  private static boolean isRepeated(Cores.Core core, String plain) {
    String piece = Predictable.pieceOf(core.text());
    return piece.length() < core.text().length() && leavesTooLittle(piece + core.around(), plain);
  }

  private static Optional<String> isPredictable(String plain) {
    return leavesTooLittle(plain, plain)
        ? Optional.of(
            "The password follows the alphabet, the digits or the keys of a keyboard, which is"
                + " guessed first")
        : Optional.empty();
  }

  private Optional<String> isInDisguise(Set<Cores.Core> cores, List<Names> names) {
    return cores.stream()
        .filter(core -> core.isMostOfIt(settings.minimumLength()))
        .flatMap(core -> Cores.readings(core.text()))
        .flatMap(reading -> known(reading, names).stream())
        .findFirst()
        .map(
            known ->
                "Digits, signs, repeats and other letters in their place do not hide "
                    + known
                    + ", which is guessed first");
  }

  private Optional<String> known(String reading, List<Names> names) {
    return first(names, each -> each.are(reading))
        .or(
            () ->
                common.contains(reading)
                    ? Optional.of("one of the passwords that are used most")
                    : Optional.empty());
  }

  /** Whether what is left has less than any password has, and is less than half of it. */
  private static boolean leavesTooLittle(String left, String whole) {
    int half = whole.codePointCount(0, whole.length()) / 2;
    return Predictable.leavesFewerThan(Math.min(PasswordSettings.SHORTEST, half), left);
  }

  private List<Names> names(EmailAddress email, DisplayName name) {
    return List.of(
        Names.of("the name in your e-mail address", Stream.of(localPart(email), email.text())),
        Names.of("your name", words(name.text())),
        Names.of("the name of this product", settings.productNames().stream()));
  }

  private static Optional<String> first(List<Names> names, Predicate<Names> match) {
    return names.stream().filter(match).map(Names::whose).findFirst();
  }

  private static String localPart(EmailAddress email) {
    return email.text().substring(0, email.text().lastIndexOf('@'));
  }

  /** The whole name, also written as one word, and each word of it. */
  private static Stream<String> words(String name) {
    String[] words = name.split("[\\s\\p{Punct}]+", -1);
    return Stream.concat(Stream.of(name, String.join("", words)), Stream.of(words));
  }

  private static Rejected refused(String sentence) {
    return new Rejected(Reason.PASSWORD_NOT_ACCEPTED, sentence);
  }
}
