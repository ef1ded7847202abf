package com.keeptrusts.security.standalone.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One command node and one query node, called as the console backend does. What it sends and gets
 * goes to the ledger.
 */
public final class Api {

  public static final String ADDRESS = "203.0.113.7";
  public static final String AGENT = "Somebodys-Own-Browser/7.3";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(60);
  private static final Pattern QUESTION =
      Pattern.compile("/v1/(decisions|audit/.*|orgs/[^/]+/audit/.*)");
  private static final HttpClient HTTP = client();

  /** Lets idle connections go before the server does, else a request may meet a closed one. */
  private static HttpClient client() {
    System.setProperty("jdk.httpclient.keepalive.timeout", "5");
    return HttpClient.newHttpClient();
  }

  private final int commandPort;
  private final int queryPort;
  private final String credential;
  private final Ledger ledger;
  private final @Nullable String idempotencyKey;
  private final String address;

  /** {@code commandPort} and {@code queryPort} may be one and the same. */
  public Api(int commandPort, int queryPort, String credential, Ledger ledger) {
    this(commandPort, queryPort, credential, ledger, null, ADDRESS);
  }

  private Api(
      int commandPort,
      int queryPort,
      String credential,
      Ledger ledger,
      @Nullable String idempotencyKey,
      String address) {
    this.commandPort = commandPort;
    this.queryPort = queryPort;
    this.credential = credential;
    this.ledger = ledger;
    this.idempotencyKey = idempotencyKey;
    this.address = address;
    ledger.secret(credential);
    ledger.personal(address);
    ledger.personal(AGENT);
  }

  /**
   * An answer: its status and its JSON, after how many seconds to come back (0 if that is not
   * said), and when it was asked for and there.
   */
  public record Answer(
      int status, JsonNode body, long retryAfter, long startedNanos, long endedNanos) {

    public String text(String name) {
      return body.get(name).asString();
    }

    public String problem() {
      return text("type").replace("/problems/", "");
    }

    /** Whether the session began, or was proved again, more than ten minutes ago. */
    public boolean isToProveAgain() {
      return status == 403 && problem().equals("reauthentication-required");
    }

    /** The token of the session that a completed sign-in answers with. */
    public String session() {
      return body.get("session").get("token").asString();
    }
  }

  /** The same nodes, called with another credential. */
  public Api as(String other) {
    return new Api(commandPort, queryPort, other, ledger);
  }

  /** The same nodes, asked as the same request however often. */
  Api withKey(String key) {
    return new Api(commandPort, queryPort, credential, ledger, key, address);
  }

  /** The same nodes, called for users who come from this address. */
  public Api from(String other) {
    return new Api(commandPort, queryPort, credential, ledger, idempotencyKey, other);
  }

  public Answer get(String path) {
    return call("GET", path, null, null);
  }

  public Answer post(String path, Map<String, ?> body) {
    return call("POST", path, null, body);
  }

  public Answer postAs(String session, String path, Map<String, ?> body) {
    return call("POST", path, session, body);
  }

  /** {@code session}: null if nobody is acted for. {@code body}: null for none. */
  public Answer call(
      String method, String path, @Nullable String session, @Nullable Map<String, ?> body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port(path) + path))
            .timeout(ANSWER_AT_MOST)
            .header("Authorization", "Bearer " + credential)
            .header("Keeptrusts-Client-Address", address)
            .header("Keeptrusts-User-Agent", AGENT);
    if (session != null) {
      request.header("Keeptrusts-Session", session);
    }
    if (idempotencyKey != null) {
      request.header("Idempotency-Key", idempotencyKey);
    }
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      ledger.read(path, JSON.valueToTree(body));
      request
          .header("Content-Type", "application/json")
          .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }
    return send(path, request.build());
  }

  private int port(String path) {
    return QUESTION.matcher(path).lookingAt() ? queryPort : commandPort;
  }

  private Answer send(String path, HttpRequest request) {
    long started = System.nanoTime();
    try {
      HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      long ended = System.nanoTime();
      JsonNode body = JSON.readTree(response.body());
      if (!QUESTION.matcher(path).lookingAt()) {
        ledger.read(path, body);
      }
      long retryAfter = response.headers().firstValueAsLong("Retry-After").orElse(0);
      return new Answer(response.statusCode(), body, retryAfter, started, ended);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  public Answer signIn(String email, String password) {
    return post("/v1/sign-ins", Map.of("email", email, "password", password));
  }

  /** {@code org}: null for the own account. */
  public Answer decide(String session, @Nullable String org) {
    return post(
        "/v1/decisions",
        org == null
            ? Map.of("session", session, "clientAddress", ADDRESS)
            : Map.of("session", session, "clientAddress", ADDRESS, "org", org));
  }
}
