package com.keeptrusts.security.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.log.TestDatabase;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class GrantsIT {

  private static TestDatabase database;

  @BeforeAll
  static void start() {
    database = TestDatabase.fresh();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void these_are_all_tables() {
    assertThat(
            JdbcClient.create(database.owner())
                .sql(
                    """
                    SELECT table_name FROM information_schema.tables
                    WHERE table_schema = 'enforcement' AND table_name <> 'schema_history'
                    """)
                .query((row, number) -> row.getString(1))
                .list())
        .containsExactlyInAnyOrderElementsOf(tables());
  }

  @Test
  void the_query_side_reads_every_table_and_changes_none() {
    for (String table : tables()) {
      assertThatCode(() -> run(database.query(), "SELECT * FROM enforcement." + table + " LIMIT 0"))
          .doesNotThrowAnyException();
      refused(database.query(), "INSERT INTO enforcement." + table + " DEFAULT VALUES");
      refused(database.query(), "DELETE FROM enforcement." + table);
      refused(database.query(), "TRUNCATE enforcement." + table);
      refused(database.query(), "SELECT * FROM enforcement_rebuild." + table);
    }
    for (String change :
        List.of(
            "org_1 SET revision = 0",
            "user_1 SET has_totp = true",
            "membership_1 SET suspended = false",
            "session_1 SET expires_at = now()",
            "session_seen SET session_id = ''",
            "service_client_1 SET scopes = '{}'",
            "ip_rule_1 SET enabled = false",
            "org_mfa_policy_1 SET level = 'OPTIONAL'",
            "mfa_grace_period_1 SET deadline = now()",
            "mfa_walk SET policy_version = 0")) {
      refused(database.query(), "UPDATE enforcement." + change);
    }
  }

  @Test
  void the_query_side_may_write_down_that_a_session_was_used() {
    assertThatCode(
            () -> run(database.query(), "UPDATE enforcement.session_seen SET seen_at = now()"))
        .doesNotThrowAnyException();
  }

  @Test
  void the_command_side_writes_rows_but_cannot_empty_drop_or_alter_a_table() {
    for (String table : AllRows.TABLES) {
      for (String schema : List.of("enforcement", "enforcement_rebuild")) {
        assertThatCode(() -> run(database.command(), "DELETE FROM " + schema + "." + table))
            .doesNotThrowAnyException();
        refused(database.command(), "TRUNCATE " + schema + "." + table);
        refused(database.command(), "DROP TABLE " + schema + "." + table);
        refused(database.command(), "ALTER TABLE " + schema + "." + table + " ADD more text");
      }
    }
    refused(database.command(), "CREATE TABLE enforcement.mine (one text)");
  }

  /** Of what is derived from the log, and of what is kept beside it. */
  private static List<String> tables() {
    return Stream.concat(AllRows.TABLES.stream(), Stream.of("mfa_walk")).toList();
  }

  private static void refused(DataSource side, String sql) {
    assertThatThrownBy(() -> run(side, sql))
        .as(sql)
        .rootCause()
        .hasFieldOrPropertyWithValue("SQLState", "42501");
  }

  private static void run(DataSource side, String sql) {
    if (sql.startsWith("SELECT")) {
      JdbcClient.create(side).sql(sql).query().listOfRows();
    } else {
      JdbcClient.create(side).sql(sql).update();
    }
  }
}
