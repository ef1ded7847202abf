package com.keeptrusts.security.standalone.endpoints;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Reads feeds to their end, once everything that happened is in them. */
final class Feeds {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final World world;
  private final JdbcClient jdbc;

  Feeds(World world, Installation installation) {
    this.world = world;
    this.jdbc = JdbcClient.create(installation.owner());
  }

  /** Of the whole log. */
  List<JsonNode> whole() {
    long happened = jdbc.sql("SELECT count(*) FROM log.event").query(Long.class).single();
    await()
        .atMost(PATIENCE)
        .until(() -> read(world.asClient("GET", "/v1/audit/entries")).size() >= happened);
    return read(world.asClient("GET", "/v1/audit/entries"));
  }

  /** As a service client reads it. */
  List<JsonNode> of(String org) {
    whole();
    return read(world.asClient("GET", path(org)));
  }

  /** As a reviewer of the org reads it. */
  List<JsonNode> as(Person reviewer, String org) {
    whole();
    return read(world.as(reviewer, "GET", path(org)));
  }

  private static String path(String org) {
    return "/v1/orgs/" + org + "/audit/entries";
  }

  private List<JsonNode> read(Request request) {
    List<JsonNode> entries = new ArrayList<>();
    String query = "?limit=1000";
    for (boolean more = true; more; ) {
      JsonNode page = world.ask(request.query(query));
      page.get("entries").forEach(entries::add);
      query = "?limit=1000&cursor=" + page.get("cursor").asString();
      more = page.get("more").asBoolean();
    }
    return entries;
  }
}
