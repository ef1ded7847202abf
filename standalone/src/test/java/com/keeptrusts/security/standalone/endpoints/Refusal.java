package com.keeptrusts.security.standalone.endpoints;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** What every refusal looks like: a problem with a page, that tells nothing of the inside. */
final class Refusal {

  private static final Pattern LEAK =
      Pattern.compile(
          "(?i)exception|\\bat"
              + " [\\w.$]+\\(|\\bjava[.x]|org\\.[a-z]|jackson|tomcat|spring|postgres|sqlstate|select"
              + " .* from|insert into|com\\.keeptrusts|\\.java");

  private final Wire wire;
  private final Map<String, Boolean> pages = new ConcurrentHashMap<>();

  Refusal(Wire wire) {
    this.wire = wire;
  }

  /** What is wrong with an answer that should be a refusal. */
  Optional<String> fault(Reply reply) {
    if (reply.status() < 400 || reply.status() > 499) {
      return Optional.of("is no 4xx");
    }
    if (!reply.header("content-type").startsWith("application/problem+json")) {
      return Optional.of("is no problem");
    }
    if (LEAK.matcher(reply.body()).find() || reply.headers().containsKey("server")) {
      return Optional.of("tells of the inside");
    }
    if (reply.json().get("status").asInt() != reply.status()
        || reply.text("detail").isEmpty()
        || !reply.text("correlation").equals(reply.header("keeptrusts-correlation-id"))) {
      return Optional.of("is not whole");
    }
    return pages.computeIfAbsent(reply.text("type"), this::isPage)
        ? Optional.empty()
        : Optional.of("has a type without a page");
  }

  private boolean isPage(String type) {
    return type.startsWith("/problems/") && wire.send(Request.of("GET", type)).status() == 200;
  }
}
