package com.keeptrusts.security.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.EventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;

class NumberingIT {

  private TestDatabase database;
  private TestLog log;
  private Numbering numbering;
  private SequenceReader reader;

  @BeforeEach
  void open() {
    database = TestDatabase.fresh();
    log = new TestLog(database);
    numbering = new Numbering(database.command());
    reader = new SequenceReader(database.query());
  }

  @AfterEach
  void close() {
    numbering.close();
    database.close();
  }

  @Test
  @Tag("AUD-2")
  void many_writers_and_two_numberers_at_once_number_every_event_once_and_without_a_gap()
      throws Exception {
    int writers = 8;
    int each = 50;
    int events = writers * each;
    Numbering otherNode = new Numbering(database.anotherCommandNode());
    numbering.start();
    otherNode.start();
    ExecutorService pool = Executors.newFixedThreadPool(writers);
    try {
      List<Callable<Void>> work = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        Random chance = new Random(writer);
        work.add(() -> writeOutOfOrder(each, chance));
      }
      for (Future<Void> done : pool.invokeAll(work)) {
        done.get();
      }
      await(() -> reader.waiting() == 0);
    } finally {
      pool.shutdown();
      otherNode.close();
    }

    List<NumberedEvent> all = reader.read(0, events + 1);
    assertThat(all)
        .extracting(NumberedEvent::number)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, events).boxed().toList());
    assertThat(all).extracting(NumberedEvent::eventId).doesNotHaveDuplicates();
    assertThat(all)
        .extracting(NumberedEvent::eventId)
        .containsExactlyInAnyOrderElementsOf(
            JdbcClient.create(database.query())
                .sql("SELECT event_id FROM log.event")
                .query((row, number) -> row.getString(1))
                .list());
  }

  /** Takes its global index early and commits after later ones, or never. */
  private Void writeOutOfOrder(int events, Random chance) throws SQLException {
    for (int i = 0; i < events; i++) {
      try (Connection connection = database.command().getConnection()) {
        connection.setAutoCommit(false);
        insert(connection, "rolled-back-" + chance.nextLong());
        connection.rollback();
        insert(connection, "kept-" + chance.nextLong());
        try (Statement statement = connection.createStatement()) {
          statement.execute("SELECT pg_sleep(" + chance.nextInt(10) / 1_000.0 + ")");
        }
        connection.commit();
        connection.setAutoCommit(true);
      }
    }
    return null;
  }

  @Test
  @Tag("AUD-2")
  void an_event_with_a_low_index_that_commits_after_hundreds_of_later_ones_comes_once_and_after()
      throws SQLException {
    try (Connection late = database.commandLogin().getConnection()) {
      late.setAutoCommit(false);
      insert(late, "late");
      appendOrgs(log, 300);
      log.number();
      List<NumberedEvent> before = reader.read(0, 1_000);
      assertThat(before).hasSize(300).noneMatch(e -> e.eventId().equals("late"));

      late.commit();
      late.setAutoCommit(true);
      log.number();

      assertThat(reader.read(0, 300)).isEqualTo(before);
      assertThat(reader.read(300, 1_000))
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.eventId()).isEqualTo("late");
                assertThat(event.number()).isEqualTo(301);
              });
      assertThat(
              JdbcClient.create(database.query())
                  .sql("SELECT global_index FROM log.event WHERE event_id = 'late'")
                  .query(Long.class)
                  .single())
          .isEqualTo(1);
    }
  }

  @Test
  void a_numberer_that_dies_before_its_commit_has_numbered_nothing_and_holds_nothing()
      throws SQLException {
    log.append(TestEvents.anOrg("Example"));
    try (Connection dying = database.command().getConnection()) {
      dying.setAutoCommit(false);
      try (Statement statement = dying.createStatement()) {
        statement.execute("SELECT log.number_events(10)");
      }
      assertThat(numbering.numberBatch()).isEqualTo(-1);
      assertThat(reader.head()).isZero();

      dying.rollback();
      dying.setAutoCommit(true);
    }

    assertThat(numbering.numberBatch()).isEqualTo(1);
    assertThat(reader.head()).isEqualTo(1);
  }

  @Test
  void a_numberer_that_is_killed_in_the_middle_of_a_batch_leaves_it_to_the_others()
      throws SQLException {
    log.append(TestEvents.anOrg("Example"));
    try (Connection killed = database.commandLogin().getConnection()) {
      killed.setAutoCommit(false);
      try (Statement statement = killed.createStatement()) {
        statement.execute("SELECT log.number_events(10)");
      }
      JdbcClient.create(database.command())
          .sql("SELECT pg_terminate_backend(:pid, 5000)")
          .param("pid", killed.unwrap(PGConnection.class).getBackendPID())
          .query(Boolean.class)
          .single();
    }

    assertThat(numbering.numberBatch()).isEqualTo(1);
  }

  @Test
  void a_numberer_that_is_paused_between_two_batches_holds_nothing() {
    log.append(TestEvents.anOrg("first"));
    assertThat(numbering.numberBatch()).isEqualTo(1);

    assertThat(
            JdbcClient.create(database.owner())
                .sql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
                .query(Long.class)
                .single())
        .isZero();
    log.append(TestEvents.anOrg("second"));
    assertThat(new Numbering(database.anotherCommandNode()).numberBatch()).isEqualTo(1);
  }

  @Test
  void a_number_that_is_given_cannot_be_given_again() {
    log.append(TestEvents.anOrg("first"));
    log.number();
    JdbcClient owner = JdbcClient.create(database.owner());

    assertThatThrownBy(() -> owner.sql("INSERT INTO log.sequence VALUES (1, 99, 'other')").update())
        .satisfies(e -> assertThat(SqlStates.isUniqueViolation(e)).isTrue());
    assertThatThrownBy(
            () ->
                owner
                    .sql("INSERT INTO log.sequence SELECT 2, 99, event_id FROM log.sequence")
                    .update())
        .satisfies(e -> assertThat(SqlStates.isUniqueViolation(e)).isTrue());
  }

  @Test
  void what_another_node_left_behind_is_numbered_without_a_wake_up() {
    numbering.start();
    log.append(TestEvents.anOrg("Example"));

    await(() -> reader.head() == 1);
  }

  @Test
  void numbering_stops_and_starts_again() {
    numbering.start();
    log.append(TestEvents.anOrg("first"));
    await(() -> reader.head() == 1);

    numbering.stop();
    log.append(TestEvents.anOrg("second"));
    numbering.start();
    numbering.wake();

    await(() -> reader.head() == 2);
  }

  @Test
  void a_reader_starts_anywhere() {
    for (int i = 0; i < 5; i++) {
      log.append(TestEvents.anOrg("org " + i), Map.of("correlation", "c" + i));
    }
    log.number();

    assertThat(reader.read(2, 2)).extracting(NumberedEvent::number).containsExactly(3L, 4L);
    assertThat(reader.read(5, 10)).isEmpty();
    assertThat(reader.read(0, 1))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.name()).isEqualTo("org.registered");
              assertThat(event.eventRevision()).isEqualTo("1");
              assertThat(event.subjectType()).isEqualTo("org");
              assertThat(event.revision()).isZero();
              assertThat(event.payloadJson()).contains("\"name\":\"org 0\"");
              assertThat(event.metadataJson()).contains("\"correlation\":\"c0\"");
            });
  }

  /** In transactions of ten. */
  static void appendOrgs(TestLog log, int count) {
    for (int i = 0; i < count; i += 10) {
      log.log()
          .appendEvents(
              IntStream.range(i, i + 10)
                  .mapToObj(n -> TestEvents.anOrg("org " + n))
                  .<EventMessage<?>>map(org -> log.first(org))
                  .toList());
    }
  }

  static void insert(Connection connection, String eventId) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO log.event (event_id, subject_type, subject_id, subject_revision, name,
                                 event_revision, at, payload, metadata)
          VALUES ('%1$s', 'org', '%1$s', 0, 'org.registered', '1', log.now(),
                  '{"orgId":"a3c1d9c4-0c36-4d5a-8f0b-5b7f5a0e2b02","name":"%1$s"}', '{}')
          """
              .formatted(eventId));
    }
  }

  static void await(BooleanSupplier condition) {
    Conditions.await(Duration.ofSeconds(20), condition);
  }
}
