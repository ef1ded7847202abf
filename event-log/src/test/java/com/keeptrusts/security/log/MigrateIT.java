package com.keeptrusts.security.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class MigrateIT {

  @Test
  void two_migrations_at_once_on_an_empty_database_make_each_version_once() throws Exception {
    try (TestDatabase database = TestDatabase.bare()) {
      ExecutorService nodes = Executors.newFixedThreadPool(2);
      try {
        Callable<Boolean> migration =
            () -> {
              migrate(database);
              return true;
            };
        for (Future<Boolean> done : nodes.invokeAll(List.of(migration, migration))) {
          assertThat(done.get()).isTrue();
        }
      } finally {
        nodes.shutdown();
      }

      assertThat(
              JdbcClient.create(database.owner())
                  .sql(
                      "SELECT version FROM log.schema_history WHERE version IS NOT NULL ORDER BY 1")
                  .query((row, number) -> row.getString(1))
                  .list())
          .doesNotHaveDuplicates()
          .startsWith("1", "2");
    }
  }

  @Test
  void a_second_migration_finds_nothing_left_to_do() {
    try (TestDatabase database = TestDatabase.fresh()) {
      migrate(database);

      SchemaReady.await(database.query(), List.of("log"), Duration.ZERO);
    }
  }

  @Test
  void both_sides_see_with_their_own_logins_that_the_schema_is_current() {
    try (TestDatabase database = TestDatabase.fresh()) {
      SchemaReady.await(database.command(), List.of("log"), Duration.ZERO);
      SchemaReady.await(database.query(), List.of("log"), Duration.ZERO);
    }
  }

  @Test
  void a_node_on_an_empty_database_is_told_what_is_missing_and_what_to_run() {
    try (TestDatabase database = TestDatabase.bare()) {
      assertThatThrownBy(
              () -> SchemaReady.await(database.command(), List.of("log"), Duration.ofMillis(600)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("log 1")
          .hasMessageContaining("Run `migrate` first");
    }
  }

  @Test
  void a_node_that_cannot_use_the_database_is_told_what_the_server_says() {
    try (TestDatabase database = TestDatabase.bare();
        HikariDataSource pool = new HikariDataSource()) {
      pool.setJdbcUrl(database.url());
      pool.setUsername("nobody_knows_me");
      pool.setConnectionTimeout(500);
      pool.setInitializationFailTimeout(-1);

      assertThatThrownBy(() -> SchemaReady.await(pool, List.of("log"), Duration.ZERO))
          .isInstanceOf(SchemaReady.NotReady.class)
          .hasMessage(
              "The database cannot be used: FATAL: role \"nobody_knows_me\" does not exist");
    }
  }

  @Test
  void a_node_that_waits_goes_on_once_the_schema_is_there() throws Exception {
    try (TestDatabase database = TestDatabase.bare()) {
      ExecutorService node = Executors.newSingleThreadExecutor();
      try {
        Future<?> waiting =
            node.submit(
                () ->
                    SchemaReady.await(database.command(), List.of("log"), Duration.ofSeconds(30)));
        migrate(database);

        waiting.get();
      } finally {
        node.shutdown();
      }
    }
  }

  @Test
  void a_password_is_never_part_of_a_text_about_the_roles() {
    assertThat(new DatabaseRoles("first-secret", "second-secret").toString())
        .doesNotContain("secret");
  }

  private static void migrate(TestDatabase database) {
    new Migrate(database.owner(), new DatabaseRoles(database.password(), database.password()))
        .run();
  }
}
