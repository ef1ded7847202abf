package com.keeptrusts.security.standalone.harness;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One PostgreSQL server, a process of its own that writes durably, which can be killed, stopped at
 * once, and started again on its data. As its owner it moves the one clock of all nodes.
 */
public final class DatabaseServer implements AutoCloseable {

  public static final String OWNER = "postgres";
  public static final String PASSWORD = "the-owner-of-the-tests-database";
  private static final Duration START_AT_MOST = Duration.ofMinutes(1);
  private static final Duration STOP_AT_MOST = Duration.ofSeconds(30);

  private final Path folder;
  private final Path log;
  private final int port;
  private EmbeddedPostgres server;
  private Duration ahead = Duration.ZERO;

  private DatabaseServer(Path folder, Path log, int port) throws IOException {
    this.folder = folder;
    this.log = log;
    this.port = port;
    this.server = run();
  }

  /** {@code log}: the file that gets what the server says. */
  public static DatabaseServer start(Path folder, Path log) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("owner"), PASSWORD);
    return new DatabaseServer(folder, log, Ports.free());
  }

  private EmbeddedPostgres run() throws IOException {
    ProcessBuilder.Redirect output = ProcessBuilder.Redirect.appendTo(log.toFile());
    return EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
        .setDataDirectory(folder.resolve("data"))
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPort(port)
        .setLocaleConfig("auth", "scram-sha-256")
        .setLocaleConfig("pwfile", folder.resolve("owner").toString())
        .setConnectConfig("password", PASSWORD)
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("max_connections", "300")
        .setOutputRedirector(output)
        .setErrorRedirector(output)
        .setPGStartupWait(START_AT_MOST)
        .start();
  }

  public String url() {
    return "jdbc:postgresql://localhost:" + port + "/postgres";
  }

  /** A connection of its owner. */
  public Connection connect() throws SQLException {
    PGSimpleDataSource owner = new PGSimpleDataSource();
    owner.setURL(url());
    owner.setUser(OWNER);
    owner.setPassword(PASSWORD);
    return owner.getConnection();
  }

  public void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of every row. */
  public List<String> read(String sql) throws SQLException {
    try (Connection connection = connect()) {
      return Dump.column(connection, sql);
    }
  }

  /** Puts the database's clock this much further ahead of the machine's; all nodes follow. */
  public void advance(Duration by) throws SQLException {
    ahead = ahead.plus(by);
    setClock("clock_timestamp() + interval '" + ahead.toSeconds() + " seconds'");
  }

  /** Lets no time pass for any node until the next {@link #advance}. */
  public void stopClock() throws SQLException {
    setClock("timestamptz 'epoch' + interval '" + now() + " seconds'");
  }

  private void setClock(String expression) throws SQLException {
    execute(
        "CREATE OR REPLACE FUNCTION log.now() RETURNS timestamptz LANGUAGE sql VOLATILE RETURN "
            + "date_trunc('milliseconds', "
            + expression
            + ")");
  }

  /** The seconds of the Unix epoch by that clock. */
  public long now() {
    return System.currentTimeMillis() / 1000 + ahead.toSeconds();
  }

  /** Every connection of every node, in the middle of what it does. */
  public void cutConnections() throws SQLException {
    execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'keeptrusts_%'");
  }

  /** As if the machine lost power: the postmaster gets SIGKILL, and its children follow. */
  public void kill() throws IOException {
    end("KILL");
  }

  /** PostgreSQL's immediate stop: every connection is cut in the middle of what it does. */
  public void stopAtOnce() throws IOException {
    end("QUIT");
  }

  private void end(String signal) throws IOException {
    ProcessHandle postmaster = postmaster();
    List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
    all.add(postmaster);
    Signals.send(signal, postmaster.pid());
    all.forEach(DatabaseServer::awaitEnd);
    server.close();
  }

  private static void awaitEnd(ProcessHandle process) {
    try {
      process.onExit().get(STOP_AT_MOST.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception failed) {
      throw new IllegalStateException("Process " + process.pid() + " does not end", failed);
    }
  }

  private ProcessHandle postmaster() {
    try {
      String pid = Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0).strip();
      return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** After {@link #kill} or {@link #stopAtOnce}: on the same data and port. */
  public void startAgain() throws IOException {
    server = run();
  }

  /** Every table in a file of its own, a row a line. */
  void dump(Path into) throws SQLException, IOException {
    Files.createDirectories(into);
    try (Connection connection = connect()) {
      for (Map.Entry<String, List<String>> table : Dump.of(connection).entrySet()) {
        Files.write(into.resolve(table.getKey() + ".txt"), table.getValue());
      }
    }
  }

  @Override
  public void close() throws IOException {
    ProcessHandle postmaster = postmaster();
    server.close();
    awaitEnd(postmaster);
  }
}
