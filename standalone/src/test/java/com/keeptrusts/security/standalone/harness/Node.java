package com.keeptrusts.security.standalone.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * One process of a packaged jar that serves HTTP, which can be killed, paused, ended in order, and
 * started again on its port. What it says goes to a file.
 */
public final class Node implements AutoCloseable {

  /** Only to end a test that would never end: many start at once, on few cores. */
  private static final Duration READY_AT_MOST = Duration.ofMinutes(5);

  private static final Duration STOP_AT_MOST = Duration.ofMinutes(3);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Path folder;
  private final Path log;
  private final int port;
  private Process process;

  private Node(
      String name,
      List<String> command,
      Map<String, String> environment,
      Path folder,
      Path log,
      int port) {
    this.name = name;
    this.command = command;
    this.environment = environment;
    this.folder = folder;
    this.log = log;
    this.port = port;
    this.process = run();
  }

  /**
   * Starts and does not wait: {@link #awaitReady} does.
   *
   * @param folder where it runs
   * @param log what it says goes there
   * @param port where it will serve, by one of its arguments or settings
   */
  public static Node start(
      String name,
      List<String> command,
      Map<String, String> environment,
      Path folder,
      Path log,
      int port) {
    return new Node(name, command, environment, folder, log, port);
  }

  private Process run() {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(Node::isOurs);
    builder.environment().putAll(environment);
    builder.directory(folder.toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      return builder.start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Settings that somebody's environment may hold. */
  private static boolean isOurs(String variable) {
    return variable.startsWith("KEEPTRUSTS_") || variable.startsWith("SPRING_");
  }

  public String name() {
    return name;
  }

  public int port() {
    return port;
  }

  /** As the machine knows it. */
  public ProcessHandle process() {
    return process.toHandle();
  }

  /** What it said so far. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Returns once its output holds this text. */
  public void awaitLog(String text) {
    Awaitility.await(name + " says " + text)
        .atMost(READY_AT_MOST)
        .until(() -> log().contains(text));
  }

  /** Returns once it says itself that it serves. */
  public void awaitReady() {
    Awaitility.await(name + " is ready")
        .atMost(READY_AT_MOST)
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new IllegalStateException(name + " ended; it said: " + log());
              }
              return isReady();
            });
  }

  public boolean isReady() {
    return readiness() == 200;
  }

  /** The status that it answers to who asks whether it is ready; 0 if it does not answer. */
  public int readiness() {
    return readiness("readiness-of-" + name);
  }

  /** The same, asked under this correlation id. */
  public int readiness(String correlation) {
    return health("/readyz", correlation);
  }

  /** The status that it answers to who asks whether it lives; 0 if it does not answer. */
  public int liveness() {
    return health("/livez", "liveness-of-" + name);
  }

  private int health(String path, String correlation) {
    HttpRequest question =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("Keeptrusts-Correlation-Id", correlation)
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return HTTP.send(question, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException notYet) {
      return 0;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  /** SIGKILL: it gets to do nothing more. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** SIGSTOP: it stands still and does not know. */
  public void pause() {
    Signals.send("STOP", process.pid());
  }

  /** SIGCONT. */
  public void resume() {
    Signals.send("CONT", process.pid());
  }

  /** SIGTERM, as an operator ends it; returns when it has ended. */
  public void stop() {
    terminate();
    awaitEnd();
  }

  /** SIGTERM; does not wait for the end. */
  public void terminate() {
    process.destroy();
  }

  /** How it ended, once it has. */
  public int awaitEnd() {
    try {
      if (!process.waitFor(STOP_AT_MOST.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(name + " does not end");
      }
      return process.exitValue();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  /** After it ended, with the same settings. */
  public void startAgain() {
    process = run();
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      resume();
      process.destroy();
      awaitEnd();
    }
  }
}
