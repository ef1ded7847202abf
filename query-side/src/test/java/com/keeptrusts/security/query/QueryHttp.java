package com.keeptrusts.security.query;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a running query side, as one service client or as nobody. */
public final class QueryHttp {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final int port;
  private final @Nullable String credential;
  private final @Nullable String session;

  public QueryHttp(int port, @Nullable String credential) {
    this(port, credential, null);
  }

  private QueryHttp(int port, @Nullable String credential, @Nullable String session) {
    this.port = port;
    this.credential = credential;
    this.session = session;
  }

  /** The same client, acting for the user of this session. */
  public QueryHttp actingFor(String token) {
    return new QueryHttp(port, credential, token);
  }

  public record Answer(int status, String text) {

    public JsonNode json() {
      return JSON.readTree(text);
    }

    /** The stable name of the problem. */
    public String problem() {
      return json().path("type").asString().replace("/problems/", "");
    }
  }

  public Answer get(String path) {
    return send(request(path).GET());
  }

  public Answer post(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    if (credential != null) {
      request.header("Authorization", "Bearer " + credential);
    }
    if (session != null) {
      request.header("Keeptrusts-Session", session);
      request.header("Keeptrusts-Client-Address", "198.51.100.7");
    }
    return request;
  }

  private static Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
