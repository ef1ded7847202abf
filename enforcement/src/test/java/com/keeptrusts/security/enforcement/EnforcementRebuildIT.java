package com.keeptrusts.security.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.event.EndCause;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.SecurityEvent;
import com.keeptrusts.security.event.SessionsRevoked;
import com.keeptrusts.security.event.UserSecurityEvent;
import com.keeptrusts.security.log.Numbering;
import com.keeptrusts.security.log.SqlStates;
import com.keeptrusts.security.log.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

class EnforcementRebuildIT {

  private final List<OrgId> orgs = List.of(TestIds.org(), TestIds.org(), TestIds.org());
  private TestDatabase database;
  private TestNode node;
  private Numbering numbering;
  private EnforcementRebuild rebuild;

  @BeforeEach
  void start() {
    database = TestDatabase.fresh();
    node = new TestNode(database.command());
    numbering = new Numbering(database.command());
    rebuild = new EnforcementRebuild(database.command(), node.serializer);
    orgs.forEach(org -> node.happened(TestEvents.registered(org)));
  }

  @AfterEach
  void stop() {
    numbering.close();
    database.close();
  }

  @Test
  void rebuilt_rows_equal_the_live_ones_after_any_history_numbered_or_not() {
    for (long seed = 1; seed <= 3; seed++) {
      live(seed, 100);
      assertThat(rebuild.run(number -> {}).corrected())
          .as("seed %s", seed)
          .allSatisfy((t, n) -> assertThat(n).isZero());
      numberAll();
      live(seed + 100, 30);
      List<String> before = AllRows.of(database);

      Rebuilt rebuilt = rebuild.run(number -> {});

      assertThat(rebuilt.correctedRows()).as("seed %s", seed).isZero();
      assertThat(AllRows.of(database)).isEqualTo(before);
    }
  }

  @Test
  void rows_that_were_lost_changed_or_invented_are_put_right() {
    live(7, 200);
    numberAll();
    Person ada = Person.memberOf(database, node, orgs.get(0), Role.OWNER);
    List<String> before = AllRows.of(database);
    asOwner("DELETE FROM enforcement.user_1");
    asOwner("UPDATE enforcement.membership_1 SET role = 'OWNER', suspended = NOT suspended");
    asOwner("UPDATE enforcement.session_1 SET multi_factor = NOT multi_factor");
    asOwner("DELETE FROM enforcement.session_1 WHERE user_id <> '" + ada.id() + "'");
    asOwner("INSERT INTO enforcement.org_1 VALUES ('invented', 1)");
    asOwner("UPDATE enforcement.service_client_1 SET scopes = '{operate}'");
    asOwner("UPDATE enforcement.ip_rule_1 SET enabled = NOT enabled");
    asOwner("DELETE FROM enforcement.org_mfa_policy_1");
    asOwner("UPDATE enforcement.mfa_grace_period_1 SET deadline = deadline + interval '1 day'");

    Rebuilt rebuilt = rebuild.run(number -> {});

    assertThat(AllRows.of(database)).isEqualTo(before);
    assertThat(rebuilt.corrected())
        .containsEntry("org_1", 1)
        .allSatisfy((table, rows) -> assertThat(rows).as(table).isPositive());
  }

  @Test
  void when_a_session_was_last_used_outlives_a_rebuild() {
    Person ada = Person.signedIn(database, node, Factor.PASSWORD);
    asOwner("UPDATE enforcement.session_seen SET seen_at = seen_at + interval '5 min'");
    Person gone = Person.signedIn(database, node, Factor.PASSWORD);
    List<String> before = AllRows.of(database);
    asOwner("DELETE FROM enforcement.session_seen WHERE session_id = '" + gone.session() + "'");
    asOwner("INSERT INTO enforcement.session_seen VALUES ('invented', now())");

    rebuild.run(number -> {});

    assertThat(AllRows.of(database)).isEqualTo(before);
    assertThat(new Decisions(database.query()).decide(ada.aboutAccount()).outcome())
        .isEqualTo(Decision.Outcome.ALLOW);
  }

  @Test
  void a_rebuild_while_many_write_loses_nothing_and_finds_nothing_wrong() throws Exception {
    numbering.start();
    AtomicBoolean over = new AtomicBoolean();
    Semaphore written = new Semaphore(0);
    ExecutorService writers = Executors.newFixedThreadPool(3);
    List<Future<?>> writing = new ArrayList<>();
    for (int writer = 0; writer < 3; writer++) {
      RandomLives lives = new RandomLives(1_000 + writer, orgs);
      TestNode own = new TestNode(database.anotherCommandNode());
      writing.add(
          writers.submit(
              () -> {
                while (!over.get()) {
                  write(own, lives.next(database.now()));
                  written.release();
                }
              }));
    }

    List<Rebuilt> rebuilds = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      written.drainPermits();
      written.acquire(20);
      rebuilds.add(rebuild.run(number -> {}));
    }
    over.set(true);
    for (Future<?> one : writing) {
      one.get();
    }
    writers.shutdown();

    assertThat(rebuilds).allSatisfy(each -> assertThat(each.correctedRows()).isZero());
    assertThat(rebuild.run(number -> {}).correctedRows()).isZero();
  }

  @Test
  void decisions_go_on_while_the_rows_are_put_right() {
    Person ada = Person.signedIn(database, node, Factor.PASSWORD);
    Decisions decisions = new Decisions(database.query(), Runnable::run);

    boolean answered =
        node.inTransaction(
            () -> {
              JdbcClient.create(database.command())
                  .sql("LOCK TABLE enforcement.user_1, enforcement.session_1 IN EXCLUSIVE MODE")
                  .update();
              return decisions.decide(ada.aboutAccount()).outcome() == Decision.Outcome.ALLOW;
            });

    assertThat(answered).isTrue();
  }

  @Test
  void a_later_rebuild_stops_an_earlier_one() {
    live(3, 50);
    numberAll();
    EnforcementRebuild later = new EnforcementRebuild(database.command(), node.serializer);
    AtomicBoolean once = new AtomicBoolean();

    assertThatThrownBy(
            () ->
                rebuild.run(
                    number -> {
                      if (once.compareAndSet(false, true)) {
                        later.run(ignored -> {});
                      }
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Another rebuild");
  }

  @Test
  void progress_is_told_by_the_numbers_of_the_sequence() {
    live(11, 50);
    numberAll();
    List<Long> told = new ArrayList<>();

    Rebuilt rebuilt = rebuild.run(told::add);

    assertThat(told).isNotEmpty().isSorted().endsWith(rebuilt.number());
  }

  @Test
  void a_rebuild_after_one_that_broke_off_starts_afresh() {
    Person ada = Person.signedIn(database, node, Factor.PASSWORD);
    numberAll();
    assertThatThrownBy(
            () ->
                rebuild.run(
                    number -> {
                      throw new IllegalStateException("the process was killed");
                    }))
        .hasMessageContaining("killed");
    node.happened(new SessionsRevoked(ada.id(), EndCause.REVOKED_BY_USER, null));

    assertThat(rebuild.run(number -> {}).correctedRows()).isZero();
  }

  private void live(long seed, int commands) {
    RandomLives lives = new RandomLives(seed, orgs);
    Instant now = database.now();
    for (int i = 0; i < commands; i++) {
      node.happened(lives.next(now).toArray(SecurityEvent[]::new));
    }
  }

  /** As a command does: authority first; on a conflict the whole step again. */
  private static void write(TestNode node, List<SecurityEvent> events) {
    boolean done = false;
    while (!done) {
      try {
        done =
            node.inTransaction(
                () -> {
                  if (events.get(0) instanceof UserSecurityEvent event) {
                    node.authority.lock(null, false, event.userId(), null, null);
                  }
                  node.publish(events.toArray(SecurityEvent[]::new));
                  return true;
                });
      } catch (DataAccessException busy) {
        if (!SqlStates.isTransient(busy)) {
          throw busy;
        }
      }
    }
  }

  private void numberAll() {
    int numbered = 1;
    while (numbered != 0) {
      numbered = numbering.numberBatch();
    }
  }

  private void asOwner(String sql) {
    JdbcClient.create(database.owner()).sql(sql).update();
  }
}
