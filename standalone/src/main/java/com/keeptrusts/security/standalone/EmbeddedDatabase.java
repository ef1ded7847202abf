package com.keeptrusts.security.standalone;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL server in the data directory, for people who have none. It writes durably
 * (fsync and synchronous commit), listens on loopback only, and asks for a password. A server that
 * a killed process left behind is stopped first, by exactly the process id in its pid file.
 */
final class EmbeddedDatabase implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final Duration START_AT_MOST = Duration.ofMinutes(2);
  private static final Duration STOP_AT_MOST = Duration.ofSeconds(30);

  private final EmbeddedPostgres server;
  private final Path data;

  private EmbeddedDatabase(EmbeddedPostgres server, Path data) {
    this.server = server;
    this.data = data;
  }

  /**
   * Starts the server on the data that is there, or on new data.
   *
   * @param port the port on loopback; 0 takes a free one
   */
  static EmbeddedDatabase start(DataDirectory directory, int port) throws IOException {
    Path data = directory.resolve("postgresql");
    stopOrphan(data);
    String password = directory.password("database-owner");
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(directory.resolve("postgresql-binaries").toFile())
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setPort(port)
            .setLocaleConfig("auth", "scram-sha-256")
            .setLocaleConfig("pwfile", directory.resolve("database-owner").toString())
            .setConnectConfig("password", password)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setPGStartupWait(START_AT_MOST)
            .start();
    return new EmbeddedDatabase(server, data);
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
  }

  /** Connections as the owner of everything, for the migration. */
  DataSource owner() {
    return server.getPostgresDatabase();
  }

  private static void stopOrphan(Path data) throws IOException {
    Optional<ProcessHandle> orphan = running(data);
    if (orphan.isPresent()) {
      LOG.info("Stopping the database server {} that an earlier process left", orphan.get().pid());
      stop(orphan.get());
    }
  }

  /** The live server that the pid file names, if it is a PostgreSQL on this very data. */
  private static Optional<ProcessHandle> running(Path data) throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(pidFile);
    if (lines.size() < 2 || !Path.of(lines.get(1)).equals(data)) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
        .filter(process -> process.info().command().orElse("").endsWith("postgres"));
  }

  private static void stop(ProcessHandle server) throws IOException {
    server.destroy();
    try {
      server.onExit().get(STOP_AT_MOST.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException stillThere) {
      throw new IOException(
          "The database server " + server.pid() + " does not stop; stop it by hand", stillThere);
    } catch (ExecutionException failed) {
      throw new IOException("Cannot wait for the database server to stop", failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while the database server stops", interrupted);
    }
  }

  /** Returns when the server has written everything and ended, which may take some seconds. */
  @Override
  public void close() throws IOException {
    Optional<ProcessHandle> process = running(data);
    server.close();
    if (process.isPresent()) {
      stop(process.get());
    }
  }
}
