package com.keeptrusts.security.standalone.endpoints;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Headers that cannot be read, or that prove nothing. */
final class HostileHeaders {

  private static final String AUTHORIZATION = "Authorization";
  private static final String SESSION = "Keeptrusts-Session";
  private static final String ADDRESS = "Keeptrusts-Client-Address";
  private static final String HUGE = "x".repeat(10_000);

  private static final List<String> NO_ADDRESSES =
      List.of(
          "",
          "a",
          "unknown",
          "localhost",
          "*",
          "1",
          "10.1",
          "010.0.0.1",
          "0x7f.0.0.1",
          "256.0.0.1",
          "1.2.3.4.5",
          "10.0.0.1:80",
          "10.0.0.1/32",
          "10.0.0.1, 10.0.0.2",
          "::ffff:10.0.0.0/8",
          "[::1]",
          "[::1]:80",
          "fe80::1%eth0",
          "1::2::3",
          ":::",
          "12345::",
          "\u0661.2.3.4",
          "10.0.0.1\0",
          HUGE);

  private static final List<String> NO_KEYS = List.of("", HUGE, "a b", "a\tb", "\u0001", "\u00e4");

  private HostileHeaders() {}

  static List<Hostile> credentials(Request example, String credential) {
    String good = "Bearer " + credential;
    List<Hostile> all = new ArrayList<>();
    all.add(new Hostile("credential: missing", example.without(AUTHORIZATION)));
    all.add(new Hostile("credential: twice", example.line(AUTHORIZATION + ": " + good)));
    all.add(
        new Hostile(
            "credential: a good one after a bad one",
            example.header(AUTHORIZATION, "Bearer x").line(AUTHORIZATION + ": " + good)));
    Stream.of(
            "",
            "Bearer",
            "Bearer ",
            credential,
            "Basic " + credential,
            "Basic a3RzOg==",
            good.substring(0, good.length() - 1),
            forged(good),
            good + "A",
            good + " ",
            good + ", " + good,
            good.replace('-', '_'),
            "Bearer kts_" + World.unknown() + "_" + "A".repeat(43),
            "Bearer " + HUGE,
            "Bearer \u0001" + credential,
            "Bearer \0" + credential,
            "Bearer ' OR ''='")
        .filter(value -> !value.strip().equals(good))
        .forEach(
            value ->
                all.add(
                    new Hostile(
                        "credential: " + shown(value), example.header(AUTHORIZATION, value))));
    return all;
  }

  /** {@code ended}: sessions that once were. */
  static List<Hostile> sessions(Request example, List<String> ended) {
    List<Hostile> all = new ArrayList<>();
    String session = session(example);
    all.add(new Hostile("session: twice", example.line(SESSION + ": " + session)));
    all.add(new Hostile("session: without an address", example.without(ADDRESS)));
    Stream.concat(
            ended.stream(),
            Stream.of(
                "",
                "x",
                session.substring(1),
                forged(session),
                session + "A",
                session + ", " + session,
                "A".repeat(43),
                "\u00e4".repeat(43),
                "=".repeat(43),
                session.substring(1) + "\0",
                HUGE))
        .forEach(
            token ->
                all.add(new Hostile("session: " + shown(token), example.header(SESSION, token))));
    return all;
  }

  private static String session(Request example) {
    return example.headers().stream()
        .filter(line -> line.startsWith(SESSION))
        .map(line -> line.substring(SESSION.length() + 2))
        .findFirst()
        .orElseThrow();
  }

  static List<Hostile> addresses(Request example) {
    List<Hostile> all = new ArrayList<>();
    all.add(new Hostile("address: twice", example.line(ADDRESS + ": " + World.ADDRESS)));
    NO_ADDRESSES.forEach(
        address ->
            all.add(new Hostile("address: " + shown(address), example.header(ADDRESS, address))));
    return all;
  }

  /** Of every request, also of those that anybody may make. */
  static List<Hostile> always(Request example) {
    List<Hostile> all = new ArrayList<>();
    for (String key : NO_KEYS) {
      all.add(
          new Hostile(
              "correlation: " + shown(key), example.header("Keeptrusts-Correlation-Id", key)));
    }
    all.add(new Hostile("header: 20 kB", example.line("Large: " + HUGE + HUGE)));
    all.add(new Hostile("header: NUL", example.line("Odd: a\0b")));
    all.add(new Hostile("header: no colon", example.line("Odd")));
    all.add(new Hostile("header: a name with a space", example.line("Od d: a")));
    all.add(new Hostile("host: twice", example.line("Host: elsewhere")));
    return all;
  }

  static List<Hostile> ofCallers(Request example) {
    List<Hostile> all = new ArrayList<>();
    for (String key : NO_KEYS) {
      all.add(new Hostile("key: " + shown(key), example.header("Idempotency-Key", key)));
    }
    all.add(
        new Hostile("key: twice", example.line("Idempotency-Key: a").line("Idempotency-Key: a")));
    all.add(
        new Hostile(
            "agent: twice",
            example.line("Keeptrusts-User-Agent: a").line("Keeptrusts-User-Agent: a")));
    all.add(new Hostile("agent: NUL", example.line("Keeptrusts-User-Agent: a\0")));
    for (String accepted :
        List.of("text/html", "application/xml", "application/json;q=0", "nonsense", "a/b/c")) {
      all.add(new Hostile("accept: " + accepted, example.header("Accept", accepted)));
    }
    return all;
  }

  /** Another last character but one, which holds only bits that count. */
  private static String forged(String token) {
    int at = token.length() - 2;
    char other = token.charAt(at) == 'A' ? 'B' : 'A';
    return token.substring(0, at) + other + token.substring(at + 1);
  }

  private static String shown(String value) {
    return value.substring(0, Math.min(value.length(), 40)).replaceAll("[^ -~]", "?");
  }
}
