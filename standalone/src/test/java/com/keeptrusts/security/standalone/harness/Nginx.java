package com.keeptrusts.security.standalone.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A real nginx, as the system has it, with servers of our own and nothing else. */
public final class Nginx implements AutoCloseable {

  private static final Duration READY_AT_MOST = Duration.ofMinutes(1);

  private static final String CONFIGURATION =
      """
      daemon off;
      worker_processes %1$d;
      pid %2$s/nginx.pid;
      error_log %2$s/error.log;
      events { }
      http {
        access_log off;
        client_body_temp_path %2$s/client;
        proxy_temp_path %2$s/proxy;
        fastcgi_temp_path %2$s/fastcgi;
        uwsgi_temp_path %2$s/uwsgi;
        scgi_temp_path %2$s/scgi;
      %3$s
      }
      """;

  private final Node process;

  private Nginx(Node process) {
    this.process = process;
  }

  /**
   * Returns once it listens.
   *
   * @param folder an empty one
   * @param servers what stands within {@code http}
   * @param port one that it listens on
   */
  public static Nginx start(Path folder, int workers, String servers, int port) throws IOException {
    Path configuration =
        Files.writeString(
            folder.resolve("nginx.conf"), CONFIGURATION.formatted(workers, folder, servers));
    List<String> command =
        List.of(
            "nginx",
            "-e",
            folder.resolve("error.log").toString(),
            "-p",
            folder.toString(),
            "-c",
            configuration.toString());
    Nginx nginx =
        new Nginx(
            Node.start("nginx", command, Map.of(), folder, folder.resolve("nginx.log"), port));
    nginx.awaitListening();
    return nginx;
  }

  public int port() {
    return process.port();
  }

  private void awaitListening() {
    Awaitility.await("nginx listens")
        .pollInterval(Duration.ofMillis(20))
        .atMost(READY_AT_MOST)
        .until(
            () -> {
              if (!process.process().isAlive()) {
                throw new IllegalStateException("nginx ended; it said: " + process.log());
              }
              return listens();
            });
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), process.port())) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  /** The part of a document that is the configuration of its servers. */
  public static String documented(Path document) {
    try {
      String text = Files.readString(document);
      String begin = "<!-- nginx -->\n```nginx\n";
      int from = text.indexOf(begin) + begin.length();
      return text.substring(from, text.indexOf("```\n<!-- /nginx -->", from));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
