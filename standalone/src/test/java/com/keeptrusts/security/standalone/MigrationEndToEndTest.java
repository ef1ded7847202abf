package com.keeptrusts.security.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.standalone.harness.Cluster;
import com.keeptrusts.security.standalone.harness.Node;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of docker-compose.yml, with the images' entry points as processes. */
class MigrationEndToEndTest {

  @TempDir Path folder;

  @Test
  void of_two_migrations_at_once_one_works_while_the_nodes_say_what_they_wait_for()
      throws Exception {
    try (Cluster cluster = Cluster.beforeMigration("migration", folder, 1, 1)) {
      Node early = cluster.commandNode(0);
      Node asEarly = cluster.queryNode(0);
      early.awaitLog("Waiting.");
      asEarly.awaitLog("Waiting.");

      Node one = cluster.migrate("migrate-1");
      Node other = cluster.migrate("migrate-2");
      assertThat(one.awaitEnd()).isZero();
      assertThat(other.awaitEnd()).isZero();
      assertThat(cluster.database().read("SELECT version FROM log.schema_history"))
          .doesNotHaveDuplicates()
          .isNotEmpty();

      early.awaitReady();
      asEarly.awaitReady();
      assertThat(cluster.migrate("migrate-again").awaitEnd()).isZero();
    }
  }
}
