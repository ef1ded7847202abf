package com.keeptrusts.security.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What an interrupted start leaves is put right by the next one; what cannot be is said. */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(90)
class EmbeddedDatabaseIT {

  @TempDir Path folder;
  private DataDirectory directory;
  private Path data;

  @BeforeEach
  void open() {
    directory = DataDirectory.open(folder.resolve("data"));
    data = directory.resolve("postgresql");
  }

  @AfterEach
  void close() throws IOException {
    directory.close();
  }

  @Test
  void data_that_were_half_made_are_made_again() throws Exception {
    CompletableFuture<Void> interrupted = CompletableFuture.runAsync(this::startToFail);
    Awaitility.await()
        .pollInterval(Duration.ofMillis(2))
        .atMost(Duration.ofMinutes(1))
        .until(() -> !half().isEmpty());
    for (ProcessHandle initdb : programs("initdb")) {
      List<ProcessHandle> all = Stream.concat(Stream.of(initdb), initdb.descendants()).toList();
      all.forEach(ProcessHandle::destroyForcibly);
    }
    assertThat(catchThrowable(interrupted::join)).isInstanceOf(CompletionException.class);
    assertThat(half()).isNotEmpty();

    startAndUse();

    assertThat(folder.resolve("data/postgresql.new")).doesNotExist();
  }

  private void startToFail() {
    try {
      EmbeddedDatabase.start(directory, 0).close();
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Where a configuration is, but nothing that a server could start on. */
  private List<Path> half() {
    return Stream.of("postgresql", "postgresql.new")
        .map(directory::resolve)
        .filter(made -> Files.exists(made.resolve("postgresql.conf")))
        .toList();
  }

  private void startAndUse() throws IOException, SQLException {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
        Connection owner = database.owner().getConnection()) {
      assertThat(owner.isValid(5)).isTrue();
    }
  }

  @Test
  void a_server_is_known_by_its_folder_whichever_way_leads_there() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("data"));
    EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
    try {
      assertThat(EmbeddedDatabase.running(data)).isPresent();
      assertThat(EmbeddedDatabase.running(link.resolve("postgresql")))
          .isEqualTo(EmbeddedDatabase.running(data));
    } finally {
      database.close();
    }
  }

  @Test
  void a_pid_file_that_names_no_process_is_no_servers(CapturedOutput said) throws Exception {
    startAndUse();
    for (String text : List.of("", "no number\n" + data + "\n", "1")) {
      Files.writeString(data.resolve("postmaster.pid"), text);
      startAndUse();
    }
    assertThat(said).contains("postmaster.pid names no process");
  }

  @Test
  void a_server_that_cannot_start_is_waited_for_no_longer_and_leaves_nothing() throws Exception {
    startAndUse();
    Files.delete(data.resolve("global/pg_control"));
    assertThat(catchThrowable(() -> EmbeddedDatabase.start(directory, 0)))
        .isInstanceOf(CannotStart.class)
        .hasMessageStartingWith("The database server cannot be started on " + data);
    assertThat(programs("postgres")).isEmpty();
    assertThat(programs("pg_ctl")).isEmpty();
  }

  /** Those that were given a folder of this test. */
  private List<ProcessHandle> programs(String name) {
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                process.info().commandLine().orElse("").contains(folder.toString())
                    && process.info().command().orElse("").endsWith(name))
        .toList();
  }
}
