package com.keeptrusts.security.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.standalone.harness.Api;
import com.keeptrusts.security.standalone.harness.Cluster;
import com.keeptrusts.security.standalone.harness.LongRun;
import com.keeptrusts.security.standalone.harness.Node;
import com.keeptrusts.security.standalone.harness.People;
import com.keeptrusts.security.standalone.harness.People.Newcomer;
import com.keeptrusts.security.standalone.harness.SharedCluster;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Command nodes die while many grace periods begin, and while they run out. */
@ExtendWith(SharedCluster.class)
class GracePeriodsEndToEndTest {

  private static final int CLIENTS = 4;
  private static final int PROBED = 10;
  private static final Duration GRACE = Duration.ofDays(1);
  private static final Duration AN_HOUR = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private Cluster cluster;
  private People people;
  private String org;

  @BeforeEach
  void start(Cluster shared) {
    cluster = shared;
    people = new People(cluster);
    org = people.org();
  }

  @Test
  @Tag("POL-4")
  @Tag("POL-10")
  void whoever_is_killed_each_end_is_recorded_once_and_none_early() throws Exception {
    LongRun run = LongRun.of(GracePeriodsEndToEndTest.class, "grace-periods", 16);
    Random random = run.random();
    People.Protected owner = people.protectedMember(org, "OWNER");
    List<Newcomer> members = members(run.rounds());
    List<Newcomer> probed = members.subList(0, Math.min(PROBED, members.size()));

    Api.Answer set =
        cluster
            .api(0)
            .call(
                "PUT",
                "/v1/orgs/" + org + "/mfa-policy",
                owner.person().session(),
                Map.of("level", "REQUIRED_FOR_ALL", "graceDays", GRACE.toDays()));
    assertThat(set.status()).isEqualTo(200);
    all(probed, "ALLOW", "mfa-grace-period");
    int kills = killUntil(random, "user.mfa-grace-period-started", members.size());
    all(probed, "ALLOW", "mfa-grace-period");
    cluster.advance(GRACE.minus(AN_HOUR));
    all(probed, "ALLOW", "mfa-grace-period");
    cluster.advance(AN_HOUR);
    all(probed, "RESTRICT", "mfa-enrollment-required");
    kills += killUntil(random, "user.mfa-grace-period-ended", members.size());
    all(probed, "RESTRICT", "mfa-enrollment-required");

    for (String name : List.of("started", "ended")) {
      assertThat(
              read(
                  "count(*) || ' ' || count(DISTINCT subject_id)", "user.mfa-grace-period-" + name))
          .as(name)
          .isEqualTo(members.size() + " " + members.size());
    }
    assertThat(
            read(
                "count(*) FILTER (WHERE at < (payload::json ->> 'deadline')::timestamptz)",
                "user.mfa-grace-period-ended"))
        .as("early")
        .isEqualTo("0");
    run.figure("obligations", members.size());
    run.figure("kills", kills);
    run.write();
  }

  private List<Newcomer> members(int count) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<Newcomer>> made = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        made.add(threads.submit(() -> people.newcomer(org)));
      }
      List<Newcomer> members = new ArrayList<>();
      for (Future<Newcomer> one : made) {
        members.add(one.get());
      }
      return members;
    } finally {
      threads.shutdown();
    }
  }

  /** Whoever it is, signed in just now, is answered so on every node. */
  private void all(List<Newcomer> members, String outcome, String reason) {
    for (int i = 0; i < members.size(); i++) {
      String session = people.signInBySso(i, members.get(i).subject()).session();
      for (int node = 0; node < 2; node++) {
        Api.Answer answer = cluster.api(node).decide(session, org);
        assertThat(answer.text("outcome")).as("%s", answer.body()).isEqualTo(outcome);
        assertThat(answer.body().get("reasons").toString()).contains(reason);
      }
    }
  }

  /** Kills one command node after the other until it has happened so often; says how many. */
  private int killUntil(Random random, String name, int happened) throws SQLException {
    int kills = 0;
    do {
      Node node = cluster.commandNode(random.nextInt(2));
      node.kill();
      kills++;
      node.startAgain();
      cluster.awaitReady();
    } while (count(name) < happened / 2);
    Awaitility.await(name)
        .atMost(PATIENCE)
        .pollInterval(LOOK_EVERY)
        .until(() -> count(name) >= happened);
    return kills;
  }

  private int count(String name) throws SQLException {
    return Integer.parseInt(read("count(*)", name));
  }

  /** Of the events of this name that concern the org. */
  private String read(String what, String name) throws SQLException {
    return cluster
        .database()
        .read(
            "SELECT %s FROM log.event WHERE name = '%s' AND payload LIKE '%%%s%%'"
                .formatted(what, name, org))
        .get(0);
  }
}
