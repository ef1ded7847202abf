package com.keeptrusts.security.benchmark;

import com.keeptrusts.security.benchmark.Population.Member;
import com.keeptrusts.security.command.password.Argon2Settings;
import com.keeptrusts.security.command.password.Argon2id;
import com.keeptrusts.security.standalone.harness.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import tools.jackson.databind.json.JsonMapper;

/**
 * Password sign-ins over HTTP, to the session's token, beside nothing but the hash on every core;
 * and what decisions feel of it when the hash queue is never empty.
 */
final class SignInRate implements Figure {

  private static final int REPETITIONS = 3;
  private static final int CLIENTS = 16;
  private static final int USERS_OF_A_CLIENT = 4;
  private static final Duration TIME = Duration.ofSeconds(8);
  private static final double DECISIONS_PER_SECOND = 50;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Override
  public void measure(Results results) throws Exception {
    try (Installation installation = Installation.start(results.random())) {
      Population population = new Population(installation, results.random());
      List<Member> members = population.members(1_000, 20);
      population.number();
      population.rows(installation.commandLogin(4));
      Node commandNode = installation.commandNode();
      Node queryNode = installation.queryNodeWithEmptyEndpoint();
      AuditPace.awaitFeed(installation.database());
      IntFunction<Load.Operation> signIns = signIns(commandNode, users(commandNode, installation));
      IntFunction<Load.Operation> decisions =
          DecisionRate.questions(queryNode, installation, members, "/v1/decisions", "ALLOW");
      IntFunction<Load.Operation> hashes = hashes();

      Load.closed(CLIENTS, TIME, signIns);
      Load.closed(CLIENTS, TIME, decisions);
      decided(decisions);

      List<Double> signedIn = new ArrayList<>();
      List<Double> limits = new ArrayList<>();
      List<Double> idle = new ArrayList<>();
      List<Double> saturated = new ArrayList<>();
      List<Double> medianIdle = new ArrayList<>();
      List<Double> medianSaturated = new ArrayList<>();
      for (int i = 0; i < REPETITIONS; i++) {
        limits.add(Load.closed(cores(), TIME, hashes).perSecond());
        signedIn.add(Load.closed(CLIENTS, TIME, signIns).perSecond());
        Load alone = decided(decisions);
        idle.add(alone.millis(99));
        medianIdle.add(alone.millis(50));
        try (Load.Background saturating = new Load.Background(CLIENTS, 10_000, signIns)) {
          Load beside = decided(decisions);
          saturated.add(beside.millis(99));
          medianSaturated.add(beside.millis(50));
          saturating.stop();
        }
      }
      results.add("bare Argon2id/s on all cores", limits);
      results.add("password sign-ins/s", signedIn);
      results.add("sign-ins ÷ bare", Spread.ofRatios(signedIn, limits), Goal.atLeast(0.85));
      results.add("decisions, p50 ms, idle", medianIdle);
      results.add("decisions, p50 ms, hash queue saturated", medianSaturated);
      results.add("decisions, p99 ms, idle", idle);
      results.add("decisions, p99 ms, hash queue saturated", saturated);
      results.add("p99 saturated ÷ idle", Spread.ofRatios(saturated, idle), Goal.atMost(5));
    }
  }

  private static Load decided(IntFunction<Load.Operation> decisions) throws Exception {
    return Load.paced(8, DECISIONS_PER_SECOND, TIME, new AtomicBoolean(), decisions);
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static IntFunction<Load.Operation> hashes() {
    Argon2id argon2id = new Argon2id(cores(), 100, Duration.ofSeconds(5));
    byte[] password = "plum tango quarry lantern".getBytes(StandardCharsets.UTF_8);
    byte[] salt = argon2id.freshSalt();
    return thread -> () -> argon2id.hash(password, Argon2Settings.DEFAULT, salt);
  }

  /** The request by which each signs in. */
  private static List<byte[]> users(Node node, Installation installation) throws IOException {
    List<byte[]> requests = new ArrayList<>();
    try (HttpConnection connection = new HttpConnection(node.port())) {
      for (int i = 0; i < CLIENTS * USERS_OF_A_CLIENT; i++) {
        String email = "person" + i + "@people.example";
        String user =
            created(
                connection,
                installation,
                "/v1/users",
                "{\"email\":\"" + email + "\",\"displayName\":\"Some Body\"}",
                "user");
        String password =
            created(
                connection,
                installation,
                "/v1/users/" + user + "/temporary-password",
                "{}",
                "temporaryPassword");
        requests.add(
            HttpConnection.request(
                "POST",
                "/v1/sign-ins",
                installation.credential(),
                "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}"));
      }
    }
    return requests;
  }

  private static String created(
      HttpConnection connection, Installation installation, String path, String json, String field)
      throws IOException {
    connection.expect(201, HttpConnection.request("POST", path, installation.credential(), json));
    return JSON.readTree(connection.text()).get(field).asString();
  }

  /** Each client has users of its own, one after the other. */
  private static IntFunction<Load.Operation> signIns(Node node, List<byte[]> users) {
    return client -> {
      HttpConnection connection = new HttpConnection(node.port());
      int[] turn = {0};
      return () ->
          connection.expect(
              201, users.get(client * USERS_OF_A_CLIENT + turn[0]++ % USERS_OF_A_CLIENT));
    };
  }
}
