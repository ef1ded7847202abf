package com.keeptrusts.security.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.OrgRegistered;
import com.keeptrusts.security.event.SignInRefusal;
import com.keeptrusts.security.event.SignInRefused;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventMessageHandler;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

class SequenceSourceIT {

  private TestDatabase database;
  private TestLog log;
  private SequenceSource source;

  @BeforeEach
  void open() {
    database = TestDatabase.fresh();
    log = new TestLog(database);
    source = new SequenceSource(database.query(), new LogSerializer(StoredNames.events()));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void a_stream_gives_every_event_once_in_the_order_of_its_number() throws Exception {
    OrgRegistered first = TestEvents.anOrg("first");
    SignInRefused alone =
        new SignInRefused(null, "hash", Factor.PASSWORD, SignInRefusal.UNKNOWN_EMAIL, 1);
    log.append(first, Map.of("actor", "system"));
    log.append(alone);
    log.number();

    try (BlockingStream<TrackedEventMessage<?>> stream = source.openStream(null)) {
      TrackedEventMessage<?> one = stream.nextAvailable();
      TrackedEventMessage<?> two = stream.nextAvailable();

      assertThat(one.getPayload()).isEqualTo(first);
      assertThat(one.trackingToken()).isEqualTo(new SequenceToken(1));
      assertThat(one.getMetaData()).containsEntry("actor", "system");
      assertThat(((DomainEventMessage<?>) one).getType()).isEqualTo(StoredNames.ORG);
      assertThat(((DomainEventMessage<?>) one).getAggregateIdentifier())
          .isEqualTo(first.orgId().value());
      assertThat(two.getPayload()).isEqualTo(alone);
      assertThat(two).isNotInstanceOf(DomainEventMessage.class);
      assertThat(stream.hasNextAvailable()).isFalse();
      assertThat(stream.peek()).isEmpty();
    }
  }

  @Test
  void a_stream_goes_on_after_its_token() throws Exception {
    log.append(TestEvents.anOrg("1"), TestEvents.anOrg("2"), TestEvents.anOrg("3"));
    log.number();

    assertThat(source.createTailToken()).isEqualTo(SequenceToken.BEGINNING);
    assertThat(source.createHeadToken()).isEqualTo(new SequenceToken(3));
    try (BlockingStream<TrackedEventMessage<?>> stream = source.openStream(new SequenceToken(2))) {
      assertThat(name(stream.nextAvailable())).isEqualTo("3");
    }
  }

  @Test
  void a_lost_connection_is_made_anew_and_that_is_worth_no_warning() throws Exception {
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    Logger watching = (Logger) LoggerFactory.getLogger(SequenceWatch.class);
    logged.start();
    watching.addAppender(logged);
    try (BlockingStream<TrackedEventMessage<?>> stream = source.openStream(null)) {
      Conditions.await(Duration.ofSeconds(10), () -> loseConnections() > 0);
      log.append(TestEvents.anOrg("new"));
      log.number();

      assertThat(stream.hasNextAvailable(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      watching.detachAppender(logged);
    }
    assertThat(logged.list).noneMatch(line -> line.getLevel().isGreaterOrEqual(Level.WARN));
  }

  /** As a server does that shuts down; how many there were. */
  private int loseConnections() {
    return JdbcClient.create(database.queryLogin())
        .sql(
            """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE datname = current_database() AND usename = current_user
              AND query NOT LIKE '%pg_terminate_backend%'
            """)
        .query(Integer.class)
        .single();
  }

  @Test
  void a_waiting_reader_is_woken_by_the_numbering() throws Exception {
    try (BlockingStream<TrackedEventMessage<?>> stream = source.openStream(null)) {
      AtomicInteger called = new AtomicInteger();
      stream.setOnAvailableCallback(called::incrementAndGet);
      assertThat(stream.hasNextAvailable(10, TimeUnit.MILLISECONDS)).isFalse();

      log.append(TestEvents.anOrg("new"));
      log.number();

      assertThat(stream.hasNextAvailable(10, TimeUnit.SECONDS)).isTrue();
      Conditions.await(Duration.ofSeconds(10), () -> called.get() > 0);
    }
  }

  @Test
  void a_stream_that_loses_its_connection_goes_on() throws Exception {
    try (BlockingStream<TrackedEventMessage<?>> stream = source.openStream(null)) {
      log.append(TestEvents.anOrg("before"));
      log.number();
      assertThat(name(stream.nextAvailable())).isEqualTo("before");

      JdbcClient.create(database.queryLogin())
          .sql(
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                  + " WHERE usename = current_user AND pid <> pg_backend_pid()")
          .query(Boolean.class)
          .list();
      log.append(TestEvents.anOrg("after"));
      log.number();

      assertThat(stream.hasNextAvailable(20, TimeUnit.SECONDS)).isTrue();
      assertThat(name(stream.nextAvailable())).isEqualTo("after");
    }
  }

  @Test
  void a_closed_stream_holds_no_connection() {
    source.openStream(null).close();

    Conditions.await(
        Duration.ofSeconds(10),
        () ->
            JdbcClient.create(database.query())
                    .sql(
                        "SELECT count(*) FROM pg_stat_activity WHERE usename = current_user"
                            + " AND state <> 'idle' AND pid <> pg_backend_pid()"
                            + " AND datname = current_database()")
                    .query(Long.class)
                    .single()
                == 0);
    Conditions.await(
        Duration.ofSeconds(10),
        () -> Thread.getAllStackTraces().keySet().stream().noneMatch(this::isWatching));
  }

  private boolean isWatching(Thread thread) {
    return thread.getName().equals("sequence-watch");
  }

  @Test
  void a_token_of_another_order_opens_no_stream() {
    assertThatThrownBy(() -> source.openStream(new GlobalSequenceTrackingToken(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Tag("AUD-2")
  void a_processor_misses_no_late_commit_and_a_reset_gives_it_every_event_again() throws Exception {
    TestProcessor.createTokenTable(database);
    Reader handler = new Reader();
    try (TestProcessor processor = new TestProcessor(database, source, handler)) {
      processor.start();
      try (Connection late = database.commandLogin().getConnection()) {
        late.setAutoCommit(false);
        NumberingIT.insert(late, "late");
        NumberingIT.appendOrgs(log, 300);
        log.number();
        Conditions.await(Duration.ofSeconds(20), () -> handler.live.size() == 300);
        late.commit();
        late.setAutoCommit(true);
      }
      log.number();
      Conditions.await(Duration.ofSeconds(20), () -> handler.live.size() == 301);

      assertThat(handler.live.get(300)).isEqualTo("late");
      assertThat(handler.live).doesNotHaveDuplicates();
      assertThat(storedTokens()).allSatisfy(t -> assertThat(t).doesNotContain("."));

      processor.stop();
      processor.reset();
      assertThat(storedTokens()).singleElement().isEqualTo("{\"until\":301,\"number\":0}");
      processor.start();
      Conditions.await(Duration.ofSeconds(20), () -> handler.replayed.size() == 301);
      log.append(TestEvents.anOrg("afterwards"));
      log.number();
      Conditions.await(Duration.ofSeconds(20), () -> handler.live.size() == 302);

      assertThat(handler.replayed).isEqualTo(handler.live.subList(0, 301));
      assertThat(handler.live.get(301)).isEqualTo("afterwards");
    }
  }

  @Test
  void a_processor_that_stops_goes_on_where_it_was_also_on_another_node() throws Exception {
    TestProcessor.createTokenTable(database);
    Reader handler = new Reader();
    log.append(TestEvents.anOrg("1"));
    log.number();
    try (TestProcessor processor = new TestProcessor(database, source, handler)) {
      processor.start();
      Conditions.await(Duration.ofSeconds(20), () -> handler.all().size() == 1);
    }
    log.append(TestEvents.anOrg("2"));
    log.number();
    try (TestProcessor other = new TestProcessor(database, source, handler)) {
      other.start();
      Conditions.await(Duration.ofSeconds(20), () -> handler.all().size() == 2);
    }

    assertThat(handler.all()).containsExactly("1", "2");
  }

  private List<String> storedTokens() {
    return JdbcClient.create(database.query())
        .sql("SELECT token FROM reading.token_1")
        .query((row, number) -> row.getString(1))
        .list();
  }

  private static String name(EventMessage<?> event) {
    return ((OrgRegistered) event.getPayload()).name();
  }

  private static final class Reader implements EventMessageHandler {

    private final List<String> live = new CopyOnWriteArrayList<>();
    private final List<String> replayed = new CopyOnWriteArrayList<>();

    @Override
    public Object handle(EventMessage<?> event) {
      (ReplayToken.isReplay(event) ? replayed : live).add(name(event));
      return event;
    }

    List<String> all() {
      List<String> all = new ArrayList<>(replayed);
      all.addAll(live);
      return all;
    }
  }
}
