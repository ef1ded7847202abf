package com.keeptrusts.security.benchmark;

import com.keeptrusts.security.benchmark.Population.Member;
import com.keeptrusts.security.standalone.harness.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * Decisions over HTTP beside an endpoint of the same application that does nothing, behind the same
 * door, while 50 commands a second are written. Every decision is to be {@code ALLOW}.
 */
final class DecisionRate implements Figure {

  private static final int[] CLIENTS = {1, 16, 64};
  private static final int REPETITIONS = 3;
  private static final Duration TIME = Duration.ofSeconds(5);
  private static final int MEMBERS = 5_000;
  private static final double COMMANDS_PER_SECOND = 50;

  @Override
  public void measure(Results results) throws Exception {
    try (Installation installation = Installation.start(results.random())) {
      Population population = new Population(installation, results.random());
      List<Member> members = population.members(MEMBERS, 100);
      population.number();
      population.rows(installation.commandLogin(4));
      Node commandNode = installation.commandNode();
      Node queryNode = installation.queryNodeWithEmptyEndpoint();
      AuditPace.awaitFeed(installation.database());
      IntFunction<Load.Operation> decisions =
          questions(queryNode, installation, members, "/v1/decisions", "ALLOW");
      IntFunction<Load.Operation> nothing =
          questions(queryNode, installation, members, EmptyEndpoint.PATH, "NOTHING");
      Load.closed(16, TIME.multipliedBy(2), decisions);
      Load.closed(16, TIME.multipliedBy(2), nothing);
      try (Load.Background writing =
          new Load.Background(4, COMMANDS_PER_SECOND, commands(commandNode, installation))) {
        for (int clients : CLIENTS) {
          measure(clients, decisions, nothing, results);
        }
        Load written = writing.stop();
        results.add("commands/s written meanwhile", List.of(written.perSecond()));
      }
    }
  }

  private static void measure(
      int clients,
      IntFunction<Load.Operation> decisions,
      IntFunction<Load.Operation> nothing,
      Results results)
      throws Exception {
    List<Double> asked = new ArrayList<>();
    List<Double> limits = new ArrayList<>();
    List<Double> slowest = new ArrayList<>();
    List<Double> slowestOfNothing = new ArrayList<>();
    for (int i = 0; i < REPETITIONS; i++) {
      Load limit = Load.closed(clients, TIME, nothing);
      Load load = Load.closed(clients, TIME, decisions);
      limits.add(limit.perSecond());
      asked.add(load.perSecond());
      slowest.add(load.millis(99));
      slowestOfNothing.add(limit.millis(99));
    }
    String at = ", " + clients + " clients";
    results.add("empty endpoint/s" + at, limits);
    results.add("decisions/s" + at, asked);
    results.add("empty endpoint, p99 ms" + at, slowestOfNothing);
    results.add("decisions, p99 ms" + at, slowest);
    Spread ratio = Spread.ofRatios(asked, limits);
    results.add("decisions ÷ empty" + at, ratio, clients == 16 ? Goal.atLeast(0.5) : null);
  }

  /** Each client asks about members at random. */
  static IntFunction<Load.Operation> questions(
      Node node, Installation installation, List<Member> members, String path, String expected) {
    List<byte[]> requests =
        members.stream()
            .map(
                member ->
                    HttpConnection.request(
                        "POST",
                        path,
                        installation.credential(),
                        "{\"session\":\"%s\",\"org\":\"%s\",\"clientAddress\":\"203.0.113.7\"}"
                            .formatted(member.token(), member.org())))
            .toList();
    return client -> {
      HttpConnection connection = new HttpConnection(node.port());
      Random random = new Random(client);
      return () -> {
        connection.expect(200, requests.get(random.nextInt(requests.size())));
        if (!connection.text().contains(expected)) {
          throw new IllegalStateException("Not " + expected + ": " + connection.text());
        }
      };
    };
  }

  static IntFunction<Load.Operation> commands(Node node, Installation installation) {
    byte[] request =
        HttpConnection.request(
            "POST", "/v1/orgs", installation.credential(), "{\"name\":\"Some Org\"}");
    return client -> {
      HttpConnection connection = new HttpConnection(node.port());
      return () -> connection.expect(201, request);
    };
  }
}
