package com.keeptrusts.security.standalone.console;

import com.keeptrusts.security.event.Deferred;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The API of this very process, called as any console backend calls it: over HTTP, with a service
 * credential, the user's session token, and the user's address. So nothing here is allowed what the
 * API would not allow. Fewer calls than the server has threads are under way at once, since each
 * holds a thread while it waits for another.
 */
final class ConsoleApi {

  private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final int AT_ONCE = 32;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Semaphore turns = new Semaphore(AT_ONCE);
  private final Path credentialFile;
  private final ServerProperties server;
  private final Environment environment;

  ConsoleApi(
      @Value("${keeptrusts.command.bootstrap-credential}") Path credentialFile,
      ServerProperties server,
      Environment environment) {
    this.credentialFile = credentialFile;
    this.server = server;
    this.environment = environment;
  }

  /**
   * A request of a page.
   *
   * @param address the browser's
   * @param agent what the browser says it is
   * @param session the token that the browser keeps, if it has one
   */
  record Asked(
      String method,
      String path,
      String address,
      @Nullable String agent,
      @Nullable String session,
      @Nullable String body) {

    /** Says nothing of tokens and bodies. */
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /**
   * Asks, and waits for the answer.
   *
   * @throws Deferred if many wait already, or there is no answer
   */
  ApiAnswer ask(Asked asked) {
    if (!turns.tryAcquire()) {
      throw Deferred.busy("Too many requests of the console are under way", SOON);
    }
    try {
      return answer(http.send(request(asked), HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException failed) {
      throw Deferred.busy("The API did not answer the console", SOON);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw Deferred.busy("The API did not answer the console", SOON);
    } finally {
      turns.release();
    }
  }

  private HttpRequest request(Asked asked) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + host() + ":" + port() + asked.path()))
            .timeout(ANSWER_AT_MOST)
            .header("Authorization", "Bearer " + Files.readString(credentialFile).strip())
            .header("Keeptrusts-Client-Address", asked.address());
    if (asked.agent() != null) {
      request.header("Keeptrusts-User-Agent", asked.agent());
    }
    if (asked.session() != null) {
      request.header("Keeptrusts-Session", asked.session());
    }
    if (asked.body() == null) {
      return request.method(asked.method(), HttpRequest.BodyPublishers.noBody()).build();
    }
    return request
        .header("Content-Type", "application/json")
        .method(
            asked.method(),
            HttpRequest.BodyPublishers.ofString(asked.body(), StandardCharsets.UTF_8))
        .build();
  }

  private static ApiAnswer answer(HttpResponse<byte[]> response) {
    JsonNode body = JSON.readTree(response.body());
    return ApiAnswer.of(
        response.statusCode(),
        response.headers().firstValue("Content-Type").orElse(null),
        response.headers().firstValue("Retry-After").orElse(null),
        body);
  }

  /** Where the server listens; on all addresses, the machine itself is one. */
  private String host() {
    InetAddress bound = server.getAddress();
    if (bound == null || bound.isAnyLocalAddress()) {
      return "localhost";
    }
    String address = bound.getHostAddress();
    return address.contains(":") ? "[" + address + "]" : address;
  }

  private String port() {
    return environment.getRequiredProperty("local.server.port");
  }
}
