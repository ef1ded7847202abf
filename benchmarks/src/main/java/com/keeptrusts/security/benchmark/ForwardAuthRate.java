package com.keeptrusts.security.benchmark;

import com.keeptrusts.security.benchmark.Population.Member;
import com.keeptrusts.security.standalone.harness.Nginx;
import com.keeptrusts.security.standalone.harness.Node;
import com.keeptrusts.security.standalone.harness.Ports;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * Requests through an nginx that asks about each of them, by the configuration of {@code
 * docs/forward-auth.md}, beside the same nginx that asks nobody; both pass on to one application,
 * which is nginx too and answers two bytes. And the questions without nginx: what bounds it. Every
 * request is to pass.
 */
final class ForwardAuthRate implements Figure {

  private static final int[] CLIENTS = {1, 4, 16};
  private static final int REPETITIONS = 3;
  private static final Duration TIME = Duration.ofSeconds(2);
  private static final int MEMBERS = 1_000;
  private static final int WORKERS = 1;

  private static final String ALONE =
      """
      server {
        listen 127.0.0.1:%d;
        location / {
          proxy_http_version 1.1;
          proxy_set_header Connection "";
          proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
          proxy_pass http://app;
        }
      }
      server {
        listen 127.0.0.1:%d;
        location / { return 200 "ok"; }
      }
      """;

  @Override
  public void measure(Results results) throws Exception {
    try (Installation installation = Installation.start(results.random())) {
      Population population = new Population(installation, results.random());
      List<Member> members = population.members(MEMBERS, 1);
      population.number();
      population.rows(installation.commandLogin(4));
      installation.commandNode();
      Node query = installation.proxiedQueryNode();
      int asking = Ports.free();
      int alone = Ports.free();
      int app = Ports.free();
      String servers =
          Nginx.documented(Path.of("docs/forward-auth.md"))
                  .replace("127.0.0.1:8080", "127.0.0.1:" + query.port())
                  .replace("127.0.0.1:3000", "127.0.0.1:" + app)
                  .replace("127.0.0.1:8000", "127.0.0.1:" + asking)
                  .replace("11111111-1111-4111-8111-111111111111", members.get(0).org().value())
                  .replace("kts_...", installation.credential())
              + ALONE.formatted(alone, app);
      Path folder = Files.createDirectory(Benchmarks.TARGET.resolve("run/nginx"));
      try (Nginx nginx = Nginx.start(folder, WORKERS, servers, asking)) {
        IntFunction<Load.Operation> asked = requests(nginx.port(), "/invoices", "", members);
        IntFunction<Load.Operation> unasked = requests(alone, "/invoices", "", members);
        IntFunction<Load.Operation> questions =
            requests(
                query.port(),
                "/v1/forward-auth/orgs/" + members.get(0).org(),
                "X-Forwarded-For: 203.0.113.7\r\nKeeptrusts-Credential: "
                    + installation.credential()
                    + "\r\n",
                members);
        Load.closed(16, TIME.multipliedBy(2), asked);
        Load.closed(16, TIME, unasked);
        for (int clients : CLIENTS) {
          measure(clients, asked, unasked, questions, results);
        }
      }
    }
  }

  private static void measure(
      int clients,
      IntFunction<Load.Operation> asked,
      IntFunction<Load.Operation> unasked,
      IntFunction<Load.Operation> questions,
      Results results)
      throws Exception {
    List<Double> rates = new ArrayList<>();
    List<Double> limits = new ArrayList<>();
    List<Double> direct = new ArrayList<>();
    List<Double> slowest = new ArrayList<>();
    List<Double> slowestUnasked = new ArrayList<>();
    for (int i = 0; i < REPETITIONS; i++) {
      Load limit = Load.closed(clients, TIME, unasked);
      Load load = Load.closed(clients, TIME, asked);
      direct.add(Load.closed(clients, TIME, questions).perSecond());
      limits.add(limit.perSecond());
      rates.add(load.perSecond());
      slowest.add(load.millis(99));
      slowestUnasked.add(limit.millis(99));
    }
    String at = ", " + clients + " clients";
    results.add("nginx alone/s" + at, limits);
    results.add("nginx with forward-auth/s" + at, rates);
    results.add("the questions alone, without nginx/s" + at, direct);
    results.add("nginx alone, p99 ms" + at, slowestUnasked);
    results.add("nginx with forward-auth, p99 ms" + at, slowest);
    results.add("forward-auth ÷ nginx alone" + at, Spread.ofRatios(rates, limits), null);
    results.add("forward-auth ÷ the questions alone" + at, Spread.ofRatios(rates, direct), null);
  }

  /** Each client is members at random, one after the other. */
  private static IntFunction<Load.Operation> requests(
      int port, String path, String headers, List<Member> members) {
    List<byte[]> requests =
        members.stream()
            .map(
                member ->
                    ("GET "
                            + path
                            + " HTTP/1.1\r\nHost: localhost\r\n"
                            + headers
                            + "Cookie: "
                            + Installation.PROXIED_COOKIE
                            + "="
                            + member.token()
                            + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII))
            .toList();
    return client -> {
      HttpConnection connection = new HttpConnection(port);
      Random random = new Random(client);
      return () -> connection.expect(200, requests.get(random.nextInt(requests.size())));
    };
  }
}
