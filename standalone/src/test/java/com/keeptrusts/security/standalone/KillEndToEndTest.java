package com.keeptrusts.security.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.standalone.harness.Cluster;
import com.keeptrusts.security.standalone.harness.DatabaseServer;
import com.keeptrusts.security.standalone.harness.Follower;
import com.keeptrusts.security.standalone.harness.LongRun;
import com.keeptrusts.security.standalone.harness.Node;
import com.keeptrusts.security.standalone.harness.People;
import com.keeptrusts.security.standalone.harness.SharedCluster;
import com.keeptrusts.security.standalone.harness.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Processes die in the middle of what they do, the database and its connections too, and nobody
 * notices in the data.
 */
@ExtendWith(SharedCluster.class)
class KillEndToEndTest {

  private static final int CLIENTS = 4;

  private final List<Fault> ahead = new ArrayList<>();

  /** What happens under load. Whoever it ended is started again. */
  private record Fault(String name, Action action) {}

  private interface Action {
    void run() throws Exception;
  }

  private static List<Fault> faults(Cluster cluster) {
    DatabaseServer database = cluster.database();
    List<Fault> faults = new ArrayList<>();
    for (Node node : cluster.nodes()) {
      faults.add(
          new Fault(
              node.name() + " killed",
              () -> {
                node.kill();
                node.startAgain();
              }));
    }
    faults.add(
        new Fault(
            "PostgreSQL killed",
            () -> {
              database.kill();
              database.startAgain();
            }));
    faults.add(
        new Fault(
            "PostgreSQL stopped at once",
            () -> {
              database.stopAtOnce();
              database.startAgain();
            }));
    faults.add(new Fault("all connections cut", database::cutConnections));
    return faults;
  }

  /** Each once before any comes again, in an order that the seed chooses anew every time. */
  private Fault next(Cluster cluster, Random random) {
    if (ahead.isEmpty()) {
      ahead.addAll(faults(cluster));
      Collections.shuffle(ahead, random);
    }
    return ahead.remove(0);
  }

  @Test
  void whatever_process_is_killed_under_load_nothing_acknowledged_is_lost_or_there_twice(
      Cluster cluster) throws Exception {
    LongRun run = LongRun.of(KillEndToEndTest.class, "kill", 3);
    Random random = run.random();
    People people = new People(cluster);
    List<Follower> followers =
        List.of(
            Follower.start(cluster.api(0), 7),
            Follower.start(cluster.api(1), 100),
            Follower.start(cluster.api(0), 1000));
    Duration slowest = Duration.ZERO;
    List<String> happened = new ArrayList<>();
    try (Work work = Work.start(cluster, people, random, CLIENTS)) {
      for (int round = 0; round < run.rounds(); round++) {
        work.awaitAcknowledged(work.acknowledged() + 20);
        long before = System.nanoTime();
        Fault fault = next(cluster, random);
        fault.action().run();
        happened.add(fault.name());
        cluster.awaitReady();
        Duration took = Duration.ofNanos(System.nanoTime() - before);
        slowest = took.compareTo(slowest) > 0 ? took : slowest;
      }
      work.finish();
      run.figure("happened", happened);
      run.figure("slowestUntilAllNodesAreReadySeconds", slowest.toSeconds());
      run.figure("acknowledged", work.acknowledged());
      work.assertNothingLostOrTwice();
    }
    cluster.awaitFeed();
    List<String> first = followers.get(0).finish();
    for (Follower follower : followers) {
      assertThat(follower.finish()).isEqualTo(first);
      follower.close();
    }
    assertThat(cluster.database().read("SELECT count(*) FROM log.event"))
        .containsExactly(Integer.toString(first.size()));
    assertThat(cluster.database().read("SELECT max(number) FROM log.sequence"))
        .containsExactly(Integer.toString(first.size()));
    run.figure("entriesThatThreeConsumersReadAlike", first.size());

    Node rebuild = cluster.rebuild();
    assertThat(rebuild.awaitEnd()).isZero();
    assertThat(rebuild.log())
        .containsPattern("Rebuilt enforcement up to number \\d+: 0 rows put right")
        .containsPattern("Rebuilt look-ups up to number \\d+: 0 rows put right");
    run.write();
  }
}
