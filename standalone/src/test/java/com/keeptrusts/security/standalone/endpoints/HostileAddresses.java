package com.keeptrusts.security.standalone.endpoints;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Addresses, methods and parameters that lead nowhere. */
final class HostileAddresses {

  private static final Map<String, String> NO_IDS =
      Map.ofEntries(
          Map.entry("a space", "%20"),
          Map.entry("two words", "a%20b"),
          Map.entry("NUL", "%00"),
          Map.entry("the folder above", ".."),
          Map.entry("the folder above, escaped", "%2e%2e"),
          Map.entry("a slash", "a%2Fb"),
          Map.entry("a backslash", "a%5Cb"),
          Map.entry("two slashes", "/"),
          Map.entry("a line end", "a%0d%0ab"),
          Map.entry("10 kB", "a".repeat(10_000)),
          Map.entry("an emoji", "%f0%9f%98%80"),
          Map.entry("no UTF-8", "%ff"),
          Map.entry("a broken escape", "%zz"),
          Map.entry("a cut escape", "%"),
          Map.entry("a path parameter", ";a=b"),
          Map.entry("SQL", "'%20OR%20''='"),
          Map.entry("a script", "%3Cscript%3E"),
          Map.entry("upper case", "AAAAAAAA-AAAA-4AAA-8AAA-AAAAAAAAAAAA"),
          Map.entry("short groups", "1-1-1-1-1"),
          Map.entry("braces", "{id}"),
          Map.entry("raw bytes", "\u00c3\u00a4"));

  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW", "post", "G\u00cbT");

  private static final List<String> PARAMETERS =
      List.of("?unknown=1", "?%00=1", "?unknown", "?limit=1&limit=1", "?%zz", "?a=%ff");

  private static final List<String> OF_FEEDS =
      List.of(
          "?limit=0",
          "?limit=-1",
          "?limit=1001",
          "?limit=1e999",
          "?limit=9223372036854775808",
          "?limit=abc",
          "?limit=",
          "?limit=%00",
          "?from=middle",
          "?from=",
          "?cursor=nonsense",
          "?cursor=",
          "?cursor=%00",
          "?cursor=a%ffb",
          "?cursor=" + "A".repeat(10_000),
          "?cursor=AQAAAAAAAAAAAAAAAAAAAAA",
          "?cursor=nonsense&from=end",
          "?cursor=nonsense&cursor=nonsense");

  private HostileAddresses() {}

  /** {@code foreign}: ids of another tenant, by the name of the variable. */
  static List<Hostile> of(Request example, Map<String, String> foreign) {
    List<Hostile> all = new ArrayList<>();
    for (String name : example.ids().keySet()) {
      NO_IDS.forEach(
          (fault, id) -> all.add(new Hostile(name + ": " + fault, example.id(name, id))));
      all.add(new Hostile(name + ": unknown", example.id(name, World.unknown())));
      if (foreign.containsKey(name)) {
        all.add(
            new Hostile(
                name + ": of another tenant", example.id(name, foreign.getOrDefault(name, ""))));
      }
    }
    return all;
  }

  static List<Hostile> methods(Request example) {
    return METHODS.stream()
        .filter(
            method ->
                Endpoints.ALL.stream()
                    .noneMatch(
                        known ->
                            known.path().equals(example.path()) && known.method().equals(method)))
        .map(method -> new Hostile("method: " + method, example.method(method)))
        .toList();
  }

  static List<Hostile> parameters(Request example) {
    List<String> all = new ArrayList<>(PARAMETERS);
    if (example.path().endsWith("/entries")) {
      all.addAll(OF_FEEDS);
    }
    return all.stream().map(query -> new Hostile("query: " + query, example.query(query))).toList();
  }
}
