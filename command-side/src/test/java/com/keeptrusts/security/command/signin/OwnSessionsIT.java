package com.keeptrusts.security.command.signin;

import static com.keeptrusts.security.command.signin.Console.PASSWORD;
import static com.keeptrusts.security.command.signin.Console.email;
import static com.keeptrusts.security.command.signin.Console.json;
import static com.keeptrusts.security.command.signin.Console.problem;
import static com.keeptrusts.security.command.signin.Console.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.keeptrusts.security.command.TestNode;
import com.keeptrusts.security.enforcement.EnforcementRebuild;
import com.keeptrusts.security.log.LogSerializer;
import com.keeptrusts.security.log.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.serialization.Serializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What users see of their own sessions, over HTTP. */
@Tag("SES-2")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnSessionsIT {

  private static final String FIREFOX =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0";
  private static final String IPHONE =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
          + " Gecko) Version/18.1 Mobile/15E148 Safari/604.1";

  @TempDir static Path keysets;

  private TestDatabase database;
  private TestNode node;
  private Console console;

  @BeforeAll
  void start() {
    database = TestDatabase.fresh();
    node = TestNode.start(database, keysets);
    console = new Console(node);
  }

  @AfterAll
  void stop() {
    node.close();
    database.close();
  }

  @AfterEach
  void letTheClockGo() {
    database.restartClock();
  }

  private List<JsonNode> sessions(String session) {
    List<JsonNode> sessions = new ArrayList<>();
    json(console.get("/v1/me/sessions", session)).get("sessions").forEach(sessions::add);
    return sessions;
  }

  private static List<String> texts(List<JsonNode> sessions, String field) {
    return sessions.stream().map(each -> each.path(field).asString("")).toList();
  }

  @Test
  void a_user_sees_where_with_what_and_since_when_they_are_signed_in() {
    String email = email();
    database.setClock(Instant.parse("2026-03-02T09:00:00Z"));
    console.signedUp(email);
    database.advance(Duration.ofMinutes(5));
    session(console.signIn(email, PASSWORD, FIREFOX, "203.0.113.9"));
    database.advance(Duration.ofMinutes(5));
    String phone = session(console.signIn(email, PASSWORD, IPHONE, "2001:db8::1"));
    List<JsonNode> seen = sessions(phone);
    assertThat(texts(seen, "device"))
        .containsExactly("Mobile Safari on iOS", "Firefox on Windows", "");
    assertThat(texts(seen, "address"))
        .containsExactly("2001:db8::1", "203.0.113.9", Console.ADDRESS);
    assertThat(texts(seen, "current")).containsExactly("true", "false", "false");
    assertThat(texts(seen, "startedAt"))
        .containsExactly("2026-03-02T09:10:00Z", "2026-03-02T09:05:00Z", "2026-03-02T09:00:00Z");
    assertThat(texts(seen, "lastSeenAt").get(1)).isEqualTo("2026-03-02T09:05:00Z");
    assertThat(seen).allMatch(each -> each.get("factors").toString().equals("[\"PASSWORD\"]"));
  }

  @Test
  void what_was_used_since_is_seen_later_and_what_has_ended_is_not_seen() {
    String email = email();
    String used = console.signedUp(email);
    String idle = session(console.signIn(email, PASSWORD));
    String ended = session(console.signIn(email, PASSWORD));
    assertThat(console.delete("/v1/me/session", ended).statusCode()).isEqualTo(200);
    assertThat(sessions(used)).hasSize(2);
    database.advance(Duration.ofMinutes(40));
    awaitSeenSinceItsStart(used);
    database.advance(Duration.ofMinutes(40));
    assertThat(sessions(used)).hasSize(1);
    assertThat(problem(console.get("/v1/me/sessions", idle))).isEqualTo("session-not-live");
  }

  /** A use is written down by a thread of its own. */
  private void awaitSeenSinceItsStart(String session) {
    await()
        .untilAsserted(
            () -> {
              List<JsonNode> all = sessions(session);
              assertThat(all).hasSize(2);
              JsonNode current = all.get(all.size() - 1);
              assertThat(Instant.parse(current.get("lastSeenAt").asString()))
                  .isAfter(Instant.parse(current.get("startedAt").asString()));
            });
  }

  @Test
  void one_of_them_is_ended_by_its_id_and_all_others_at_once() {
    String email = email();
    String here = console.signedUp(email);
    session(console.signIn(email, PASSWORD));
    String last = session(console.signIn(email, PASSWORD));
    String id = sessions(here).get(0).get("session").asString();
    assertThat(console.delete("/v1/me/sessions/" + id, here).statusCode()).isEqualTo(200);
    assertThat(problem(console.get("/v1/me/sessions", last))).isEqualTo("session-not-live");
    assertThat(sessions(here)).hasSize(2);
    assertThat(console.post("/v1/me/sessions/revocation", here).statusCode()).isEqualTo(200);
    assertThat(texts(sessions(here), "current")).containsExactly("true");
  }

  @Test
  void nobody_sees_or_ends_the_sessions_of_somebody_else() {
    String anna = console.signedUp(email());
    String bob = console.signedUp(email());
    String ofBob = sessions(bob).get(0).get("session").asString();
    assertThat(texts(sessions(anna), "session")).doesNotContain(ofBob);
    assertThat(problem(console.delete("/v1/me/sessions/" + ofBob, anna))).isEqualTo("not-found");
    assertThat(sessions(bob)).hasSize(1);
  }

  @Test
  void a_browser_that_says_nothing_or_nonsense_has_no_name_and_does_no_harm() {
    String email = email();
    String here = console.signedUp(email);
    for (String agent :
        List.of("x", "Mozilla/5.0 (".repeat(60), "(((((;;;;;/////", "a".repeat(512))) {
      session(console.signIn(email, PASSWORD, agent, Console.ADDRESS));
    }
    assertThat(texts(sessions(here), "device")).hasSize(5).allMatch(String::isEmpty);
  }

  @Test
  void a_rebuild_knows_where_sessions_were_started() {
    String email = email();
    console.signedUp(email);
    String here = session(console.signIn(email, PASSWORD, FIREFOX, "203.0.113.9"));
    assertThat(
            new EnforcementRebuild(
                    node.get(DataSource.class), (LogSerializer) node.get(Serializer.class))
                .run(number -> {})
                .corrected())
        .allSatisfy((table, corrected) -> assertThat(corrected).isZero());
    assertThat(texts(sessions(here), "device")).contains("Firefox on Windows");
  }
}
