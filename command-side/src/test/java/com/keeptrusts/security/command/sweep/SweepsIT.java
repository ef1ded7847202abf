package com.keeptrusts.security.command.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.command.TestLog;
import com.keeptrusts.security.command.TestNode;
import com.keeptrusts.security.command.TestPeople;
import com.keeptrusts.security.command.attempt.Admission;
import com.keeptrusts.security.command.attempt.Attempts;
import com.keeptrusts.security.command.attempt.Guess;
import com.keeptrusts.security.command.attempt.GuessedFrom;
import com.keeptrusts.security.command.attempt.SubjectHashes;
import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.org.SuspendIpRestrictions;
import com.keeptrusts.security.command.passkey.PasskeyOptions;
import com.keeptrusts.security.event.Authenticator;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SweepsIT {

  private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
  private static final Duration BETWEEN_WRITES = Duration.ofMinutes(1);

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

  @BeforeEach
  void stopTheClock() {
    database.setClock(START);
  }

  @AfterEach
  void sweepAll() {
    database.advance(Duration.ofDays(40));
    sweeps().recordRunOutSessions();
    sweeps().recordThrottledRefusals();
    sweeps().forgetWhatExpired();
  }

  private Sweeps sweeps() {
    return first.get(Sweeps.class);
  }

  private int rows(String table) {
    return log.sql().sql("SELECT count(*) FROM command." + table).query(Integer.class).single();
  }

  @Test
  @Tag("SES-1")
  void the_end_of_an_idle_session_is_recorded_with_the_instant_it_ran_out() {
    TestPeople.Person anna = people.person();
    database.advance(Duration.ofHours(3));
    sweeps().recordRunOutSessions();
    JsonNode ended = ended(anna.session());
    assertThat(ended.get("cause").asString()).isEqualTo("IDLE");
    assertThat(Instant.parse(ended.get("endedAt").asString()))
        .isEqualTo(START.plus(TestPeople.IDLE_TIMEOUT).plus(BETWEEN_WRITES));
    assertThat(endings(anna.user())).isOne();
    sweeps().recordRunOutSessions();
    assertThat(endings(anna.user())).isOne();
  }

  @Test
  @Tag("SES-1")
  void the_end_of_a_session_that_was_used_to_the_last_is_recorded_with_the_end_of_its_lifetime() {
    TestPeople.Person anna = people.person();
    Instant end = START.plus(TestPeople.LIFETIME);
    log.sql()
        .sql("UPDATE enforcement.session_seen SET seen_at = :seen WHERE session_id = :session")
        .param("seen", end.atOffset(ZoneOffset.UTC))
        .param("session", anna.session().value())
        .update();
    database.setClock(end.minusMillis(1));
    sweeps().recordRunOutSessions();
    assertThat(endings(anna.user())).isZero();
    database.setClock(end.plus(Duration.ofHours(5)));
    sweeps().recordRunOutSessions();
    JsonNode ended = ended(anna.session());
    assertThat(ended.get("cause").asString()).isEqualTo("EXPIRED");
    assertThat(Instant.parse(ended.get("endedAt").asString())).isEqualTo(end);
  }

  @Test
  @Tag("IP-8")
  void the_end_of_a_suspension_is_recorded_once_with_the_instant_it_ended() {
    OrgId org = people.org();
    first
        .get(Commands.class)
        .send(
            new SuspendIpRestrictions(org, Duration.ofMinutes(5), "Locked out"),
            TestPeople.operator());
    sweeps().recordEndsOfSuspensions();
    assertThat(payloads(org, "org.ip-restrictions-resumed")).isEmpty();
    database.advance(Duration.ofMinutes(9));
    sweeps().recordEndsOfSuspensions();
    sweeps().recordEndsOfSuspensions();
    assertThat(payloads(org, "org.ip-restrictions-resumed"))
        .singleElement()
        .asString()
        .contains(START.plus(Duration.ofMinutes(5)).toString());
  }

  private List<String> payloads(OrgId org, String name) {
    return log.sql()
        .sql("SELECT payload FROM log.event WHERE subject_id = :org AND name = :name")
        .param("org", org.value())
        .param("name", name)
        .query((row, number) -> row.getString("payload"))
        .list();
  }

  @Test
  @Tag("PK-1")
  void challenges_that_nobody_answered_are_forgotten_after_five_minutes() {
    first.get(PasskeyOptions.class).ofAnybody();
    int open = rows("passkey_challenge");
    database.advance(Duration.ofMinutes(5).minusMillis(1));
    sweeps().forgetWhatExpired();
    assertThat(rows("passkey_challenge")).isEqualTo(open).isPositive();
    database.advance(Duration.ofMillis(1));
    sweeps().forgetWhatExpired();
    assertThat(rows("passkey_challenge")).isZero();
  }

  /** More than a batch of them, all of which come first. */
  @Test
  @Tag("SES-1")
  void sessions_whose_end_cannot_be_recorded_do_not_stop_the_others() {
    TestPeople.Person anna = people.person();
    String nobody = TestPeople.id();
    log.sql()
        .sql(
            """
            INSERT INTO enforcement.session_1
            SELECT '00000000-0000-0000-0000-' || lpad(n::text, 12, '0'), lpad(n::text, 43, 'x'), :nobody,
              started_at, expires_at, idle_timeout, factors, multi_factor, rotation_required,
              recovery_sign_in, reauthenticated_at, reauthenticated_multi_factor
            FROM enforcement.session_1, generate_series(1, 101) n WHERE session_id = :session
            """)
        .param("nobody", nobody)
        .param("session", anna.session().value())
        .update();
    log.sql()
        .sql(
            "INSERT INTO enforcement.session_seen SELECT session_id, log.now() FROM"
                + " enforcement.session_1 WHERE user_id = :nobody")
        .param("nobody", nobody)
        .update();
    try {
      database.advance(Duration.ofHours(3));
      sweeps().recordRunOutSessions();
      assertThat(endings(anna.user())).isOne();
    } finally {
      log.sql()
          .sql("DELETE FROM enforcement.session_1 WHERE user_id = :nobody")
          .param("nobody", nobody)
          .update();
    }
  }

  @Test
  @Tag("SES-1")
  void two_nodes_that_sweep_at_once_record_each_end_once() throws Exception {
    List<TestPeople.Person> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(people.person());
    }
    database.advance(Duration.ofHours(3));
    atOnce(Sweeps::recordRunOutSessions);
    assertThat(all).allSatisfy(person -> assertThat(endings(person.user())).isOne());
  }

  private int endings(UserId user) {
    return (int) log.namesOf(user).stream().filter("user.session-ended"::equals).count();
  }

  private JsonNode ended(SessionId session) {
    return log.payloads("user.session-ended").stream()
        .map(payload -> JsonMapper.shared().readTree(payload))
        .filter(payload -> payload.get("session").asString().equals(session.value()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @Tag("SIGN-7")
  void
      throttled_refusals_that_nobody_came_after_to_tell_of_are_told_as_one_when_their_minute_is_over() {
    int told = told();
    throttled("guessed@acme.example", 3);
    sweeps().recordThrottledRefusals();
    assertThat(told()).isEqualTo(told);
    database.advance(Duration.ofMinutes(1));
    int events = log.count("sign-in.refused");
    sweeps().recordThrottledRefusals();
    assertThat(log.count("sign-in.refused")).isEqualTo(events + 1);
    assertThat(told()).isEqualTo(told + 3);
    sweeps().recordThrottledRefusals();
    assertThat(told()).isEqualTo(told + 3);
    assertThat(log.payloads("sign-in.refused").get(events)).doesNotContain("acme.example");
  }

  @Test
  @Tag("SIGN-7")
  void none_is_lost_if_they_cannot_be_recorded_and_none_is_told_twice_by_two_nodes()
      throws Exception {
    int told = told();
    for (int i = 0; i < 20; i++) {
      throttled("guessed" + i + "@acme.example", 2);
    }
    database.advance(Duration.ofMinutes(1));
    JdbcClient owner = log.sql();
    owner.sql("REVOKE INSERT ON log.event FROM keeptrusts_command").update();
    try {
      assertThatThrownBy(() -> sweeps().recordThrottledRefusals()).isNotNull();
    } finally {
      owner.sql("GRANT INSERT ON log.event TO keeptrusts_command").update();
    }
    assertThat(told()).isEqualTo(told);
    atOnce(Sweeps::recordThrottledRefusals);
    sweeps().recordThrottledRefusals();
    assertThat(told()).isEqualTo(told + 40);
  }

  /** Throttles the guesses of a password, and leaves so many untold. */
  private void throttled(String email, int untold) {
    Guess guess =
        new Guess(
            Authenticator.PASSWORD,
            first.get(SubjectHashes.class).of(new EmailAddress(email)),
            GuessedFrom.ANYWHERE,
            null);
    Attempts attempts = first.get(Attempts.class);
    int throttled = 0;
    while (throttled <= untold) {
      if (attempts.count(guess) instanceof Admission.Throttled) {
        throttled++;
      }
    }
  }

  private int told() {
    return log.payloads("sign-in.refused").stream()
        .mapToInt(payload -> JsonMapper.shared().readTree(payload).get("count").asInt())
        .sum();
  }

  private void atOnce(Consumer<Sweeps> sweep) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    CyclicBarrier together = new CyclicBarrier(2);
    try {
      List<Future<?>> both = new ArrayList<>();
      for (TestNode node : List.of(first, second)) {
        both.add(
            threads.submit(
                () -> {
                  together.await();
                  sweep.accept(node.get(Sweeps.class));
                  return null;
                }));
      }
      for (Future<?> one : both) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @Tag("SIGN-5")
  @Tag("SIGN-6")
  void what_expired_is_forgotten_and_nothing_before() {
    UserId user = people.register();
    people.openSignIn(user);
    throttled("forgotten@acme.example", 0);
    sweeps().forgetWhatExpired();
    assertThat(rows("sign_in")).isOne();
    assertThat(rows("attempt")).isOne();
    database.advance(Duration.ofMinutes(10));
    sweeps().forgetWhatExpired();
    assertThat(rows("sign_in")).isZero();
    assertThat(rows("attempt")).isOne();
    database.advance(Duration.ofDays(30));
    sweeps().forgetWhatExpired();
    assertThat(rows("attempt")).isZero();
  }

  @Test
  void a_secret_that_no_fact_names_is_forgotten_a_minute_later_and_one_in_force_never() {
    TestPeople.Person anna = people.person();
    PasswordRevision unused = people.writtenAhead(anna.user());
    sweeps().forgetSecrets();
    assertThat(inVault(unused)).isOne();
    database.advance(Duration.ofSeconds(61));
    sweeps().forgetSecrets();
    assertThat(inVault(unused)).isZero();
    assertThat(inVault(anna.password())).isOne();
  }

  private int inVault(PasswordRevision revision) {
    return log.sql()
        .sql("SELECT count(*) FROM vault.secret WHERE revision = :revision")
        .param("revision", revision.value())
        .query(Integer.class)
        .single();
  }

  @Test
  void every_sweep_runs_by_itself_on_the_database_s_time_and_stops_with_its_node() {
    database.setClock(START.plus(Duration.ofDays(400)));
    TestNode node =
        TestNode.start(
            database,
            keysets,
            Map.of("keeptrusts.sweep.enabled", "true", "keeptrusts.sweep.every", "1s"));
    try {
      Awaitility.await()
          .until(
              () ->
                  scheduled("last_success >= timestamptz '2027-01-01'") == 7
                      && scheduled("task_data IS NOT NULL") == 0);
    } finally {
      node.close();
    }
    assertThat(scheduled("picked")).isZero();
  }

  private int scheduled(String condition) {
    return log.sql()
        .sql("SELECT count(*) FROM command.scheduled_task WHERE " + condition)
        .query(Integer.class)
        .single();
  }
}
