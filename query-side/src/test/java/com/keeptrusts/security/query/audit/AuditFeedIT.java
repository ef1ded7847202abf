package com.keeptrusts.security.query.audit;

import static com.keeptrusts.security.query.audit.TestEvents.ALPHA;
import static com.keeptrusts.security.query.audit.TestEvents.ANNA;
import static com.keeptrusts.security.query.audit.TestEvents.BETA;
import static com.keeptrusts.security.query.audit.TestEvents.CONSOLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.OrgRegistered;
import com.keeptrusts.security.event.Origin;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.ServiceCredentialRevoked;
import com.keeptrusts.security.log.TestDatabase;
import com.keeptrusts.security.query.audit.AuditPages.Ask;
import com.keeptrusts.security.query.audit.AuditPages.From;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

class AuditFeedIT {

  private static final Origin BY_SYSTEM = Origin.system("correlation-1");
  private static final int WRITERS = 6;
  private static final int TRANSACTIONS = 60;

  private TestDatabase database;
  private TestLog log;

  @BeforeEach
  void open() {
    database = TestDatabase.fresh();
    log = new TestLog(database.command());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  @Tag("AUD-2")
  void everybody_sees_the_same_dense_sequence_while_many_writers_commit_out_of_order()
      throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    AtomicBoolean writing = new AtomicBoolean(true);
    Set<String> committed = new ConcurrentSkipListSet<>();
    try (TestNode node = TestNode.started(database)) {
      List<Future<List<AuditEntry>>> consumers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        consumers.add(threads.submit(consumer(node, new Random(i), writing, committed)));
      }
      List<Future<?>> numbering = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        numbering.add(threads.submit(() -> numberWhile(writing)));
      }
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        Random random = new Random(100 + i);
        writers.add(threads.submit(() -> write(random, committed)));
      }
      for (Future<?> writer : writers) {
        writer.get(2, TimeUnit.MINUTES);
      }
      writing.set(false);
      for (Future<?> numberer : numbering) {
        numberer.get(1, TimeUnit.MINUTES);
      }
      List<AuditEntry> first = consumers.get(0).get(1, TimeUnit.MINUTES);
      assertThat(first)
          .extracting(AuditEntry::number)
          .isEqualTo(LongStream.rangeClosed(1, committed.size()).boxed().toList());
      assertThat(first)
          .extracting(AuditEntry::event)
          .containsExactlyInAnyOrderElementsOf(committed);
      assertThat(consumers.get(1).get(1, TimeUnit.MINUTES)).isEqualTo(first);
      assertThat(consumers.get(2).get(1, TimeUnit.MINUTES)).isEqualTo(first);
      assertDensePerOrg(first);
      assertCommittedOutOfOrder();
    } finally {
      threads.shutdownNow();
    }
  }

  private Callable<List<AuditEntry>> consumer(
      TestNode node, Random random, AtomicBoolean writing, Set<String> committed) {
    return () -> {
      List<AuditEntry> seen = new ArrayList<>();
      String cursor = null;
      while (writing.get() || seen.size() < committed.size()) {
        AuditPage<AuditEntry> page =
            node.pages.whole(new Ask(cursor, null, 1 + random.nextInt(17)));
        seen.addAll(page.entries());
        cursor = page.cursor();
      }
      assertThat(node.pages.whole(new Ask(cursor, null, 10)).entries()).isEmpty();
      return seen;
    };
  }

  private @Nullable Void numberWhile(AtomicBoolean writing) {
    JdbcTemplate jdbc = new JdbcTemplate(database.command());
    while (writing.get() || waiting(jdbc) > 0) {
      jdbc.queryForObject("SELECT log.number_events(7)", Integer.class);
    }
    return null;
  }

  private static int waiting(JdbcTemplate jdbc) {
    Integer waiting = jdbc.queryForObject("SELECT count(*) FROM log.outbox", Integer.class);
    return waiting == null ? 0 : waiting;
  }

  /** Transactions of several events with pauses inside; every fifth is rolled back. */
  private @Nullable Void write(Random random, Set<String> committed) throws SQLException {
    try (Connection connection = database.command().getConnection()) {
      connection.setAutoCommit(false);
      for (int i = 0; i < TRANSACTIONS; i++) {
        Set<String> mine = new TreeSet<>();
        for (int event = 0; event <= random.nextInt(3); event++) {
          mine.add(insert(connection, random));
          pause(connection, random);
        }
        if (i % 5 == 4) {
          connection.rollback();
        } else {
          committed.addAll(mine);
          connection.commit();
        }
      }
    }
    return null;
  }

  private static String insert(Connection connection, Random random) throws SQLException {
    String eventId = new UUID(random.nextLong(), random.nextLong()).toString();
    OrgId org = random.nextBoolean() ? ALPHA : BETA;
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO log.event (event_id, subject_type, subject_id, subject_revision, name,
              event_revision, at, payload, metadata)
            VALUES (?, 'org', ?, 0, 'org.registered', '1', log.now(), ?, '{"actor":"system"}')\
            """)) {
      insert.setString(1, eventId);
      insert.setString(2, eventId);
      insert.setString(3, "{\"orgId\":\"" + org + "\",\"name\":\"An org\"}");
      insert.executeUpdate();
    }
    return eventId;
  }

  private static void pause(Connection connection, Random random) throws SQLException {
    try (PreparedStatement pause = connection.prepareStatement("SELECT pg_sleep(?)")) {
      pause.setDouble(1, random.nextInt(20) / 1000.0);
      pause.execute();
    }
  }

  private static void assertDensePerOrg(List<AuditEntry> entries) {
    Map<OrgId, List<Long>> numbers = new HashMap<>();
    for (AuditEntry entry : entries) {
      assertThat(entry.orgs()).hasSize(1);
      entry
          .orgs()
          .forEach(
              place ->
                  numbers
                      .computeIfAbsent(place.org(), any -> new ArrayList<>())
                      .add(place.number()));
    }
    assertThat(numbers.keySet()).containsExactlyInAnyOrder(ALPHA, BETA);
    numbers
        .values()
        .forEach(
            of -> assertThat(of).isEqualTo(LongStream.rangeClosed(1, of.size()).boxed().toList()));
  }

  /** Otherwise the test would show nothing. */
  private void assertCommittedOutOfOrder() {
    Integer outOfOrder =
        new JdbcTemplate(database.owner())
            .queryForObject(
                """
                SELECT count(*) FROM (SELECT global_index < lag(global_index) OVER (ORDER BY number)
                  AS late FROM log.sequence) numbered WHERE late\
                """,
                Integer.class);
    assertThat(outOfOrder).isPositive();
  }

  @Test
  @Tag("AUD-2")
  void a_page_that_is_empty_has_a_cursor_too_and_goes_on_from_there() {
    try (TestNode node = TestNode.started(database)) {
      AuditPage<AuditEntry> empty = node.pages.whole(new Ask(null, null, 10));
      assertThat(empty.entries()).isEmpty();
      assertThat(empty.more()).isFalse();
      log.happened(BY_SYSTEM, TestEvents.others(ALPHA).subList(0, 5));
      node.upToDate();
      AuditPage<AuditEntry> two = node.pages.whole(new Ask(empty.cursor(), null, 2));
      assertThat(two.entries()).extracting(AuditEntry::number).containsExactly(1L, 2L);
      assertThat(two.more()).isTrue();
      AuditPage<AuditEntry> rest = node.pages.whole(new Ask(two.cursor(), null, 3));
      assertThat(rest.entries()).extracting(AuditEntry::number).containsExactly(3L, 4L, 5L);
      assertThat(rest.more()).isFalse();
      AuditPage<AuditEntry> end = node.pages.whole(new Ask(rest.cursor(), null, 3));
      assertThat(end.entries()).isEmpty();
      assertThat(end.cursor()).isEqualTo(rest.cursor());
    }
  }

  @Test
  @Tag("AUD-2")
  void entries_of_one_instant_are_neither_lost_nor_doubled_where_a_page_ends() {
    for (int i = 0; i < 11; i++) {
      log.happened(BY_SYSTEM, new OrgRegistered(i % 2 == 0 ? ALPHA : BETA, "Org " + i));
    }
    try (TestNode node = TestNode.started(database).upToDate()) {
      assertThat(node.whole()).extracting(AuditEntry::at).containsOnly(TestEvents.NOON);
      for (int limit = 1; limit <= 11; limit++) {
        int size = limit;
        assertThat(inPages(cursor -> node.pages.whole(new Ask(cursor, null, size))))
            .isEqualTo(node.whole());
        assertThat(inPages(cursor -> node.pages.ofOrg(ALPHA, new Ask(cursor, null, size))))
            .isEqualTo(node.of(ALPHA));
      }
      assertThat(node.whole()).hasSize(11);
      assertThat(node.of(ALPHA)).hasSize(6);
    }
  }

  private static <E> List<E> inPages(Function<@Nullable String, AuditPage<E>> pages) {
    List<E> all = new ArrayList<>();
    AuditPage<E> page = pages.apply(null);
    all.addAll(page.entries());
    while (page.more()) {
      page = pages.apply(page.cursor());
      all.addAll(page.entries());
    }
    return all;
  }

  @Test
  @Tag("AUD-2")
  void reading_starts_at_the_beginning_at_the_end_or_at_any_cursor() {
    log.happened(BY_SYSTEM, TestEvents.others(ALPHA).subList(0, 5));
    try (TestNode node = TestNode.started(database).upToDate()) {
      AuditPage<AuditEntry> end = node.pages.whole(new Ask(null, From.END, 10));
      AuditPage<OrgAuditEntry> endOfAlpha = node.pages.ofOrg(ALPHA, new Ask(null, From.END, 10));
      assertThat(end.entries()).isEmpty();
      assertThat(endOfAlpha.entries()).isEmpty();
      log.happened(BY_SYSTEM, new OrgRegistered(ALPHA, "Later"));
      node.upToDate();
      assertThat(node.pages.whole(new Ask(end.cursor(), null, 10)).entries())
          .extracting(AuditEntry::number)
          .containsExactly(6L);
      assertThat(node.pages.ofOrg(ALPHA, new Ask(endOfAlpha.cursor(), null, 10)).entries())
          .extracting(OrgAuditEntry::number)
          .containsExactly(2L);
      assertThat(node.pages.whole(new Ask(null, From.BEGINNING, 1)).entries())
          .extracting(AuditEntry::number)
          .containsExactly(1L);
    }
  }

  @Test
  @Tag("AUD-1")
  void an_orgs_page_leaves_out_what_encodes_the_rest_of_the_log() {
    log.happened(BY_SYSTEM, new ServiceCredentialRevoked(CONSOLE));
    log.happened(BY_SYSTEM, TestEvents.memberships(ANNA, BETA).subList(0, 2));
    log.happened(BY_SYSTEM, TestEvents.memberships(ANNA, ALPHA).subList(0, 2));
    log.happened(BY_SYSTEM, TestEvents.account(ANNA, BETA));
    try (TestNode node = TestNode.started(database).upToDate()) {
      AuditPage<OrgAuditEntry> page = node.pages.ofOrg(ALPHA, new Ask(null, null, 100));
      String shown = String.valueOf(Json.write(Map.of("page", page)));
      assertThat(shown).doesNotContain(BETA.value(), "@", "revision\"", "\"event\"", "\"orgs\"");
      node.whole().forEach(entry -> assertThat(shown).doesNotContain(entry.event()));
      assertThat(page.entries())
          .extracting(OrgAuditEntry::number)
          .isEqualTo(LongStream.rangeClosed(1, page.entries().size()).boxed().toList());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1001, Integer.MAX_VALUE, Integer.MIN_VALUE})
  @Tag("AUD-2")
  void a_page_of_no_or_too_many_entries_is_refused(int limit) {
    assertThatThrownBy(() -> new Ask(null, null, limit))
        .isInstanceOfSatisfying(
            Rejected.class, no -> assertThat(no.reason()).isEqualTo(Reason.INVALID_VALUE));
  }

  private static Stream<String> forbidden() {
    return Stream.of("query.audit_entry_1", "query.audit_org_entry_1")
        .flatMap(
            table ->
                Stream.of(
                    "UPDATE " + table + " SET number = number",
                    "DELETE FROM " + table,
                    "TRUNCATE " + table + " CASCADE",
                    "DROP TABLE " + table + " CASCADE",
                    "ALTER TABLE " + table + " ADD COLUMN more text",
                    "CREATE TRIGGER t BEFORE INSERT ON "
                        + table
                        + " FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
                    "SELECT * FROM " + table + " FOR UPDATE"));
  }

  @Test
  @Tag("AUD-1")
  void entries_can_only_be_added_and_read() {
    log.happened(BY_SYSTEM, TestEvents.others(ALPHA));
    try (TestNode node = TestNode.started(database).upToDate()) {
      JdbcTemplate login = new JdbcTemplate(database.query());
      assertThat(forbidden())
          .allSatisfy(
              statement ->
                  assertThatThrownBy(() -> login.execute(statement))
                      .isInstanceOf(DataAccessException.class)
                      .rootCause()
                      .hasMessageMatching("(?s).*(permission denied|must be owner).*"));
      assertThat(node.whole()).hasSameSizeAs(TestEvents.others(ALPHA));
    }
  }

  @Test
  @Tag("AUD-1")
  void the_login_that_writes_entries_owns_nothing_and_cannot_write_events() {
    JdbcTemplate owner = new JdbcTemplate(database.owner());
    assertThat(
            owner.queryForList(
                "SELECT relname FROM pg_class WHERE pg_get_userbyid(relowner)"
                    + " IN ('keeptrusts_query', 'keeptrusts_command')",
                String.class))
        .isEmpty();
    for (String table : List.of("log.event", "log.sequence", "log.outbox")) {
      assertThat(
              owner.queryForObject(
                  "SELECT has_table_privilege('keeptrusts_query', ?,"
                      + " 'INSERT,UPDATE,DELETE,TRUNCATE')",
                  Boolean.class,
                  table))
          .isFalse();
    }
    JdbcTemplate command = new JdbcTemplate(database.command());
    assertThatThrownBy(() -> command.execute("SELECT * FROM query.audit_entry_1"))
        .isInstanceOf(DataAccessException.class)
        .rootCause()
        .hasMessageContaining("permission denied");
  }
}
