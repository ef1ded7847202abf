package com.keeptrusts.security.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.log.DatabaseRoles;
import com.keeptrusts.security.log.Migrate;
import com.keeptrusts.security.log.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a node says while its database does not answer, and what it never says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class CommandDatabaseIT {

  private static final String CONNECTIONS = "4";

  @TempDir static Path keysets;

  private TestDatabase database;
  private TestNode node;
  private String credential;

  @BeforeAll
  void start() {
    database = TestDatabase.fresh();
    node =
        TestNode.start(
            database, keysets, Map.of("keeptrusts.command.database.connections", CONNECTIONS));
    credential = new TestPeople(node).credential(EnumSet.allOf(Scope.class));
  }

  @AfterAll
  void stop() {
    node.close();
    database.close();
  }

  @Test
  @Tag("SIGN-5")
  void a_counter_that_stays_locked_is_a_reason_to_come_back() throws Exception {
    assertThat(signIn(node, credential).statusCode()).isEqualTo(401);
    try (Connection connection = database.commandLogin().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SELECT * FROM command.attempt FOR UPDATE");
      requireBusy(signIn(node, credential));
      connection.rollback();
    }
    assertThat(signIn(node, credential).statusCode()).isEqualTo(401);
  }

  @Test
  void without_a_free_connection_a_request_is_to_come_again(CapturedOutput output)
      throws Exception {
    HikariDataSource pool = node.get(HikariDataSource.class);
    pool.setConnectionTimeout(250);
    List<Connection> taken = new ArrayList<>();
    try {
      for (int i = 0; i < Integer.parseInt(CONNECTIONS); i++) {
        taken.add(pool.getConnection());
      }
      requireBusy(signIn(node, credential));
      assertThat(output).doesNotContain("\tat ");
    } finally {
      for (Connection connection : taken) {
        connection.close();
      }
      pool.setConnectionTimeout(5_000);
    }
  }

  @Test
  void without_a_server_a_request_is_to_come_again(CapturedOutput output) throws Exception {
    EmbeddedPostgres server = EmbeddedPostgres.start();
    new Migrate(server.getPostgresDatabase(), new DatabaseRoles("any", "any")).run();
    TestNode elsewhere =
        TestNode.start(
            database,
            keysets,
            Map.of("keeptrusts.command.database.url", server.getJdbcUrl("postgres", "postgres")));
    try {
      String itsCredential = new TestPeople(elsewhere).credential(EnumSet.allOf(Scope.class));
      assertThat(signIn(elsewhere, itsCredential).statusCode()).isEqualTo(401);
      elsewhere.get(HikariDataSource.class).setConnectionTimeout(500);
      assertThat(elsewhere.get("/readyz").statusCode()).isEqualTo(200);
      server.close();
      requireBusy(signIn(elsewhere, itsCredential));
      assertThat(elsewhere.get("/readyz").statusCode()).isEqualTo(503);
      assertThat(output.getAll().lines().filter(line -> line.contains("has to come again")))
          .hasSize(1);
      assertThat(output).doesNotContain("ERROR");
    } finally {
      elsewhere.close();
    }
  }

  @Test
  void a_start_that_waited_in_vain_ends_with_a_sentence(CapturedOutput output) {
    Map<String, String> wrong =
        Map.of(
            "keeptrusts.command.database.username", "nobody_knows_me",
            "keeptrusts.command.schema-timeout", "1s");
    assertThatThrownBy(() -> TestNode.start(database, keysets, wrong)).isNotNull();
    assertThat(output)
        .contains("The database cannot be used: FATAL: role \"nobody_knows_me\" does not exist")
        .doesNotContain("\tat ");
  }

  @Test
  @Tag("AUD-4")
  void a_violated_constraint_names_no_value() {
    JdbcClient login = JdbcClient.create(node.get(DataSource.class));
    String insert =
        "INSERT INTO command.device (token_hash, user_id, created_at, last_used_at)"
            + " VALUES ('in-no'||'-log', 'anna', log.now(), log.now())";
    login.sql(insert).update();
    assertThatThrownBy(() -> login.sql(insert).update())
        .rootCause()
        .hasMessageContaining("duplicate key")
        .hasMessageNotContaining("in-no-log");
  }

  private static HttpResponse<String> signIn(TestNode node, String credential) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Authorization", "Bearer " + credential);
    headers.put("Keeptrusts-Client-Address", "192.0.2.7");
    return node.post(
        "/v1/sign-ins",
        "{\"email\":\"anna@acme.example\",\"password\":\"not the password\"}",
        headers);
  }

  private static void requireBusy(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.body()).contains("/problems/busy");
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
  }
}
