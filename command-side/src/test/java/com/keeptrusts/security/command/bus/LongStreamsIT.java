package com.keeptrusts.security.command.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.keeptrusts.security.command.CountedRows;
import com.keeptrusts.security.command.TestLog;
import com.keeptrusts.security.command.TestNode;
import com.keeptrusts.security.command.TestPeople;
import com.keeptrusts.security.command.user.RevokeSessions;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.TestDatabase;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What it costs to load a subject, in rows that are read: snapshots and the events after them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongStreamsIT {

  private static final int SHORT = 10;
  private static final int LONG = 10_000;
  private static final int TAIL = 30;

  @TempDir static Path keysets;

  private TestDatabase database;
  private TestLog log;

  @BeforeAll
  void start() {
    database = TestDatabase.fresh();
    log = new TestLog(database);
  }

  @AfterAll
  void stop() {
    database.close();
  }

  @Test
  @Tag("LOG-3")
  void a_user_with_ten_thousand_events_costs_no_more_to_load_than_one_with_ten() {
    UserId brief;
    UserId old;
    try (TestNode node = TestNode.start(database, keysets)) {
      brief = userWith(SHORT, node);
      old = userWith(LONG, node);
      load(old, node);
      awaitSnapshotOf(old);
    }
    try (TestNode node = countedNode()) {
      assertThat(costOf(brief, node)).isEqualTo(new CountedRows.Read(0, SHORT));
      assertThat(costOf(old, node)).as("cold").isEqualTo(new CountedRows.Read(1, 0));
      assertThat(costOf(old, node)).as("warm").isEqualTo(new CountedRows.Read(0, 1));
    }
  }

  @Test
  @Tag("LOG-3")
  void only_what_happened_since_the_snapshot_is_read_and_that_always() {
    UserId user;
    try (TestNode node = TestNode.start(database, keysets)) {
      user = userWith(LONG, node);
      load(user, node);
      awaitSnapshotOf(user);
    }
    try (TestNode node = countedNode()) {
      append(user, TAIL);
      assertThat(costOf(user, node)).as("cold").isEqualTo(new CountedRows.Read(1, TAIL));
      append(user, 5);
      assertThat(costOf(user, node)).as("warm").isEqualTo(new CountedRows.Read(0, TAIL + 1 + 5));
    }
  }

  private TestNode countedNode() {
    return TestNode.start(
        database, keysets, Map.of("keeptrusts.command.database.url", CountedRows.url(database)));
  }

  private UserId userWith(int events, TestNode node) {
    UserId user = new TestPeople(node).register();
    load(user, node);
    append(user, events - log.namesOf(user).size());
    return user;
  }

  /** Each command loads its user once, and records one event more. */
  private static void load(UserId user, TestNode node) {
    node.get(Commands.class).send(new RevokeSessions(user, null), TestPeople.operator());
  }

  private static CountedRows.Read costOf(UserId user, TestNode node) {
    CountedRows.sinceLastCall();
    load(user, node);
    return CountedRows.sinceLastCall();
  }

  /** As another node would: further events like the last. */
  private void append(UserId user, int events) {
    log.sql()
        .sql(
            """
            INSERT INTO log.event (event_id, subject_type, subject_id, subject_revision, name,
              event_revision, at, payload, metadata)
            SELECT gen_random_uuid(), subject_type, subject_id, subject_revision + more, name,
              event_revision, at, payload, metadata
            FROM (SELECT * FROM log.event WHERE subject_id = :user
                  ORDER BY subject_revision DESC LIMIT 1) last, generate_series(1, :events) more
            """)
        .param("user", user.value())
        .param("events", events)
        .update();
  }

  private void awaitSnapshotOf(UserId user) {
    await()
        .until(
            () ->
                log.sql()
                    .sql("SELECT count(*) FROM log.snapshot WHERE subject_id = :user")
                    .param("user", user.value())
                    .query(Integer.class)
                    .single(),
            found -> found == 1);
  }
}
