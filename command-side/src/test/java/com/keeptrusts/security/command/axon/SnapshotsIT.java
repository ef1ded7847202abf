package com.keeptrusts.security.command.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.keeptrusts.security.command.TestLog;
import com.keeptrusts.security.command.TestNode;
import com.keeptrusts.security.command.TestPeople;
import com.keeptrusts.security.command.TestPeople.Person;
import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.user.EndSession;
import com.keeptrusts.security.command.user.RevokeSessions;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots save work and are needed by nobody. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SnapshotsIT {

  private static final int MORE_THAN_A_SNAPSHOT_S_WORTH = 55;
  private static final String SNAPSHOTS = "SELECT count(*) FROM log.snapshot WHERE subject_id = :id";

  @TempDir static Path keysets;

  private TestDatabase database;
  private TestNode first;
  private TestNode second;
  private TestPeople people;
  private TestLog log;

  @BeforeAll
  void start() {
    database = TestDatabase.fresh();
    first = TestNode.start(database, keysets);
    second = TestNode.start(database, keysets);
    people = new TestPeople(first);
    log = new TestLog(database);
  }

  @AfterAll
  void stop() {
    first.close();
    second.close();
    database.close();
  }

  private void live(UserId user) {
    for (int i = 0; i < MORE_THAN_A_SNAPSHOT_S_WORTH; i++) {
      first.get(Commands.class).send(new RevokeSessions(user, null), TestPeople.operator());
    }
  }

  private int snapshots(UserId user) {
    return log.sql().sql(SNAPSHOTS).param("id", user.value()).query(Integer.class).single();
  }

  @Test
  void a_long_life_is_summed_up_under_a_stored_name_and_every_node_goes_on_from_there() {
    Person person = people.person();
    live(person.user());
    await().atMost(Duration.ofSeconds(20)).until(() -> snapshots(person.user()) > 0);
    String stored =
        log.sql()
            .sql(
                "SELECT subject_type || ' ' || name || ' ' || payload FROM log.snapshot"
                    + " WHERE subject_id = :id LIMIT 1")
            .param("id", person.user().value())
            .query(String.class)
            .single();
    assertThat(stored).startsWith("user user {").doesNotContain("keeptrusts", "java.");
    Person onSecond =
        new TestPeople(second).signIn(person.user(), person.password(), null);
    first
        .get(Commands.class)
        .send(new EndSession(person.user(), onSecond.session()), onSecond.caller());
    assertThat(log.namesOf(person.user())).endsWith("user.session-started", "user.session-ended");
  }

  @Test
  void a_snapshot_that_cannot_be_stored_fails_no_command() {
    UserId user = people.register();
    log.sql()
        .sql(
            """
            CREATE FUNCTION log.no_snapshot() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'no snapshot'; END $$
            """)
        .update();
    log.sql()
        .sql(
            "CREATE TRIGGER no_snapshot BEFORE INSERT ON log.snapshot"
                + " FOR EACH ROW EXECUTE FUNCTION log.no_snapshot()")
        .update();
    try {
      live(user);
      assertThat(log.namesOf(user)).hasSize(1 + MORE_THAN_A_SNAPSHOT_S_WORTH);
    } finally {
      log.sql().sql("DROP TRIGGER no_snapshot ON log.snapshot").update();
    }
  }
}
