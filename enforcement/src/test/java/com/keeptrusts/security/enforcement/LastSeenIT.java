package com.keeptrusts.security.enforcement;

import static com.keeptrusts.security.enforcement.TestRows.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.EndCause;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.SessionEnded;
import com.keeptrusts.security.log.DatabaseRoles;
import com.keeptrusts.security.log.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("SES-1")
class LastSeenIT {

  private final List<Runnable> later = new ArrayList<>();
  private TestDatabase database;
  private TestNode node;
  private Person ada;

  @BeforeEach
  void start() {
    database = TestDatabase.fresh();
    node = new TestNode(database.command());
    database.setClock(NOON);
    ada = Person.signedIn(database, node, Factor.PASSWORD);
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void either_side_writes_a_use_down_once_a_minute_at_most() {
    for (Decisions side :
        List.of(
            new Decisions(database.command(), Runnable::run),
            new Decisions(database.query(), Runnable::run))) {
      Instant written = seen();

      database.setClock(written.plusSeconds(60));
      side.decide(ada.aboutAccount());
      assertThat(seen()).isEqualTo(written);

      database.setClock(written.plusMillis(60_001));
      side.decide(ada.aboutAccount());
      assertThat(seen()).isEqualTo(written.plusMillis(60_001));
    }
  }

  @Test
  void many_uses_at_once_are_written_down_once() {
    Decisions decisions = new Decisions(database.query(), later::add);
    database.advance(Duration.ofMinutes(2));

    for (int i = 0; i < 50; i++) {
      decisions.decide(ada.aboutAccount());
    }

    assertThat(later).hasSize(1);
  }

  @Test
  void a_use_that_is_written_down_late_does_not_revive_what_ran_out_meanwhile() {
    Decisions decisions = new Decisions(database.query(), later::add);
    database.setClock(NOON.plus(Duration.ofMinutes(61)).minusMillis(1));
    assertThat(decisions.decide(ada.aboutAccount()).outcome()).isEqualTo(Decision.Outcome.ALLOW);

    database.setClock(NOON.plus(Duration.ofMinutes(61)));
    later.forEach(Runnable::run);

    assertThat(seen()).isEqualTo(NOON);
    assertThat(decisions.decide(ada.aboutAccount()).outcome()).isEqualTo(Decision.Outcome.DENY);
  }

  @Test
  void a_use_that_is_written_down_late_does_not_revive_what_was_ended_meanwhile() {
    Decisions decisions = new Decisions(database.query(), later::add);
    database.advance(Duration.ofMinutes(2));
    decisions.decide(ada.aboutAccount());

    node.happened(new SessionEnded(ada.id(), ada.session(), EndCause.SIGNED_OUT, database.now()));
    later.forEach(Runnable::run);

    assertThat(later).hasSize(1);
    assertThat(rows("enforcement.session_seen")).isZero();
    assertThat(rows("enforcement.session_1")).isZero();
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_use_waits_for_no_lock() {
    PGSimpleDataSource patient = new PGSimpleDataSource();
    patient.setUrl(database.url());
    patient.setUser(DatabaseRoles.QUERY);
    patient.setPassword(database.password());
    Decisions decisions = new Decisions(patient, Runnable::run);
    database.advance(Duration.ofMinutes(2));

    Decision decision =
        node.inTransaction(
            () -> {
              JdbcClient.create(database.command())
                  .sql("SELECT session_id FROM enforcement.session_seen FOR UPDATE")
                  .query((row, number) -> row.getString(1))
                  .list();
              return decisions.decide(ada.aboutAccount());
            });

    assertThat(decision.outcome()).isEqualTo(Decision.Outcome.ALLOW);
    assertThat(seen()).isEqualTo(NOON);
  }

  @Test
  void what_ran_out_is_found_with_its_instant_and_cause() {
    RunOutSessions runOut = new RunOutSessions(database.command());
    Instant idleEnd = NOON.plus(Duration.ofMinutes(61));

    database.setClock(idleEnd.minusMillis(1));
    assertThat(runOut.find(null, 10)).isEmpty();
    database.setClock(idleEnd);
    assertThat(runOut.find(null, 10))
        .containsExactly(new RunOutSession(ada.id(), ada.session(), EndCause.IDLE, idleEnd));

    JdbcClient.create(database.owner())
        .sql("UPDATE enforcement.session_seen SET seen_at = seen_at + interval '23 h 30 min'")
        .update();
    assertThat(runOut.find(null, 10)).isEmpty();
    database.setClock(NOON.plus(Duration.ofHours(25)));
    assertThat(runOut.find(null, 10))
        .containsExactly(
            new RunOutSession(
                ada.id(), ada.session(), EndCause.EXPIRED, NOON.plus(Duration.ofHours(24))));
  }

  private Instant seen() {
    return JdbcClient.create(database.owner())
        .sql("SELECT seen_at FROM enforcement.session_seen")
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  private int rows(String table) {
    return JdbcClient.create(database.owner())
        .sql("SELECT count(*) FROM " + table)
        .query(Integer.class)
        .single();
  }
}
