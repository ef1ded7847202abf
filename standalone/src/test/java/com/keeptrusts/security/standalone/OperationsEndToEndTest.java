package com.keeptrusts.security.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.keeptrusts.security.standalone.harness.Api;
import com.keeptrusts.security.standalone.harness.Balancer;
import com.keeptrusts.security.standalone.harness.Cluster;
import com.keeptrusts.security.standalone.harness.LongRun;
import com.keeptrusts.security.standalone.harness.Node;
import com.keeptrusts.security.standalone.harness.People;
import com.keeptrusts.security.standalone.harness.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Nodes as their operator meets them: what they log, and how they end (SIGTERM) under load. */
class OperationsEndToEndTest {

  private static final int CLIENTS = 4;
  private static final int ENDED_BY_SIGTERM = 128 + 15;

  /** Of those who say something of every request. */
  private static final String LEVEL = "LOGGING_LEVEL_ORG_SPRINGFRAMEWORK_SECURITY_WEB";

  private static final String SAID = "Securing GET /readyz";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Longer than the clients keep a connection that they do not use. */
  private static final Duration DELAY = Duration.ofSeconds(7);

  @TempDir static Path folder;
  private static Cluster cluster;
  private static People people;

  @BeforeAll
  static void start() throws Exception {
    Map<String, String> text =
        Map.of(Cluster.SHUTDOWN_DELAY, DELAY.toSeconds() + "s", LEVEL, "DEBUG");
    Map<String, String> json = new HashMap<>(text);
    json.put("SPRING_PROFILES_ACTIVE", "json");
    cluster = Cluster.startWith("operations", folder, List.of(text, json));
    people = new People(cluster);
  }

  @AfterAll
  static void stop() throws Exception {
    cluster.close();
  }

  @Test
  void nodes_that_are_ended_one_after_another_under_load_lose_nothing_and_leave_nobody_unanswered()
      throws Exception {
    LongRun run = LongRun.of(OperationsEndToEndTest.class, "shutdown", 2);
    try (Balancer balancer = cluster.balancer();
        Questions questions = new Questions(balancer);
        Work work = Work.start(cluster, balancer::api, people, run.random(), CLIENTS)) {
      for (int round = 0; round < run.rounds(); round++) {
        Node node =
            round % 2 == 0 ? cluster.commandNode(round / 2 % 2) : cluster.queryNode(round / 2 % 2);
        work.awaitAcknowledged(work.acknowledged() + 20);
        end(node);
        node.startAgain();
        cluster.awaitReady();
      }
      questions.finish();
      work.finish();
      work.assertNothingLostOrTwice();
      assertThat(work.unanswered()).isEmpty();
      run.figure("acknowledged", work.acknowledged());
      run.figure("decided", questions.answered.get());
      run.write();
    }
  }

  /** It is ready no more before it takes no requests. */
  private static void end(Node node) {
    node.terminate();
    await().atMost(Duration.ofMinutes(1)).until(() -> node.readiness() == 503);
    Api direct = cluster.api(cluster.nodes().indexOf(node) % 2);
    assertThat(direct.get("/v1/audit/entries?limit=1").status()).isEqualTo(200);
    assertThat(direct.post("/v1/orgs", Map.of("name", "Some Org")).status()).isEqualTo(201);
    assertThat(node.awaitEnd()).isEqualTo(ENDED_BY_SIGTERM);
    assertThat(node.readiness()).isZero();
    assertThat(node.log())
        .contains("Ready no more; requests are answered for another " + DELAY.toSeconds() + " s");
  }

  @Test
  void each_line_of_a_request_holds_its_correlation_id_as_text_and_as_json() {
    for (Node text : List.of(cluster.commandNode(0), cluster.queryNode(0))) {
      assertThat(text.readiness("asked-of-" + text.name())).isEqualTo(200);
      assertThat(text.log().lines().filter(line -> line.contains(SAID)))
          .allMatch(line -> line.contains("[readiness-of-") || line.contains("[asked-of-"))
          .anyMatch(line -> line.contains("[asked-of-" + text.name() + "] "));
    }
    for (Node json : List.of(cluster.commandNode(1), cluster.queryNode(1))) {
      assertThat(json.readiness("asked-of-" + json.name())).isEqualTo(200);
      List<JsonNode> lines = json.log().lines().map(JSON::readTree).toList();
      assertThat(lines)
          .allMatch(line -> line.has("@timestamp") && line.has("message") && line.has("ecs"))
          .anyMatch(
              line ->
                  line.path("correlation").asString("").equals("asked-of-" + json.name())
                      && line.path("message").asString().equals(SAID));
    }
  }

  @Test
  void a_node_with_a_wrong_password_ends_with_a_sentence() throws Exception {
    Map<String, String> wrong =
        Map.of(
            "KEEPTRUSTS_COMMAND_DATABASE_PASSWORD", "not-its-password",
            "KEEPTRUSTS_COMMAND_SCHEMA_TIMEOUT", "1s",
            "KEEPTRUSTS_QUERY_DATABASE_PASSWORD", "not-its-password",
            "KEEPTRUSTS_QUERY_SCHEMA_TIMEOUT", "1s");
    try (Node command = cluster.commandNodeToFail("command-wrong", wrong);
        Node query = cluster.queryNodeToFail("query-wrong", wrong)) {
      for (Node node : List.of(command, query)) {
        assertThat(node.awaitEnd()).isOne();
        assertThat(node.log())
            .containsPattern(
                "keeptrusts\\.(command|query)\\.database\\.url, \\.username, \\.password"
                    + " \\(keeptrusts_\\w+ at jdbc:postgresql://localhost:\\d+/postgres\\): The"
                    + " database cannot be used: FATAL: password authentication failed")
            .doesNotContain("not-its-password", "\tat ");
      }
    }
  }

  /** A console that asks all the time, one question after the other. */
  private static final class Questions implements AutoCloseable {

    private static final long EVERY_MILLIS = 20;

    private final Balancer balancer;
    private final String session = people.person().session();
    private final AtomicInteger answered = new AtomicInteger();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final Future<?> asking;

    Questions(Balancer balancer) {
      this.balancer = balancer;
      this.asking =
          thread.scheduleWithFixedDelay(this::ask, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void ask() {
      Api.Answer answer = balancer.api(answered.incrementAndGet()).decide(session, null);
      assertThat(answer.text("outcome")).isEqualTo("ALLOW");
    }

    /** That every question so far got the right answer. */
    void finish() throws InterruptedException {
      assertThat(asking).as("questions that went on").matches(future -> !future.isDone());
      thread.shutdown();
      assertThat(thread.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
      assertThat(asking).matches(Future::isCancelled);
    }

    @Override
    public void close() {
      thread.shutdown();
    }
  }
}
