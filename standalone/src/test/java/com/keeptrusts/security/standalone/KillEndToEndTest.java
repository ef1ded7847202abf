package com.keeptrusts.security.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.standalone.harness.Cluster;
import com.keeptrusts.security.standalone.harness.Follower;
import com.keeptrusts.security.standalone.harness.LongRun;
import com.keeptrusts.security.standalone.harness.Node;
import com.keeptrusts.security.standalone.harness.People;
import com.keeptrusts.security.standalone.harness.SharedCluster;
import com.keeptrusts.security.standalone.harness.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Processes die in the middle of what they do, the database too, and nobody notices in the data.
 */
@ExtendWith(SharedCluster.class)
class KillEndToEndTest {

  private static final int COMMAND_NODES = 2;
  private static final int QUERY_NODES = 2;
  private static final int CLIENTS = 4;

  private final List<Integer> victims = new ArrayList<>();

  @Test
  void whatever_process_is_killed_under_load_nothing_acknowledged_is_lost_or_there_twice(
      Cluster cluster) throws Exception {
    LongRun run = LongRun.of("kill", 3);
    Random random = run.random();
    People people = new People(cluster);
    List<Follower> followers =
        List.of(
            Follower.start(cluster.api(0), 7),
            Follower.start(cluster.api(1), 100),
            Follower.start(cluster.api(0), 1000));
    Duration slowest = Duration.ZERO;
    List<String> killed = new ArrayList<>();
    try (Work work = Work.start(cluster, people, random, CLIENTS)) {
      for (int round = 0; round < run.rounds(); round++) {
        work.awaitAcknowledged(work.acknowledged() + 20);
        long before = System.nanoTime();
        killed.add(kill(cluster, victim(round, random)));
        cluster.awaitReady();
        Duration took = Duration.ofNanos(System.nanoTime() - before);
        slowest = took.compareTo(slowest) > 0 ? took : slowest;
      }
      work.finish();
      run.figure("killed", killed);
      run.figure("slowestUntilAllNodesAreReadySeconds", slowest.toSeconds());
      run.figure("acknowledged", work.acknowledged());
      work.assertNothingLostOrTwice();
    }
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

  /** In five rounds each of the five once, in an order that the seed chooses anew every time. */
  private int victim(int round, Random random) {
    int processes = COMMAND_NODES + QUERY_NODES + 1;
    if (round % processes == 0) {
      victims.clear();
      IntStream.range(0, processes).forEach(victims::add);
      Collections.shuffle(victims, random);
    }
    return victims.get(round % processes);
  }

  /** The killed one is started again. */
  private static String kill(Cluster cluster, int victim) throws IOException {
    if (victim == COMMAND_NODES + QUERY_NODES) {
      cluster.database().kill();
      cluster.database().startAgain();
      return "PostgreSQL";
    }
    Node node =
        victim < COMMAND_NODES
            ? cluster.commandNode(victim)
            : cluster.queryNode(victim - COMMAND_NODES);
    node.kill();
    node.startAgain();
    return node.name();
  }
}
