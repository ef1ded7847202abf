package com.keeptrusts.security.standalone.endpoints;

import static com.keeptrusts.security.standalone.harness.ProjectFiles.PROJECT;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What Prometheus reads of a node that everything was asked of. */
@ExtendWith(OutputCaptureExtension.class)
class MetricsEndToEndTest {

  private static final Pattern OURS = Pattern.compile("(?m)^# TYPE (keeptrusts_\\w+) ");
  private static final Pattern DOCUMENTED = Pattern.compile("`(keeptrusts_\\w+)`");
  private static final Pattern LABEL = Pattern.compile("\\w+=\"([^\"]*)\"");

  /** An id, a digest or token, an e-mail, an address. */
  private static final Pattern PERSONAL =
      Pattern.compile(
          "[0-9a-f]{8}-[0-9a-f]{4}|[A-Za-z0-9_-]{43}|@|\\d+\\.\\d+\\.\\d+\\.\\d+|[0-9a-f]*:[0-9a-f]*:");

  @TempDir static Path folder;
  private static Installation installation;
  private static World world;
  private static String metrics;

  @BeforeAll
  static void start() throws Exception {
    installation = Installation.start(folder);
    world = new World(installation);
    for (Endpoint endpoint : Endpoints.ALL) {
      if (endpoint.access() == Access.CLIENT || endpoint.access() == Access.OPEN) {
        world.send(endpoint.request(world, world.owner()));
      }
    }
    world.send(world.asClient("GET", "/v1/users/" + World.unknown()));
    world.send(Request.of("GET", "/v1/orgs/" + World.unknown()));
    world.send(world.asClient("GET", "/v1/audit/entries").header("Keeptrusts-Client-Address", "9"));
    world.send(world.asClient("POST", "/v1/orgs").raw(" ".repeat(1 << 20)));
    metrics = scrape();
  }

  @AfterAll
  static void stop(CapturedOutput said) throws SQLException {
    installation.closeWithoutLeaks(said);
  }

  private static String scrape() {
    return world.send(world.asClient("GET", "/metrics")).body();
  }

  @Test
  void the_table_of_metrics_is_what_there_is() throws Exception {
    String documented = Files.readString(PROJECT.resolve("docs/running.md"));
    String table = documented.substring(documented.indexOf("| Metric |"));
    assertThat(names(DOCUMENTED, table)).isEqualTo(names(OURS, metrics));
  }

  /** The longest of a command is kept beside its times, under a name of its own. */
  private static SortedSet<String> names(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .filter(name -> !name.endsWith("_max"))
        .collect(toCollection(TreeSet::new));
  }

  @Test
  @Tag("AUD-4")
  void no_label_holds_an_id_a_token_an_address_or_what_was_sent() {
    List<String> labels =
        LABEL.matcher(metrics).results().map(MatchResult::group).distinct().toList();
    assertThat(labels).hasSizeGreaterThan(50).noneMatch(label -> PERSONAL.matcher(label).find());
    assertThat(labels).contains("uri=\"/v1/users/{user}/mfa-reset\"", "uri=\"UNKNOWN\"");
  }

  @Test
  void decisions_and_commands_are_counted_by_what_became_of_them() {
    assertThat(metrics)
        .contains("keeptrusts_decisions_total{outcome=\"allow\",reason=\"active-member\"}")
        .contains(
            "keeptrusts_commands_seconds_count"
                + "{command=\"RegisterOrg\",error=\"none\",outcome=\"done\"}")
        .contains("keeptrusts_commands_seconds_bucket{")
        .contains("hikaricp_connections_active{pool=\"command\"}")
        .contains("hikaricp_connections_active{pool=\"query\"}");
  }

  /** Else whoever has no credential would call the operator. */
  @Test
  void a_refusal_is_counted_as_what_was_answered_and_as_no_fault() {
    List<String> requests =
        metrics.lines().filter(line -> line.startsWith("http_server_requests_")).toList();
    assertThat(requests).noneMatch(line -> line.contains("SERVER_ERROR"));
    for (String status : List.of("400", "401", "404", "413")) {
      assertThat(requests).anyMatch(line -> line.contains("status=\"" + status + "\""));
    }
  }

  @Test
  @Tag("AUD-1")
  void numbering_and_the_audit_log_are_seen_to_catch_up() {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(scrape().lines())
                    .contains(
                        "keeptrusts_events_unnumbered 0.0",
                        "keeptrusts_audit_behind 0.0",
                        "keeptrusts_audit_stopped 0.0"));
  }
}
