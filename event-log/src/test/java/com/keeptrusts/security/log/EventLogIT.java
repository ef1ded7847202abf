package com.keeptrusts.security.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.event.EventName;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.OrgRegistered;
import com.keeptrusts.security.event.Origin;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class EventLogIT {

  private static final Instant AT = Instant.parse("2026-04-01T09:30:00.250Z");

  private TestDatabase database;
  private TestLog log;

  @BeforeEach
  void open() {
    database = TestDatabase.fresh();
    log = new TestLog(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void what_is_stored_is_readable_text_under_names_of_our_own() {
    OrgRegistered event = TestEvents.anOrg("Example");
    log.log().appendEvents(log.message(event, AT, Map.of(Origin.ACTOR, "system")));

    Map<String, @Nullable Object> row =
        JdbcClient.create(database.query()).sql("SELECT * FROM log.event").query().singleRow();

    assertThat(row)
        .containsEntry("subject_type", "org")
        .containsEntry("subject_id", event.orgId().value())
        .containsEntry("subject_revision", 0L)
        .containsEntry("name", "org.registered")
        .containsEntry("event_revision", "1")
        .containsEntry("payload", "{\"orgId\":\"" + event.orgId() + "\",\"name\":\"Example\"}")
        .containsEntry("metadata", "{\"actor\":\"system\",\"at\":\"2026-04-01T09:30:00.250Z\"}");
    assertThat(row).containsEntry("at", Timestamp.from(AT));
  }

  @Test
  void what_is_read_is_what_was_written_to_the_millisecond() {
    OrgRegistered event = TestEvents.anOrg("Example");
    DomainEventMessage<?> written =
        (DomainEventMessage<?>) log.message(event, AT, Map.of(Origin.ACTOR, "system"));
    log.log().appendEvents(written);

    DomainEventMessage<?> read = log.log().readEvents(event.orgId().value(), 0).next();

    assertThat(read.getPayload()).isEqualTo(event);
    assertThat(read.getTimestamp()).isEqualTo(AT);
    assertThat(read.getMetaData()).isEqualTo(written.getMetaData());
    assertThat(read.getIdentifier()).isEqualTo(written.getIdentifier());
  }

  @Test
  void two_events_for_one_revision_of_a_subject_are_a_conflict_also_for_the_first() {
    OrgRegistered event = TestEvents.anOrg("Example");
    for (long revision = 0; revision < 2; revision++) {
      log.log().appendEvents(org(event, revision));
      DomainEventMessage<?> second = org(event, revision);

      assertThatThrownBy(() -> log.log().appendEvents(second))
          .isInstanceOf(ConcurrencyException.class);
    }
  }

  @Test
  void an_event_is_not_taken_without_its_instant_or_with_another_stamp() {
    OrgRegistered event = TestEvents.anOrg("Example");
    GenericEventMessage<OrgRegistered> without =
        new GenericEventMessage<>("id", event, Map.of(), AT);
    GenericEventMessage<OrgRegistered> other =
        new GenericEventMessage<>("id", event, Map.of(Origin.AT, AT), AT.plusMillis(1));

    assertThatThrownBy(() -> log.log().appendEvents(without))
        .isInstanceOf(EventStoreException.class);
    assertThatThrownBy(() -> log.log().appendEvents(other)).isInstanceOf(EventStoreException.class);
    assertThat(count("log.event")).isZero();
  }

  @Test
  void a_subject_that_is_not_listed_cannot_write() {
    DomainEventMessage<?> message =
        TestLog.message("OrgSecurityPolicy", "a", 0, TestEvents.anOrg("Example"), AT, Map.of());

    assertThatThrownBy(() -> log.log().appendEvents(message))
        .isInstanceOf(EventStoreException.class)
        .hasMessageContaining("OrgSecurityPolicy");
  }

  @EventName("org.renamed-by-a-newer-version")
  @Revision("1")
  record FromANewerVersion(OrgId orgId) {}

  @Test
  void a_subject_with_an_event_that_this_version_does_not_know_is_not_loaded() {
    OrgRegistered event = TestEvents.anOrg("Example");
    log.append(event);
    TestLog newer =
        new TestLog(
            database.command(),
            StoredNames.of(List.of(FromANewerVersion.class))
                .with(StoredNames.ORG, StandIn.Org.class),
            new SnapshotMemory(10));
    newer
        .log()
        .appendEvents(
            TestLog.message(
                StoredNames.ORG,
                event.orgId().value(),
                1,
                new FromANewerVersion(event.orgId()),
                AT,
                Map.of()));

    assertThatThrownBy(() -> revisions(log, event.orgId()))
        .isInstanceOf(EventStoreException.class)
        .hasMessageContaining("newer version");
  }

  @Test
  void the_global_index_is_read_by_nobody() {
    assertThatThrownBy(() -> log.log().readEvents(null, false).findAny())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> log.log().createHeadToken())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> log.log().createTokenAt(AT))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void a_long_stream_is_read_whole() {
    OrgRegistered event = TestEvents.anOrg("Example");
    List<DomainEventMessage<?>> events = new ArrayList<>();
    for (long revision = 0; revision < 1_000; revision++) {
      events.add(org(event, revision));
    }
    log.log().appendEvents(events);

    assertThat(revisions(log, event.orgId())).hasSize(1_000).isSorted();
  }

  @Test
  @Tag("LOG-3")
  void an_old_snapshot_in_the_memory_of_another_node_still_gives_the_newest_state() {
    OrgRegistered event = TestEvents.anOrg("Example");
    TestLog other = node(database);
    log.log().appendEvents(org(event, 0), org(event, 1));
    log.log().storeSnapshot(snapshot(event, 1));
    assertThat(state(other, event.orgId())).containsExactly(1L);

    log.log().appendEvents(org(event, 2));
    log.log().storeSnapshot(snapshot(event, 2));
    log.log().appendEvents(org(event, 3));

    assertThat(state(other, event.orgId())).containsExactly(1L, 2L, 3L);
    assertThat(state(log, event.orgId())).containsExactly(2L, 3L);
  }

  @Test
  void a_node_whose_snapshot_has_fallen_far_behind_looks_for_a_newer_one() {
    OrgRegistered event = TestEvents.anOrg("Example");
    TestLog other = node(database);
    log.log().appendEvents(org(event, 0), org(event, 1));
    log.log().storeSnapshot(snapshot(event, 1));
    assertThat(state(other, event.orgId())).containsExactly(1L);
    for (long revision = 2; revision <= 150; revision++) {
      log.log().appendEvents(org(event, revision));
    }
    log.log().storeSnapshot(snapshot(event, 150));

    assertThat(state(other, event.orgId())).hasSize(150);
    assertThat(state(other, event.orgId())).containsExactly(150L);
  }

  @Test
  void every_load_from_a_remembered_snapshot_gives_an_object_of_its_own() {
    OrgRegistered event = TestEvents.anOrg("Example");
    log.log().appendEvents(org(event, 0), org(event, 1));
    log.log().storeSnapshot(snapshot(event, 1));

    Object first = log.log().readSnapshot(event.orgId().value()).orElseThrow().getPayload();
    Object second = log.log().readSnapshot(event.orgId().value()).orElseThrow().getPayload();

    assertThat(first).isEqualTo(second).isNotSameAs(second);
  }

  @Revision("2")
  record OrgOfAnotherShape(String state, String more) {}

  @Test
  @Tag("LOG-3")
  void a_snapshot_of_another_revision_is_not_used() {
    OrgRegistered event = TestEvents.anOrg("Example");
    log.log().appendEvents(org(event, 0), org(event, 1));
    log.log().storeSnapshot(snapshot(event, 1));
    TestLog newer =
        new TestLog(
            database.command(),
            StoredNames.events().with(StoredNames.ORG, OrgOfAnotherShape.class),
            new SnapshotMemory(10));

    assertThat(state(newer, event.orgId())).containsExactly(0L, 1L);
  }

  @Test
  @Tag("LOG-3")
  void a_snapshot_that_cannot_be_read_is_not_used() {
    OrgRegistered event = TestEvents.anOrg("Example");
    log.log().appendEvents(org(event, 0), org(event, 1));
    log.log().storeSnapshot(snapshot(event, 1));
    JdbcClient.create(database.owner())
        .sql("UPDATE log.snapshot SET payload = '{\"state\":[1]}'")
        .update();

    assertThat(state(log, event.orgId())).containsExactly(0L, 1L);
  }

  @Test
  void who_commits_events_is_told_afterwards_and_who_rolls_back_is_not() {
    AtomicInteger told = new AtomicInteger();
    EventLog engine =
        new EventLog(
            database.command(),
            TestLog.transactions(database.command()),
            new LogSerializer(StoredNames.events().with(StoredNames.ORG, StandIn.Org.class)),
            new SnapshotMemory(10),
            told::incrementAndGet);

    inUnitOfWork(() -> engine.appendEvents(org(TestEvents.anOrg("Example"), 0)));
    assertThat(told).hasValue(1);

    assertThatThrownBy(
            () ->
                inUnitOfWork(
                    () -> {
                      engine.appendEvents(org(TestEvents.anOrg("Example"), 0));
                      throw new IllegalStateException("rolled back");
                    }))
        .hasRootCauseMessage("rolled back");
    assertThat(told).hasValue(1);
    assertThat(count("log.event")).isEqualTo(1);
  }

  @Test
  void the_clock_is_the_databases_and_stands_where_a_test_sets_it() {
    DatabaseClock clock = new DatabaseClock(database.query());
    database.setClock(AT);
    assertThat(clock.now()).isEqualTo(AT);

    database.advance(Duration.ofMinutes(5));
    assertThat(clock.now()).isEqualTo(AT.plusSeconds(300));

    database.restartClock();
    assertThat(clock.now()).isAfter(AT.plusSeconds(300));
    assertThat(clock.now())
        .satisfies(now -> assertThat(now).isEqualTo(now.truncatedTo(ChronoUnit.MILLIS)));
  }

  @Test
  void a_transaction_is_bounded_on_each_sides_connections() {
    for (var side : List.of(database.command(), database.query())) {
      JdbcClient client = JdbcClient.create(side);
      assertThat(client.sql("SHOW statement_timeout").query(String.class).single())
          .isEqualTo("10s");
      assertThat(client.sql("SHOW lock_timeout").query(String.class).single()).isEqualTo("2s");
      assertThat(
              client.sql("SHOW idle_in_transaction_session_timeout").query(String.class).single())
          .isEqualTo("10s");
      assertThat(
              client
                  .sql("SELECT coalesce(current_setting('transaction_timeout', true), 'unknown')")
                  .query(String.class)
                  .single())
          .isEqualTo(isPostgres17OrNewer(client) ? "15s" : "unknown");
    }
  }

  private static boolean isPostgres17OrNewer(JdbcClient client) {
    return client
        .sql("SELECT current_setting('server_version_num')::integer >= 170000")
        .query(Boolean.class)
        .single();
  }

  private void inUnitOfWork(Runnable work) {
    UnitOfWork<?> unit = DefaultUnitOfWork.startAndGet(new GenericMessage<>("command"));
    unit.attachTransaction(TestLog.transactions(database.command()));
    unit.executeWithResult(
            () -> {
              work.run();
              return "done";
            })
        .getPayload();
  }

  private static TestLog node(TestDatabase database) {
    return new TestLog(
        database.anotherCommandNode(),
        StoredNames.events().with(StoredNames.ORG, StandIn.Org.class),
        new SnapshotMemory(10));
  }

  private static DomainEventMessage<?> org(OrgRegistered event, long revision) {
    return TestLog.message(StoredNames.ORG, event.orgId().value(), revision, event, AT, Map.of());
  }

  private static DomainEventMessage<?> snapshot(OrgRegistered event, long revision) {
    return TestLog.message(
        StoredNames.ORG,
        event.orgId().value(),
        revision,
        new StandIn.Org("after " + revision),
        AT,
        Map.of());
  }

  /** The revisions that a load goes through: a snapshot's, if one is used, then each event's. */
  private static List<Long> state(TestLog node, OrgId org) {
    EventStore store = EmbeddedEventStore.builder().storageEngine(node.log()).build();
    return store.readEvents(org.value()).asStream().<Long>map(e -> e.getSequenceNumber()).toList();
  }

  private static List<Long> revisions(TestLog node, OrgId org) {
    return node.log()
        .readEvents(org.value(), 0)
        .asStream()
        .<Long>map(e -> e.getSequenceNumber())
        .toList();
  }

  private long count(String table) {
    return JdbcClient.create(database.query())
        .sql("SELECT count(*) FROM " + table)
        .query(Long.class)
        .single();
  }
}
