package com.keeptrusts.security.command.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.command.TestLog;
import com.keeptrusts.security.command.TestNode;
import com.keeptrusts.security.log.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Nodes that start with the same file, whatever has become of the credential in it. */
@ExtendWith(OutputCaptureExtension.class)
class FirstCredentialIT {

  @TempDir private Path folder;
  private TestDatabase database;
  private String credential;
  private Map<String, String> settings;

  @BeforeEach
  void write() throws Exception {
    database = TestDatabase.fresh();
    credential = "kts_%s_%s".formatted(UUID.randomUUID(), "a".repeat(42) + "A");
    Path file = Files.writeString(folder.resolve("credential"), credential);
    settings = Map.of("keeptrusts.command.bootstrap-credential", file.toString());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  @Tag("ORG-4")
  void of_two_nodes_that_start_at_once_one_issues_the_first_credential() throws Exception {
    ExecutorService starting = Executors.newFixedThreadPool(2);
    CountDownLatch go = new CountDownLatch(1);
    List<Future<TestNode>> nodes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      nodes.add(
          starting.submit(
              () -> {
                go.await();
                return TestNode.start(database, folder, settings);
              }));
    }
    go.countDown();
    for (Future<TestNode> node : nodes) {
      assertThat(isLetIn(node.get())).isTrue();
    }
    for (Future<TestNode> node : nodes) {
      node.get().close();
    }
    starting.shutdown();
    assertThat(new TestLog(database).payloads("service-client.credential-issued")).hasSize(1);
  }

  @Test
  @Tag("ORG-4")
  void a_node_starts_whatever_has_become_of_its_first_credential(CapturedOutput said) {
    try (TestNode first = TestNode.start(database, folder, settings)) {
      assertThat(isLetIn(first)).isTrue();
    }
    database.advance(Duration.ofDays(366));
    try (TestNode later = TestNode.start(database, folder, settings)) {
      assertThat(isLetIn(later)).isFalse();
      assertThat(said).contains("it lets nobody in").doesNotContain(credential);
    }
    assertThat(new TestLog(database).payloads("service-client.credential-issued")).hasSize(1);
  }

  private boolean isLetIn(TestNode node) {
    return node.post(
                "/v1/orgs", "{\"name\":\"Acme\"}", Map.of("Authorization", "Bearer " + credential))
            .statusCode()
        == 201;
  }
}
