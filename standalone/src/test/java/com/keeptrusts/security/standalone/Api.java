package com.keeptrusts.security.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One node's HTTP API, called as the console backend does. */
final class Api {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = client();
  private static final String ADDRESS = "203.0.113.7";

  /** Lets idle connections go before the server does, else a request may meet a closed one. */
  private static HttpClient client() {
    System.setProperty("jdk.httpclient.keepalive.timeout", "5");
    return HttpClient.newHttpClient();
  }

  private final int port;
  private final String credential;

  Api(int port, String credential) {
    this.port = port;
    this.credential = credential;
  }

  /** An answer: its status and its JSON. */
  record Answer(int status, JsonNode body, long startedNanos, long endedNanos) {

    String text(String name) {
      return body.get(name).asString();
    }

    String problem() {
      return text("type").replace("/problems/", "");
    }

    boolean overlaps(Answer other) {
      return startedNanos < other.endedNanos && other.startedNanos < endedNanos;
    }
  }

  /** The same node, called with another credential. */
  Api as(String other) {
    return new Api(port, other);
  }

  Answer post(String path, Map<String, ?> body) {
    return call("POST", path, null, body);
  }

  Answer postAs(String session, String path, Map<String, ?> body) {
    return call("POST", path, session, body);
  }

  Answer call(String method, String path, @Nullable String session, @Nullable Map<String, ?> body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("Authorization", "Bearer " + credential)
            .header("Keeptrusts-Client-Address", ADDRESS);
    if (session != null) {
      request.header("Keeptrusts-Session", session);
    }
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }
    return send(request.build());
  }

  private static Answer send(HttpRequest request) {
    long started = System.nanoTime();
    try {
      HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(
          response.statusCode(), JSON.readTree(response.body()), started, System.nanoTime());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  Answer signIn(String email, String password) {
    return post("/v1/sign-ins", Map.of("email", email, "password", password));
  }

  /** {@code org}: null for the own account. */
  Answer decide(String session, @Nullable String org) {
    return post(
        "/v1/decisions",
        org == null
            ? Map.of("session", session, "clientAddress", ADDRESS)
            : Map.of("session", session, "clientAddress", ADDRESS, "org", org));
  }
}
