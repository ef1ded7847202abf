package com.keeptrusts.security.command.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.keeptrusts.security.command.TestLog;
import com.keeptrusts.security.command.TestNode;
import com.keeptrusts.security.command.TestPeople;
import com.keeptrusts.security.command.TestPeople.Person;
import com.keeptrusts.security.command.authority.Caller;
import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.command.user.DisableMfa;
import com.keeptrusts.security.command.user.RecordSignInRefusal;
import com.keeptrusts.security.command.user.RegisterUser;
import com.keeptrusts.security.command.user.RevokeSessions;
import com.keeptrusts.security.command.user.StartSession;
import com.keeptrusts.security.event.DisplayName;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.PersonalOwner;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.SignInRefusal;
import com.keeptrusts.security.event.SignInRefused;
import com.keeptrusts.security.event.SubjectRevision;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.PersonalData;
import com.keeptrusts.security.log.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A command and all it leads to are one transaction, which holds one connection and no more. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandTransactionIT {

  private static final int CONNECTIONS = 4;
  private static final int FIFTY = 50;
  private static final int MORE_THAN_A_SNAPSHOT_S_WORTH = 55;

  @TempDir static Path keysets;

  private TestDatabase database;
  private TestNode node;
  private TestPeople people;
  private TestLog log;
  private Commands commands;
  private final AtOnce atOnce = new AtOnce();

  @BeforeAll
  void start() {
    database = TestDatabase.fresh();
    node =
        TestNode.start(
            database,
            keysets,
            Map.of("keeptrusts.command.database.connections", String.valueOf(CONNECTIONS)));
    people = new TestPeople(node);
    log = new TestLog(database);
    commands = node.get(Commands.class);
  }

  @AfterAll
  void stop() {
    atOnce.close();
    node.close();
    database.close();
  }

  private JsonNode metadataOfLast(String name) {
    return JsonMapper.shared()
        .readTree(
            log.sql()
                .sql(
                    "SELECT metadata FROM log.event WHERE name = :name"
                        + " ORDER BY global_index DESC LIMIT 1")
                .param("name", name)
                .query(String.class)
                .single());
  }

  private Instant stampOfLast(String name) {
    return log.sql()
        .sql("SELECT at FROM log.event WHERE name = :name ORDER BY global_index DESC LIMIT 1")
        .param("name", name)
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  @Test
  @Tag("SIGN-7")
  void a_fact_that_stands_alone_carries_origin_and_instant_too() {
    commands.send(
        new RecordSignInRefusal(
            new SignInRefused(null, "typed", Factor.PASSWORD, SignInRefusal.WRONG_PASSWORD, 1)),
        Caller.system("correlation-2"));
    JsonNode metadata = metadataOfLast("sign-in.refused");
    assertThat(metadata.propertyNames()).containsExactlyInAnyOrder("actor", "correlation", "at");
    assertThat(Instant.parse(metadata.get("at").asString()))
        .isEqualTo(stampOfLast("sign-in.refused"));
  }

  @Test
  void a_command_answers_how_far_its_subject_came_also_when_there_was_nothing_to_record() {
    Person person = people.person();
    SubjectRevision before = commands.send(new DisableMfa(person.user()), person.caller());
    assertThat(before.revision()).isEqualTo(log.namesOf(person.user()).size() - 1);
    SubjectRevision after =
        commands.send(new RevokeSessions(person.user(), person.session()), person.caller());
    assertThat(after).isEqualTo(SubjectRevision.of(person.user(), before.revision() + 1));
  }

  @Test
  @Tag("LOG-1")
  void a_row_of_enforcement_that_cannot_be_written_undoes_the_command() {
    Person person = people.person();
    List<String> before = log.namesOf(person.user());
    String signIn = people.openSignIn(person.user());
    StartSession start =
        people.startSession(person.user(), signIn, TestPeople.id(), person.password(), null);
    try (Broken broken = broken("enforcement.session_1")) {
      requireBroken(broken, start, TestPeople.signingIn(person.user()));
    }
    assertThat(log.namesOf(person.user())).isEqualTo(before);
    commands.send(start, TestPeople.signingIn(person.user()));
    assertThat(log.namesOf(person.user())).endsWith("user.session-started");
  }

  @Test
  @Tag("LOG-1")
  void a_look_up_that_cannot_be_written_undoes_the_command() {
    UserId user = people.register();
    try (Broken broken = broken("command.live_secret")) {
      assertThatThrownBy(() -> people.temporaryPassword(user)).hasStackTraceContaining(broken.why);
    }
    assertThat(log.namesOf(user)).containsExactly("user.registered");
    people.temporaryPassword(user);
  }

  @Test
  @Tag("LOG-1")
  void a_look_up_that_fails_outside_of_the_database_undoes_the_command_too() {
    UserId user = UserId.of(TestPeople.id());
    UserId another = UserId.of(TestPeople.id());
    PersonalData personal = node.get(PersonalData.class);
    PersonalOwner owner = PersonalOwner.of(user);
    Personal<EmailAddress> unreadable =
        new Personal<>(
            owner,
            personal
                .seal(PersonalOwner.of(another), new EmailAddress("anna@acme.example"))
                .ciphertext());
    RegisterUser register =
        new RegisterUser(user, unreadable, personal.seal(owner, new DisplayName("Anna")), null);
    assertThatThrownBy(() -> commands.send(register, TestPeople.operator()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(log.namesOf(user)).isEmpty();
  }

  private void requireBroken(Broken broken, Command command, Caller caller) {
    assertThatThrownBy(() -> commands.send(command, caller))
        .isNotInstanceOf(Rejected.class)
        .hasStackTraceContaining(broken.why);
  }

  private Broken broken(String table) {
    return new Broken(log, table);
  }

  /** A table that takes no row for a while. */
  private static final class Broken implements AutoCloseable {
    private final TestLog log;
    private final String table;
    private final String why = "broken for a test";

    Broken(TestLog log, String table) {
      this.log = log;
      this.table = table;
      log.sql()
          .sql(
              "CREATE FUNCTION log.break() RETURNS trigger LANGUAGE plpgsql AS"
                  + " $$ BEGIN RAISE EXCEPTION '"
                  + why
                  + "'; END $$")
          .update();
      log.sql()
          .sql(
              "CREATE TRIGGER break BEFORE INSERT ON "
                  + table
                  + " FOR EACH ROW EXECUTE FUNCTION log.break()")
          .update();
    }

    @Override
    public void close() {
      log.sql().sql("DROP TRIGGER break ON " + table).update();
      log.sql().sql("DROP FUNCTION log.break()").update();
    }
  }

  @Test
  @Tag("LOG-1")
  void a_command_within_a_transaction_or_within_another_command_is_a_bug() {
    UserId user = people.register();
    Runnable send = () -> commands.send(new RevokeSessions(user, null), TestPeople.operator());
    TransactionTemplate around =
        new TransactionTemplate(node.get(PlatformTransactionManager.class));
    assertThatIllegalStateException()
        .isThrownBy(() -> around.executeWithoutResult(status -> send.run()))
        .withMessageContaining("outside of any transaction");
    assertThat(log.namesOf(user)).containsExactly("user.registered");
  }

  @Test
  @Tag("LOG-2")
  void fifty_commands_about_one_user_hold_one_connection_while_they_wait() throws Exception {
    UserId user = people.register();
    UserId other = people.register();
    HikariPoolMXBean pool = node.get(HikariDataSource.class).getHikariPoolMXBean();
    List<Future<Optional<Reason>>> all = new ArrayList<>();
    try (Held held = Held.account(database, user)) {
      for (int i = 0; i < FIFTY; i++) {
        all.add(
            atOnce.begin(
                () -> commands.send(new RevokeSessions(user, null), TestPeople.operator())));
      }
      held.untilWaiting(1);
      await()
          .atMost(Duration.ofSeconds(10))
          .pollInterval(Duration.ofMillis(5))
          .until(() -> all.stream().anyMatch(Future::isDone));
      commands.send(new RevokeSessions(other, null), TestPeople.operator());
      assertThat(pool.getThreadsAwaitingConnection()).isZero();
      assertThat(pool.getActiveConnections()).isLessThan(CONNECTIONS);
    }
    int done = 0;
    for (Future<Optional<Reason>> one : all) {
      Optional<Reason> reason = one.get();
      assertThat(reason.orElse(Reason.BUSY)).isEqualTo(Reason.BUSY);
      done += reason.isEmpty() ? 1 : 0;
    }
    assertThat(done).isPositive();
    assertThat(log.namesOf(user)).hasSize(1 + done);
  }

  @Test
  void fifty_commands_about_fifty_users_need_one_connection_each_and_share_a_few()
      throws Exception {
    AtOnce.Outcome outcome =
        atOnce.run(
            IntStream.range(0, FIFTY)
                .<Runnable>mapToObj(
                    i ->
                        () -> {
                          UserId user = people.register();
                          commands.send(new RevokeSessions(user, null), TestPeople.operator());
                        })
                .toList());
    assertThat(outcome.done()).as(outcome.toString()).isEqualTo(FIFTY);
  }

  @Test
  @Tag("LOG-2")
  void without_a_free_connection_a_command_is_asked_to_come_back() throws Exception {
    UserId user = people.register();
    List<Connection> taken = new ArrayList<>();
    HikariDataSource pool = node.get(HikariDataSource.class);
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        taken.add(pool.getConnection());
      }
      Future<Optional<Reason>> waiting =
          atOnce.begin(() -> commands.send(new RevokeSessions(user, null), TestPeople.operator()));
      assertThat(waiting.get()).contains(Reason.BUSY);
    } finally {
      for (Connection connection : taken) {
        connection.close();
      }
    }
    commands.send(new RevokeSessions(user, null), TestPeople.operator());
  }

  @Test
  @Tag("LOG-3")
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
      for (int i = 0; i < MORE_THAN_A_SNAPSHOT_S_WORTH; i++) {
        commands.send(new RevokeSessions(user, null), TestPeople.operator());
      }
      assertThat(log.namesOf(user)).hasSize(1 + MORE_THAN_A_SNAPSHOT_S_WORTH);
    } finally {
      log.sql().sql("DROP TRIGGER no_snapshot ON log.snapshot").update();
    }
  }
}
