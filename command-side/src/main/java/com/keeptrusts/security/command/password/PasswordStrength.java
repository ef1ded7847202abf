package com.keeptrusts.security.command.password;

import static java.util.Objects.requireNonNull;

import com.keeptrusts.security.event.DisplayName;
import com.keeptrusts.security.event.EmailAddress;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import me.gosimple.nbvcxz.Nbvcxz;
import me.gosimple.nbvcxz.resources.Configuration;
import me.gosimple.nbvcxz.resources.ConfigurationBuilder;
import me.gosimple.nbvcxz.resources.Dictionary;
import me.gosimple.nbvcxz.resources.DictionaryBuilder;
import me.gosimple.nbvcxz.resources.Feedback;
import me.gosimple.nbvcxz.scoring.Result;
import org.jspecify.annotations.Nullable;

/**
 * How soon a password would be guessed, as advice for a form: whether it is accepted is for {@link
 * PasswordRules} alone. Only its beginning is looked at, since the work grows with its length, and
 * the search for the best of all readings, which only a clock would bound, is left out.
 */
public final class PasswordStrength {

  static final int LOOKED_AT = 64;

  private static final int MOST_UTF16 = 2 * LOOKED_AT;
  private static final int MOST_OF_A_REFUSED_ONE = 1;
  private static final int SHORTEST_WORD = 3;

  private final PasswordRules rules;
  private final Properties sentences = sentences();

  public PasswordStrength(PasswordRules rules) {
    this.rules = rules;
  }

  PasswordEstimate estimate(Password password, EmailAddress email, DisplayName name) {
    Optional<String> refusal = rules.refusal(password, email, name);
    String start = password.forCheck(PasswordStrength::start);
    Result result = new Nbvcxz(configuration(email, name)).estimate(start);
    int score = start.isEmpty() ? 0 : result.getBasicScore();
    Feedback feedback = result.getFeedback();
    return new PasswordEstimate(
        refusal.isEmpty(),
        refusal.orElse(null),
        refusal.isEmpty() ? score : Math.min(score, MOST_OF_A_REFUSED_ONE),
        feedback == null ? null : sentence(feedback.getWarningKey()),
        feedback == null
            ? List.of()
            : feedback.getSuggestionKeys().stream()
                .map(this::sentence)
                .filter(Objects::nonNull)
                .toList());
  }

  static String start(byte[] utf8) {
    String text = new String(utf8, StandardCharsets.UTF_8);
    return text.codePointCount(0, text.length()) <= LOOKED_AT
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LOOKED_AT));
  }

  /** With the person's own words among those that are tried first. */
  private static Configuration configuration(EmailAddress email, DisplayName name) {
    Set<String> words =
        Stream.of(email.text(), name.text())
            .flatMap(text -> Stream.of(text.split("[^\\p{L}\\p{M}]+")))
            .filter(word -> word.length() >= SHORTEST_WORD)
            .collect(Collectors.toSet());
    List<Dictionary> dictionaries = new ArrayList<>(ConfigurationBuilder.getDefaultDictionaries());
    dictionaries.add(
        new DictionaryBuilder()
            .setDictionaryName("own words")
            .addWords(words, 1)
            .createDictionary());
    return new ConfigurationBuilder()
        .setDictionaries(dictionaries)
        .setMaxLength(MOST_UTF16)
        .setCombinationAlgorithmTimeout(0L)
        .createConfiguration();
  }

  private @Nullable String sentence(@Nullable String key) {
    return key == null ? null : sentences.getProperty(key);
  }

  /** In English on every machine, whatever its own language is. */
  private static Properties sentences() {
    Properties sentences = new Properties();
    try (Reader file =
        new InputStreamReader(
            requireNonNull(Nbvcxz.class.getResourceAsStream("/feedback.properties")),
            StandardCharsets.UTF_8)) {
      sentences.load(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return sentences;
  }
}
