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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
  private static final int OBSERVERS = 4;
  private static final int KINDS = 6;
  private static final long ROUNDS_AT_MOST_HOURS = 6;

  /** From where an org's owner still comes when everybody else's address is denied. */
  private static final String OWNERS_ADDRESS = "198.51.100.9";

  private static final String EVERYBODYS_BLOCK = "203.0.113.0/24";

  private Cluster cluster;
  private People people;

  @BeforeEach
  void start(Cluster shared) {
    cluster = shared;
    people = new People(cluster);
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
  @Tag("POL-10")
  @Tag("IP-7")
  void no_answer_that_was_asked_for_after_an_acknowledgement_is_older_than_it() throws Exception {
    LongRun run = LongRun.of(StaleAnswersEndToEndTest.class, "stale-answers", 16);
    Random random = run.random();
    ExecutorService threads = Executors.newFixedThreadPool(OBSERVERS);
    List<Observer> observers = new ArrayList<>();
    try (Work work = Work.start(cluster, people, random, WRITERS)) {
      AtomicInteger rounds = new AtomicInteger();
      List<Future<?>> observing = new ArrayList<>();
      for (int i = 0; i < OBSERVERS; i++) {
        Observer observer = new Observer(new Random(random.nextLong()));
        observers.add(observer);
        observing.add(threads.submit(() -> observer.goRound(rounds, run.rounds())));
      }
      for (Future<?> one : observing) {
        one.get(ROUNDS_AT_MOST_HOURS, TimeUnit.HOURS);
      }
      work.finish();
      run.figure("acknowledgedCommandsOfOtherWriters", work.acknowledged());
    }
    threads.shutdown();
    List<String> stale = observers.stream().flatMap(each -> each.stale.stream()).toList();
    run.figure(
        "answersAskedForAfterAnAcknowledgement",
        observers.stream().mapToInt(each -> each.asked).sum());
    run.figure("stale", stale);
    run.write();
    assertThat(stale).isEmpty();
  }

  /** Changes a member of an org of its own, and asks about that member. */
  private final class Observer {

    private final Random random;
    private final String org = people.org();
    private final People.Protected owner = people.protectedMember(org, "OWNER");
    private final Person member = people.member(org, "MEMBER");
    private final List<String> stale = new ArrayList<>();
    private String role = "MEMBER";
    private int asked;

    Observer(Random random) {
      this.random = random;
    }

    Void goRound(AtomicInteger rounds, int last) throws Exception {
      for (int round = rounds.getAndIncrement(); round < last; round = rounds.getAndIncrement()) {
        String session = people.signIn(member);
        Change change = change(round, session);
        List<Api.Answer> answers = new ArrayList<>();
        Api.Answer done = askAround(change, session, random.nextBoolean(), answers);
        asked += answers.size();
        for (Api.Answer answer : answers) {
          if (!change.known().test(answer)) {
            stale.add("round " + round + ", " + change.path() + ": " + answer.body());
          }
        }
        undo(change, done);
      }
      return null;
    }

    private Change change(int round, String session) {
      String membership = "/v1/orgs/" + org + "/members/" + member.user();
      String revocation = "/v1/users/" + member.user() + "/sessions/revocation";
      String own = owner.person().session();
      return switch (round % KINDS) {
        case 0 -> new Change("DELETE", "/v1/me/session", session, null, this::isDenied);
        case 1 -> new Change("POST", revocation, null, Map.of(), this::isDenied);
        case 2 -> new Change("PUT", membership + "/suspension", own, Map.of(), this::isDenied);
        case 3 ->
            new Change(
                "POST",
                "/v1/orgs/" + org + "/ip-rules",
                own,
                Map.of("action", "DENY", "block", EVERYBODYS_BLOCK),
                this::isDenied);
        case 4 ->
            new Change(
                "PUT",
                "/v1/orgs/" + org + "/mfa-policy",
                own,
                Map.of("level", "REQUIRED_FOR_ALL", "atOnceReason", "A break-in"),
                answer -> answer.text("outcome").equals("RESTRICT"));
        default -> {
          String next = role.equals("ADMIN") ? "MEMBER" : "ADMIN";
          role = next;
          yield new Change(
              "PUT",
              membership + "/role",
              own,
              Map.of("role", next),
              answer -> answer.text("role").equals(next));
        }
      };
    }

    private boolean isDenied(Api.Answer answer) {
      return answer.text("outcome").equals("DENY");
    }

    private void undo(Change change, Api.Answer done) {
      if (change.path().endsWith("/suspension")) {
        undo("DELETE", change, change.path(), null);
      } else if (change.path().endsWith("/ip-rules")) {
        undo("DELETE", change, change.path() + "/" + done.text("rule"), null);
      } else if (change.path().endsWith("/mfa-policy")) {
        undo("PUT", change, change.path(), Map.of("level", "OPTIONAL"));
      }
    }

    private void undo(
        String method, Change change, String path, @Nullable Map<String, String> body) {
      Change back = new Change(method, path, change.actingSession(), body, change.known());
      assertThat(act(0, back).status()).isEqualTo(200);
    }

    private Api.Answer act(int node, Change change) {
      Api.Answer answer = call(node, change);
      if (!answer.isToProveAgain()) {
        return answer;
      }
      people.proveAgain(owner);
      return call(node, change);
    }

    private Api.Answer call(int node, Change change) {
      return cluster
          .api(node)
          .from(OWNERS_ADDRESS)
          .call(change.method(), change.path(), change.actingSession(), change.body());
    }

    /**
     * Makes the change on one node, and collects the answers that were asked for after it was
     * acknowledged.
     *
     * @param inUse whether the session is asked about on both nodes before, during and after
     * @return the acknowledgement
     */
    private Api.Answer askAround(
        Change change, String session, boolean inUse, List<Api.Answer> after) throws Exception {
      try (Asking asking =
          Asking.start(inUse ? List.of(cluster.api(0), cluster.api(1)) : List.of(), session, org)) {
        asking.awaitSome();
        Api.Answer done = act(1, change);
        assertThat(done.status()).as("%s", done.body()).isBetween(200, 201);
        for (int node = 0; node < 2; node++) {
          after.add(cluster.api(node).decide(session, org));
        }
        asking.awaitSome();
        after.addAll(asking.startedAfter(done.endedNanos()));
        return done;
      }
    }
  }
}
