package com.keeptrusts.security.benchmark;

import com.keeptrusts.security.benchmark.Population.Member;
import com.keeptrusts.security.log.NumberedEvent;
import com.keeptrusts.security.log.SequenceReader;
import com.keeptrusts.security.standalone.harness.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * A log of a million events: the rows of enforcement made again from it while decisions go on, and
 * a query node that starts on it, beside one that starts on an empty log. A command node was up
 * once, which made the credential that decisions are asked with.
 */
final class MillionEvents implements Figure {

  private static final int REPETITIONS = 3;
  private static final int MEMBERS_AT_ONCE = 10_000;
  private static final int TIMES = 10;
  private static final double DECISIONS_PER_SECOND = 20;

  @Override
  public void measure(Results results) throws Exception {
    try (Installation installation = Installation.start(results.random())) {
      installation.commandNode().stop();
      Population population = new Population(installation, results.random());
      List<Double> emptyReady = new ArrayList<>();
      List<Double> emptyMemory = new ArrayList<>();
      List<Double> emptyLive = new ArrayList<>();
      start(installation, emptyReady, emptyMemory, emptyLive);

      DataSource login = installation.commandLogin(4);
      List<Member> known = population.members(MEMBERS_AT_ONCE, 100);
      population.number();
      population.rows(login);
      for (int i = 1; i < TIMES; i++) {
        population.members(MEMBERS_AT_ONCE, 100);
      }
      population.number();

      Node node = installation.queryNodeWithEmptyEndpoint();
      results.add("MiB of a query node when ready, a million behind", List.of(Machine.mib(node)));
      long behind = System.nanoTime();
      AuditPace.awaitFeed(installation.database());
      results.add("events/s when it catches up with them", List.of(1e6 / seconds(behind)));
      results.add("MiB of the query node afterwards", List.of(Machine.mib(node)));

      rebuild(population, login, node, installation, known, results);
      node.stop();

      List<Double> ready = new ArrayList<>();
      List<Double> memory = new ArrayList<>();
      List<Double> live = new ArrayList<>();
      start(installation, ready, memory, live);
      results.add("s to ready, query node, empty log", emptyReady);
      results.add("s to ready, query node, a million events", ready);
      results.add("ready: a million ÷ empty", Spread.ofRatios(ready, emptyReady), Goal.atMost(1.2));
      results.add("MiB resident when ready, empty log", emptyMemory);
      results.add("MiB resident when ready, a million events", memory);
      results.add("MiB resident: a million ÷ empty", Spread.ofRatios(memory, emptyMemory), null);
      results.add("MiB of live heap when ready, empty log", emptyLive);
      results.add("MiB of live heap when ready, a million events", live);
      results.add(
          "MiB of live heap: a million ÷ empty",
          Spread.ofRatios(live, emptyLive),
          Goal.atMost(1.2));
    }
  }

  private static void start(
      Installation installation, List<Double> ready, List<Double> memory, List<Double> live)
      throws IOException {
    for (int i = 0; i < REPETITIONS; i++) {
      long start = System.nanoTime();
      try (Node node = installation.startQueryNode()) {
        node.awaitReady();
        ready.add(seconds(start));
        memory.add(Machine.mib(node));
        live.add(Machine.liveMib(node));
      }
    }
  }

  private static void rebuild(
      Population population,
      DataSource login,
      Node node,
      Installation installation,
      List<Member> members,
      Results results)
      throws Exception {
    long reading = System.nanoTime();
    SequenceReader reader = new SequenceReader(login);
    long number = 0;
    for (List<NumberedEvent> batch = reader.read(0, 1_000);
        !batch.isEmpty();
        batch = reader.read(number, 1_000)) {
      number = batch.get(batch.size() - 1).number();
    }
    results.add("s to read them all and do nothing", List.of(seconds(reading)));

    try (Load.Background deciding =
        new Load.Background(
            4,
            DECISIONS_PER_SECOND,
            DecisionRate.questions(node, installation, members, "/v1/decisions", "ALLOW"))) {
      long start = System.nanoTime();
      population.rows(login);
      results.add("s to rebuild the rows", List.of(seconds(start)), Goal.atMost(120));
      Load decided = deciding.stop();
      results.add("decisions meanwhile, all ALLOW", List.of((double) decided.count()));
      results.add("decisions meanwhile, p99 ms", List.of(decided.millis(99)));
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
