package com.keeptrusts.security.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.standalone.harness.Api;
import com.keeptrusts.security.standalone.harness.Asking;
import com.keeptrusts.security.standalone.harness.Cluster;
import com.keeptrusts.security.standalone.harness.LongRun;
import com.keeptrusts.security.standalone.harness.People;
import com.keeptrusts.security.standalone.harness.People.Person;
import com.keeptrusts.security.standalone.harness.SharedCluster;
import com.keeptrusts.security.standalone.harness.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What one node acknowledged is asked about on others, at that moment, while many write and the
 * nodes' own clocks are five minutes apart.
 */
@ExtendWith(SharedCluster.class)
class StaleAnswersEndToEndTest {

  private static final int WRITERS = 16;

  private Cluster cluster;
  private People people;
  private String org;
  private Person owner;
  private Person member;

  @BeforeEach
  void start(Cluster shared) {
    cluster = shared;
    people = new People(cluster);
    org = people.org();
    owner = people.member(org, "OWNER");
    member = people.member(org, "MEMBER");
  }

  /** A change, and how an answer tells that it is known. */
  private record Change(
      String method,
      String path,
      @Nullable String actingSession,
      @Nullable Map<String, String> body,
      Predicate<Api.Answer> known) {}

  @Test
  @Tag("SES-4")
  void no_answer_that_was_asked_for_after_an_acknowledgement_is_older_than_it() throws Exception {
    LongRun run = LongRun.of(StaleAnswersEndToEndTest.class, "stale-answers", 16);
    Random random = run.random();
    List<String> stale = new ArrayList<>();
    int asked = 0;
    try (Work work = Work.start(cluster, people, random, WRITERS)) {
      for (int round = 0; round < run.rounds(); round++) {
        String session = people.signIn(member);
        Change change = change(round, session);
        List<Api.Answer> answers = askAround(change, session, random.nextBoolean());
        asked += answers.size();
        for (Api.Answer answer : answers) {
          if (!change.known().test(answer)) {
            stale.add("round " + round + ", " + change.path() + ": " + answer.body());
          }
        }
        undo(change);
      }
      work.finish();
      run.figure("acknowledgedCommandsOfOtherWriters", work.acknowledged());
    }
    run.figure("answersAskedForAfterAnAcknowledgement", asked);
    run.figure("stale", stale);
    run.write();
    assertThat(stale).isEmpty();
  }

  private Change change(int round, String session) {
    String membership = "/v1/orgs/" + org + "/members/" + member.user();
    String revocation = "/v1/users/" + member.user() + "/sessions/revocation";
    String role = round % 8 < 4 ? "ADMIN" : "MEMBER";
    return switch (round % 4) {
      case 0 -> new Change("DELETE", "/v1/me/session", session, null, this::isDenied);
      case 1 -> new Change("POST", revocation, null, Map.of(), this::isDenied);
      case 2 ->
          new Change("PUT", membership + "/suspension", owner.session(), Map.of(), this::isDenied);
      default ->
          new Change(
              "PUT",
              membership + "/role",
              owner.session(),
              Map.of("role", role),
              answer -> answer.text("role").equals(role));
    };
  }

  private boolean isDenied(Api.Answer answer) {
    return answer.text("outcome").equals("DENY");
  }

  private void undo(Change change) {
    if (change.path().endsWith("/suspension")) {
      Api.Answer undone =
          cluster.api(0).call("DELETE", change.path(), change.actingSession(), null);
      assertThat(undone.status()).isEqualTo(200);
    }
  }

  /**
   * Makes the change on one node; the answers that were asked for after it was acknowledged.
   *
   * @param inUse whether the session is asked about on both nodes before, during and after
   */
  private List<Api.Answer> askAround(Change change, String session, boolean inUse)
      throws Exception {
    try (Asking asking =
        Asking.start(inUse ? List.of(cluster.api(0), cluster.api(1)) : List.of(), session, org)) {
      asking.awaitSome();
      Api.Answer done =
          cluster
              .api(1)
              .call(change.method(), change.path(), change.actingSession(), change.body());
      assertThat(done.status()).as("%s", done.body()).isEqualTo(200);
      List<Api.Answer> after = new ArrayList<>();
      for (int node = 0; node < 2; node++) {
        after.add(cluster.api(node).decide(session, org));
      }
      asking.awaitSome();
      after.addAll(asking.startedAfter(done.endedNanos()));
      return after;
    }
  }
}
