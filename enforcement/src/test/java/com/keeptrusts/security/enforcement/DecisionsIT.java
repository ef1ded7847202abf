package com.keeptrusts.security.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.keeptrusts.security.event.AddressRules;
import com.keeptrusts.security.event.ClientAddress;
import com.keeptrusts.security.event.EndCause;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.MemberReactivated;
import com.keeptrusts.security.event.MemberRemoved;
import com.keeptrusts.security.event.MemberSuspended;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.OrgLeft;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.SessionEnded;
import com.keeptrusts.security.event.SessionsRevoked;
import com.keeptrusts.security.log.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;

class DecisionsIT {

  private static final OrgId ACME = TestIds.org();

  private TestDatabase database;
  private TestNode node;
  private Decisions decisions;

  @BeforeEach
  void start() {
    database = TestDatabase.fresh();
    node = new TestNode(database.command());
    decisions = new Decisions(database.query(), Runnable::run);
    node.happened(TestEvents.registered(ACME));
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  @Tag("DEC-1")
  void the_query_side_answers_from_what_the_command_side_has_written() {
    Person ada = Person.memberOf(database, node, ACME, Role.ADMIN);

    Decision decision = decisions.decide(ada.about(ACME));

    assertThat(decision.outcome()).isEqualTo(Decision.Outcome.ALLOW);
    assertThat(decision.role()).isEqualTo(Role.ADMIN);
    assertThat(decision.userRevision()).hasToString("user/" + ada.id() + "@2");
    assertThat(decision.orgRevision()).hasToString("org/" + ACME + "@0");
    assertThat(decisions.decide(ada.aboutAccount()).outcome()).isEqualTo(Decision.Outcome.ALLOW);
  }

  @Test
  @Tag("ORG-1")
  void a_member_of_one_org_is_a_stranger_in_another() {
    OrgId other = TestIds.org();
    node.happened(TestEvents.registered(other));
    Person ada = Person.memberOf(database, node, ACME, Role.OWNER);

    assertThat(decisions.decide(ada.about(other)).reasons())
        .containsExactly(DecisionReason.NOT_A_MEMBER);
    assertThat(decisions.decide(ada.about(other)))
        .isEqualTo(decisions.decide(ada.about(TestIds.org())));
  }

  @Test
  @Tag("SES-3")
  @Tag("SES-4")
  void suspension_leaving_and_removal_take_effect_at_the_next_decision() {
    Person ada = Person.memberOf(database, node, ACME, Role.MEMBER);
    Person bob = Person.memberOf(database, node, ACME, Role.MEMBER);

    node.happened(new MemberSuspended(ada.id(), ACME));
    assertThat(decisions.decide(ada.about(ACME)).reasons())
        .containsExactly(DecisionReason.MEMBER_SUSPENDED);
    assertThat(decisions.decide(ada.aboutAccount()).outcome()).isEqualTo(Decision.Outcome.ALLOW);
    node.happened(new MemberReactivated(ada.id(), ACME));
    assertThat(decisions.decide(ada.about(ACME)).outcome()).isEqualTo(Decision.Outcome.ALLOW);
    node.happened(new OrgLeft(ada.id(), ACME, Role.MEMBER));
    assertThat(decisions.decide(ada.about(ACME)).reasons())
        .containsExactly(DecisionReason.NOT_A_MEMBER);
    node.happened(new MemberRemoved(bob.id(), ACME, Role.MEMBER));
    assertThat(decisions.decide(bob.about(ACME)).reasons())
        .containsExactly(DecisionReason.NOT_A_MEMBER);
  }

  @Test
  @Tag("SES-1")
  void a_session_is_denied_from_the_instant_on_at_which_it_runs_out() {
    database.setClock(TestRows.NOON);
    Person ada = Person.signedIn(database, node, Factor.PASSWORD);

    database.setClock(TestRows.NOON.plus(Duration.ofMinutes(61)));
    assertThat(decisions.decide(ada.aboutAccount()))
        .isEqualTo(Decision.deny(DecisionReason.SESSION_NOT_LIVE));
  }

  @Test
  @Tag("SES-1")
  void a_session_in_use_lives_to_the_end_of_its_lifetime_and_no_longer() {
    database.setClock(TestRows.NOON);
    Person ada = Person.signedIn(database, node, Factor.PASSWORD);

    for (int halfHour = 1; halfHour < 48; halfHour++) {
      database.advance(Duration.ofMinutes(30));
      assertThat(decisions.decide(ada.aboutAccount()).outcome()).isEqualTo(Decision.Outcome.ALLOW);
    }
    database.advance(Duration.ofMinutes(30));
    assertThat(decisions.decide(ada.aboutAccount()))
        .isEqualTo(Decision.deny(DecisionReason.SESSION_NOT_LIVE));
  }

  @Test
  @Tag("SES-4")
  void forty_sessions_in_constant_use_are_all_dead_the_moment_their_end_is_acknowledged()
      throws Exception {
    List<Person> people = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      people.add(Person.signedIn(database, node, Factor.PASSWORD));
    }
    AtomicBoolean over = new AtomicBoolean();
    Semaphore asked = new Semaphore(0);
    AtomicInteger revived = new AtomicInteger();
    boolean[] ended = new boolean[people.size()];
    ExecutorService users = Executors.newFixedThreadPool(8);
    List<Future<?>> asking = new ArrayList<>();
    for (int user = 0; user < 8; user++) {
      asking.add(
          users.submit(
              () -> {
                while (!over.get()) {
                  for (int i = 0; i < people.size(); i++) {
                    boolean dead;
                    synchronized (ended) {
                      dead = ended[i];
                    }
                    Decision decision = decisions.decide(people.get(i).aboutAccount());
                    asked.release();
                    if (dead && decision.outcome() != Decision.Outcome.DENY) {
                      revived.incrementAndGet();
                    }
                  }
                }
              }));
    }

    for (int i = 0; i < people.size(); i++) {
      Person person = people.get(i);
      node.happened(
          i % 2 == 0
              ? new SessionEnded(person.id(), person.session(), EndCause.SIGNED_OUT, database.now())
              : new SessionsRevoked(person.id(), EndCause.REVOKED_BY_OPERATOR, null));
      synchronized (ended) {
        ended[i] = true;
      }
      assertThat(decisions.decide(person.aboutAccount()).reasons())
          .containsExactly(DecisionReason.SESSION_NOT_LIVE);
    }
    asked.drainPermits();
    asked.acquire(8 * people.size());
    over.set(true);
    for (Future<?> one : asking) {
      one.get();
    }
    users.shutdown();

    assertThat(revived).hasValue(0);
    assertThat(count("enforcement.session_1")).isZero();
    assertThat(count("enforcement.session_seen")).isZero();
  }

  @Test
  @Tag("SES-4")
  void what_an_open_transaction_of_the_same_thread_has_not_committed_is_not_decided_from() {
    Decisions onCommandSide = new Decisions(database.command(), Runnable::run);
    Person ada = Person.signedIn(database, node, Factor.PASSWORD);

    boolean denied =
        node.inTransaction(
            () -> {
              node.publish(new SessionsRevoked(ada.id(), EndCause.REVOKED_BY_USER, null));
              assertThat(onCommandSide.decide(ada.aboutAccount()).outcome())
                  .isEqualTo(Decision.Outcome.ALLOW);
              return true;
            });

    assertThat(denied).isTrue();
    assertThat(onCommandSide.decide(ada.aboutAccount()).outcome()).isEqualTo(Decision.Outcome.DENY);
  }

  @Test
  @Tag("DEC-2")
  void a_session_whose_account_is_missing_is_undecidable() {
    Person ada = Person.signedIn(database, node, Factor.PASSWORD);
    asOwner("DELETE FROM enforcement.user_1");

    assertThat(decisions.decide(ada.aboutAccount()))
        .isEqualTo(Decision.deny(DecisionReason.UNDECIDABLE));
  }

  @Test
  @Tag("DEC-2")
  void a_row_that_makes_no_sense_denies_its_own_question_and_none_beside_it() throws Exception {
    Person ada = Person.memberOf(database, node, ACME, Role.MEMBER);
    Person bob = Person.memberOf(database, node, ACME, Role.MEMBER);
    JdbcClient.create(database.owner())
        .sql("UPDATE enforcement.membership_1 SET role = 'EMPEROR' WHERE user_id = :user")
        .param("user", ada.id().value())
        .update();

    assertThat(decisions.decide(ada.about(ACME)))
        .isEqualTo(Decision.deny(DecisionReason.UNDECIDABLE));
    try (var connection = database.query().getConnection()) {
      var answers =
          DecisionStatement.read(
              connection,
              List.of(
                  new DecisionStatement.Key(ada.token(), ACME),
                  new DecisionStatement.Key(bob.token(), ACME)));
      assertThat(answers.get(0)).isEmpty();
      assertThat(answers.get(1))
          .hasValueSatisfying(
              rows ->
                  assertThat(DecisionRules.decide(rows, bob.about(ACME), AddressRules.NONE).role())
                      .isEqualTo(Role.MEMBER));
    }
  }

  /** To plan it takes several times what to run it takes. */
  @Test
  void the_statement_of_a_single_question_is_not_planned_again_and_again() throws Exception {
    Person ada = Person.memberOf(database, node, ACME, Role.MEMBER);
    multiplySessions(20_000);
    var question = List.of(new DecisionStatement.Key(ada.token(), ACME));

    try (var connection = database.query().getConnection();
        var statement = connection.createStatement()) {
      for (int i = 0; i < 30; i++) {
        DecisionStatement.read(connection, question);
      }
      try (var plans =
          statement.executeQuery(
              "SELECT custom_plans, generic_plans FROM pg_prepared_statements"
                  + " WHERE statement LIKE '%asked.token_hash%'")) {
        assertThat(plans.next()).isTrue();
        assertThat(plans.getInt("custom_plans")).isLessThanOrEqualTo(5);
        assertThat(plans.getInt("generic_plans")).isGreaterThan(10);
      }
    }
  }

  /** With few rows the planner does not care how many questions it plans for. */
  private void multiplySessions(int times) {
    JdbcTemplate owner = new JdbcTemplate(database.owner());
    owner.update(
        """
        INSERT INTO enforcement.session_1
        SELECT md5('session' || i), md5('token' || i), user_id, started_at, expires_at,
          idle_timeout, factors, multi_factor, rotation_required, recovery_sign_in,
          reauthenticated_at, reauthenticated_multi_factor
        FROM (SELECT * FROM enforcement.session_1 LIMIT 1) s, generate_series(1, ?) i
        """,
        times);
    owner.execute("ANALYZE enforcement.session_1");
  }

  @Test
  @Tag("DEC-2")
  void without_a_database_everything_is_undecidable_and_one_line_says_so_without_an_address() {
    Question question = new Question(TestIds.token(), null, new ClientAddress("203.0.113.77"));
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    Logger log = (Logger) LoggerFactory.getLogger(Decisions.class);
    log.addAppender(logged);

    Decisions decisions = new Decisions(new CutOff());
    Decision decision = decisions.decide(question);
    decisions.decide(question);

    log.detachAppender(logged);
    assertThat(decision).isEqualTo(Decision.deny(DecisionReason.UNDECIDABLE));
    assertThat(logged.list).hasSize(1);
    assertThat(logged.list.get(0).getThrowableProxy()).isNull();
    assertThat(logged.list.toString()).doesNotContain("203.0.113.77");
    assertThat(question.toString()).doesNotContain("203.0.113.77");
  }

  private static final class CutOff extends AbstractDataSource {

    @Override
    public Connection getConnection() throws SQLException {
      throw new SQLException("cut off", "08006");
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      throw new SQLException("cut off", "08006");
    }
  }

  private int count(String table) {
    return JdbcClient.create(database.owner())
        .sql("SELECT count(*) FROM " + table)
        .query(Integer.class)
        .single();
  }

  private void asOwner(String sql) {
    JdbcClient.create(database.owner()).sql(sql).update();
  }
}
