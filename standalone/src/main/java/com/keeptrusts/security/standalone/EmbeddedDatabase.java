package com.keeptrusts.security.standalone;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A real PostgreSQL server in the data directory, for people who have none. It writes durably
 * (fsync and synchronous commit), listens on loopback only, and asks for a password. A server that
 * a killed process left behind is stopped first, by exactly the process id in its pid file. New
 * data are made in a folder beside, which gets its name once it is whole: what an interrupted start
 * left of it is removed.
 */
final class EmbeddedDatabase implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final Duration START_AT_MOST = Duration.ofMinutes(2);
  private static final Duration STOP_AT_MOST = Duration.ofSeconds(30);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final int LOOKS_WITHOUT_SERVER = 3;

  private final EmbeddedPostgres server;
  private final Path data;
  private volatile boolean closed;

  private EmbeddedDatabase(EmbeddedPostgres server, Path data) {
    this.server = server;
    this.data = data;
  }

  /**
   * Starts the server on the data that is there, or on new data.
   *
   * @param port the port on loopback; 0 takes a free one
   * @throws CannotStart having stopped what was started
   */
  static EmbeddedDatabase start(DataDirectory directory, int port) throws IOException {
    Path data = real(directory.resolve("postgresql"));
    stopOrphan(data);
    if (isMissing(data)) {
      make(directory, data);
    }
    directory.existingPassword("database-owner");
    return run(directory, data, port);
  }

  private static boolean isMissing(Path data) throws IOException {
    if (!Files.exists(data)) {
      return true;
    }
    try (Stream<Path> inside = Files.list(data)) {
      return inside.findAny().isEmpty();
    }
  }

  private static void make(DataDirectory directory, Path data) throws IOException {
    Path draft = data.resolveSibling(data.getFileName() + ".new");
    if (Files.exists(draft)) {
      LOG.info("Removing the half-made database that an interrupted start left in {}", draft);
      stopOrphan(draft);
      for (ProcessHandle maker : on(draft)) {
        kill(maker);
      }
      FileSystemUtils.deleteRecursively(draft);
    }
    run(directory, draft, 0).close();
    Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
    synchronize(data.resolveSibling("."));
  }

  /** So that the folder has its new name after a loss of power, too. */
  private static void synchronize(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static EmbeddedDatabase run(DataDirectory directory, Path data, int port)
      throws IOException {
    String password = directory.password("database-owner");
    AtomicBoolean made = new AtomicBoolean();
    EmbeddedPostgres.Builder builder =
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
            .setDataDirectoryCustomizer(whole -> made.set(true))
            .setPGStartupWait(START_AT_MOST);
    FutureTask<EmbeddedPostgres> start = new FutureTask<>(builder::start);
    Thread starter = new Thread(start, "database-start");
    starter.setDaemon(true);
    starter.start();
    try {
      return new EmbeddedDatabase(await(start, made, data), data);
    } catch (ExecutionException | TimeoutException failed) {
      starter.interrupt();
      stopOrphan(data);
      for (ProcessHandle started : on(data)) {
        stop(started);
      }
      throw new CannotStart(
          "The database server cannot be started on "
              + data
              + "; the lines above are what it said about it.",
          failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while the database server starts", interrupted);
    }
  }

  /** Waits no longer for a server that ended, or never came to be. */
  private static EmbeddedPostgres await(
      FutureTask<EmbeddedPostgres> start, AtomicBoolean made, Path data)
      throws ExecutionException, InterruptedException, TimeoutException {
    boolean told = ProcessHandle.current().info().arguments().isPresent();
    int gone = 0;
    while (true) {
      try {
        return start.get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException notYet) {
        gone = told && made.get() && on(data).isEmpty() ? gone + 1 : 0;
        if (gone == LOOKS_WITHOUT_SERVER) {
          throw notYet;
        }
      }
    }
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
      LOG.info("Stopping the database server {} that nobody uses", orphan.get().pid());
      stop(orphan.get());
    }
  }

  /** The live server that the pid file names, if it is a PostgreSQL on this very data. */
  static Optional<ProcessHandle> running(Path data) throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    long pid;
    Path served;
    try {
      List<String> lines = Files.readAllLines(pidFile);
      pid = Long.parseLong(lines.get(0).strip());
      served = Path.of(lines.get(1));
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException unreadable) {
      return unreadable(pidFile, data);
    }
    return real(served).equals(real(data))
        ? ProcessHandle.of(pid)
            .filter(process -> process.info().command().orElse("").endsWith("postgres"))
        : Optional.empty();
  }

  /** No server starts beside such a file, so it is put aside unless there is one. */
  private static Optional<ProcessHandle> unreadable(Path pidFile, Path data) throws IOException {
    LOG.warn("{} names no process, so it counts as left by no database server", pidFile);
    if (on(data).isEmpty()) {
      Files.move(
          pidFile,
          pidFile.resolveSibling("postmaster.pid.unreadable"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    return Optional.empty();
  }

  /** With no link in it, as far as it exists. */
  private static Path real(Path path) throws IOException {
    if (Files.exists(path)) {
      return path.toRealPath();
    }
    Path absolute = path.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    return parent != null && Files.exists(parent)
        ? parent.toRealPath().resolve(absolute.getFileName())
        : absolute;
  }

  /** PostgreSQL's programs that were given this folder: who makes, starts or serves the data. */
  private static List<ProcessHandle> on(Path data) {
    String folder = data.toString();
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().arguments().filter(of(folder)).isPresent())
        .toList();
  }

  private static Predicate<String[]> of(String folder) {
    return arguments -> List.of(arguments).containsAll(List.of("-D", folder));
  }

  /** With the programs that it runs; what they make is thrown away. */
  private static void kill(ProcessHandle maker) throws IOException {
    List<ProcessHandle> all = Stream.concat(Stream.of(maker), maker.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle one : all) {
      awaitEnd(one);
    }
  }

  private static void stop(ProcessHandle server) throws IOException {
    server.destroy();
    awaitEnd(server);
  }

  private static void awaitEnd(ProcessHandle server) throws IOException {
    try {
      server.onExit().get(STOP_AT_MOST.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException stillThere) {
      throw new CannotStart(
          "The database server " + server.pid() + " does not stop; stop it by hand.", stillThere);
    } catch (ExecutionException failed) {
      throw new IOException("Cannot wait for the database server to stop", failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while the database server stops", interrupted);
    }
  }

  /** Does this if the server ends by itself. */
  void ifItEnds(Runnable action) throws IOException {
    running(data)
        .ifPresent(
            started -> {
              Thread watch = new Thread(() -> await(started, action), "database-watch");
              watch.setDaemon(true);
              watch.start();
            });
  }

  private void await(ProcessHandle started, Runnable action) {
    started.onExit().join();
    if (!closed) {
      action.run();
    }
  }

  /** Returns when the server has written everything and ended, which may take some seconds. */
  @Override
  public void close() throws IOException {
    closed = true;
    Optional<ProcessHandle> process = running(data);
    server.close();
    if (process.isPresent()) {
      stop(process.get());
    }
  }
}
