package com.keeptrusts.security.benchmark;

import com.keeptrusts.security.command.attempt.ThrottleSettings;
import com.keeptrusts.security.standalone.harness.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;

/**
 * How long a refused sign-in takes, by why it is refused: whoever types an e-mail is not to learn
 * from a clock whether it is somebody's (rule SIGN-4). One request at a time; each round has one of
 * each kind in an order drawn by chance, so that what the machine does meanwhile is felt by all of
 * them; and each request is about an e-mail of its own, so that none waits for an earlier guess.
 */
final class SignInTimes implements Figure {

  private static final int WARM_UP = 25;
  private static final int ROUNDS = 600;
  private static final int ROUNDS_OF_A_PART = 100;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Why it is refused. */
  private enum Kind {
    WRONG_PASSWORD("wrong password"),
    UNKNOWN("unknown e-mail"),
    PASSWORDLESS("user without a password"),
    DISABLED("disabled password");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    String email(int round) {
      return name().toLowerCase(Locale.ROOT).replace('_', '-') + round + "@people.example";
    }
  }

  @Override
  public void measure(Results results) throws Exception {
    try (Installation installation = Installation.start(results.random())) {
      Node node = installation.commandNode();
      try (HttpConnection connection = new HttpConnection(node.port())) {
        Refusals refusals = new Refusals(installation, connection);
        refusals.prepare(WARM_UP + ROUNDS);
        for (int round = 0; round < WARM_UP; round++) {
          refusals.millis(round, results.random());
        }
        Map<Kind, List<Double>> millis = new EnumMap<>(Kind.class);
        for (int round = WARM_UP; round < WARM_UP + ROUNDS; round++) {
          refusals
              .millis(round, results.random())
              .forEach(
                  (kind, time) -> millis.computeIfAbsent(kind, k -> new ArrayList<>()).add(time));
        }
        report(results, millis);
      }
    }
  }

  private static void report(Results results, Map<Kind, List<Double>> millis) {
    millis.forEach((kind, times) -> results.add("ms, " + kind.words, times));
    List<Double> wrong = times(millis, Kind.WRONG_PASSWORD);
    for (Kind kind : Kind.values()) {
      if (kind != Kind.WRONG_PASSWORD) {
        results.add(
            kind.words + " ÷ wrong password",
            ratio(times(millis, kind), wrong),
            Goal.between(0.9, 1.1));
      }
    }
  }

  private static List<Double> times(Map<Kind, List<Double>> millis, Kind kind) {
    return millis.getOrDefault(kind, List.of());
  }

  /** Of the medians of the whole run; its ends are those of the parts of a run. */
  private static Spread ratio(List<Double> times, List<Double> limit) {
    List<Double> parts = new ArrayList<>();
    for (int from = 0; from < ROUNDS; from += ROUNDS_OF_A_PART) {
      int to = from + ROUNDS_OF_A_PART;
      parts.add(median(times.subList(from, to)) / median(limit.subList(from, to)));
    }
    Spread spread = Spread.of(parts);
    return new Spread(median(times) / median(limit), spread.least(), spread.most());
  }

  private static double median(List<Double> times) {
    return Spread.of(times).median();
  }

  /** Makes the accounts, and asks. */
  private record Refusals(Installation installation, HttpConnection connection) {

    /**
     * Everybody that will be asked about. Of who is to be disabled one guess is made, and its
     * counter put to the limit.
     */
    void prepare(int rounds) throws Exception {
      for (int round = 0; round < rounds; round++) {
        register(Kind.PASSWORDLESS.email(round));
        withPassword(Kind.WRONG_PASSWORD.email(round));
        withPassword(Kind.DISABLED.email(round));
        signIn(Kind.DISABLED.email(round));
      }
      installation
          .database()
          .execute(
              "UPDATE command.attempt SET recorded = true, failures = "
                  + ThrottleSettings.DEFAULT.limit());
      installation.database().execute("ANALYZE");
    }

    private String register(String email) throws IOException {
      return created(
          "/v1/users", "{\"email\":\"" + email + "\",\"displayName\":\"Some Body\"}", "user");
    }

    private void withPassword(String email) throws IOException {
      created("/v1/users/" + register(email) + "/temporary-password", "{}", "temporaryPassword");
    }

    private String created(String path, String json, String field) throws IOException {
      connection.expect(201, HttpConnection.request("POST", path, installation.credential(), json));
      return JSON.readTree(connection.text()).get(field).asString();
    }

    Map<Kind, Double> millis(int round, Random random) throws IOException {
      List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
      Collections.shuffle(kinds, random);
      Map<Kind, Double> millis = new EnumMap<>(Kind.class);
      for (Kind kind : kinds) {
        millis.put(kind, signIn(kind.email(round)));
      }
      return millis;
    }

    private double signIn(String email) throws IOException {
      byte[] request =
          HttpConnection.request(
              "POST",
              "/v1/sign-ins",
              installation.credential(),
              "{\"email\":\"" + email + "\",\"password\":\"not the password at all\"}");
      long start = System.nanoTime();
      connection.expect(401, request);
      return (System.nanoTime() - start) / 1e6;
    }
  }
}
