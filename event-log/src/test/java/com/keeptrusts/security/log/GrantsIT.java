package com.keeptrusts.security.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What the two logins cannot do, tried. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrantsIT {

  private static final String AN_EVENT =
      "INSERT INTO log.event (event_id, subject_id, subject_revision, name, event_revision, at,"
          + " payload, metadata) VALUES ('forged', 'forged', 0, 'a', '1', now(), '{}', '{}')";

  private final TestDatabase database = TestDatabase.fresh();

  @BeforeAll
  void someNumberedAndSomeWaitingEvents() {
    TestLog log = new TestLog(database);
    log.append(TestEvents.anOrg("first"));
    log.number();
    log.append(TestEvents.anOrg("second"));
  }

  @AfterAll
  void close() {
    database.close();
  }

  @ParameterizedTest
  @Tag("AUD-1")
  @ValueSource(
      strings = {
        "UPDATE log.event SET payload = '{}'",
        "DELETE FROM log.event",
        "TRUNCATE log.event",
        "TRUNCATE log.event CASCADE",
        "DROP TABLE log.event",
        "ALTER TABLE log.event DISABLE TRIGGER ALL",
        "ALTER TABLE log.event DISABLE TRIGGER enqueue",
        "ALTER TABLE log.event OWNER TO CURRENT_USER",
        "DROP TRIGGER enqueue ON log.event",
        "SET session_replication_role = replica",
        "UPDATE log.sequence SET number = number + 1",
        "DELETE FROM log.sequence",
        "TRUNCATE log.sequence",
        "INSERT INTO log.sequence VALUES (77, 77, 'forged')",
        "DROP TABLE log.sequence",
        "INSERT INTO log.outbox VALUES (77, 'forged')",
        "UPDATE log.outbox SET event_id = 'forged'",
        "DELETE FROM log.outbox",
        "TRUNCATE log.outbox",
        "CREATE OR REPLACE FUNCTION log.now() RETURNS timestamptz LANGUAGE sql RETURN"
            + " clock_timestamp()",
        "CREATE OR REPLACE FUNCTION log.enqueue() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN"
            + " NULL; END'",
        "CREATE TABLE log.mine (a int)",
        "CREATE TABLE public.mine (a int)",
        "CREATE SCHEMA mine",
        "SELECT log.enqueue()",
        "UPDATE personal.key SET wrapped_key = '\\x00', forgotten_at = NULL",
        "DELETE FROM personal.key",
        "TRUNCATE personal.key",
        "INSERT INTO personal.key (owner, forgotten_at) VALUES ('user/forged', log.now())",
        "UPDATE log.schema_history SET checksum = 0",
        "SET ROLE keeptrusts_owner"
      })
  void neither_login_can(String attack) {
    refused(database.command(), attack);
    refused(database.query(), attack);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        AN_EVENT,
        "SELECT log.number_events(10)",
        "SELECT personal.forget('user/a')",
        "SELECT * FROM log.snapshot",
        "DELETE FROM log.snapshot"
      })
  void the_query_side_cannot(String attack) {
    refused(database.query(), attack);
  }

  @Test
  void an_event_that_is_inserted_by_hand_does_not_get_round_the_outbox() {
    try (TestDatabase other = TestDatabase.fresh()) {
      JdbcClient.create(other.command()).sql(AN_EVENT).update();

      assertThat(new SequenceReader(other.query()).waiting()).isEqualTo(1);
    }
  }

  @Test
  void the_trigger_finds_its_table_whatever_the_search_path_says() {
    try (TestDatabase other = TestDatabase.fresh()) {
      SingleConnectionDataSource session =
          new SingleConnectionDataSource(
              other.url(), DatabaseRoles.COMMAND, other.password(), true);
      try {
        JdbcClient attacker = JdbcClient.create(session);
        attacker.sql("CREATE TEMPORARY TABLE outbox (global_index bigint, event_id text)").update();
        attacker.sql("SET search_path = pg_temp").update();
        attacker.sql(AN_EVENT).update();
      } finally {
        session.destroy();
      }

      assertThat(new SequenceReader(other.query()).waiting()).isEqualTo(1);
    }
  }

  @Test
  void both_logins_own_nothing() {
    assertThat(
            JdbcClient.create(database.owner())
                .sql(
                    """
                    SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
                    WHERE r.rolname LIKE 'keeptrusts\\_%' AND r.rolname <> 'keeptrusts_owner'
                    """)
                .query(Long.class)
                .single())
        .isZero();
  }

  private static void refused(DataSource login, String attack) {
    assertThatThrownBy(() -> JdbcClient.create(login).sql(attack).update())
        .rootCause()
        .satisfies(
            cause ->
                assertThat(((SQLException) cause).getSQLState())
                    .as(cause.getMessage())
                    .isIn("42501"));
  }
}
