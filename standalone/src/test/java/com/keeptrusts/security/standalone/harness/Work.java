package com.keeptrusts.security.standalone.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.standalone.harness.People.Person;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Clients that keep working whatever happens to the nodes: they register users, change roles and
 * suspend members. Each request goes to any node; who gets no answer asks another, with the same
 * idempotency key. What was acknowledged is kept, to be looked for afterwards.
 */
public final class Work implements AutoCloseable {

  private static final List<String> ROLES = List.of("MEMBER", "ADMIN", "COMPLIANCE_REVIEWER");
  private static final long PAUSE_MILLIS = 50;
  private static final Duration PROGRESS_AT_MOST = Duration.ofMinutes(5);

  private final Cluster cluster;
  private final IntFunction<Api> apis;
  private final People people;
  private final int registeredBefore;
  private final String org;
  private final Person owner;
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final ConcurrentLinkedQueue<String> revisions = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> registrations = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<IOException> unanswered = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService threads;
  private final List<Member> members = new ArrayList<>();
  private final List<Future<?>> running = new ArrayList<>();

  /** One client's own member of the org: nobody else changes it. */
  private static final class Member {
    private final Person person;
    private String role = "MEMBER";
    private boolean suspended;

    Member(Person person) {
      this.person = person;
    }
  }

  private Work(Cluster cluster, IntFunction<Api> apis, People people, int clients)
      throws SQLException {
    this.registeredBefore = registered(cluster.database()).size();
    this.apis = apis;
    this.threads = Executors.newScheduledThreadPool(clients);
    this.cluster = cluster;
    this.people = people;
    this.org = people.org();
    this.owner = people.member(org, "OWNER");
  }

  /** Starts the clients, which work until {@link #finish}. */
  public static Work start(Cluster cluster, People people, Random random, int clients)
      throws SQLException {
    return start(cluster, cluster::api, people, random, clients);
  }

  /** The same, by ways that somebody else chooses. */
  public static Work start(
      Cluster cluster, IntFunction<Api> apis, People people, Random random, int clients)
      throws SQLException {
    Work work = new Work(cluster, apis, people, clients);
    for (int i = 0; i < clients; i++) {
      work.members.add(new Member(people.member(work.org, "MEMBER")));
    }
    for (Member member : work.members) {
      Random own = new Random(random.nextLong());
      work.running.add(
          work.threads.scheduleWithFixedDelay(
              () -> work.work(member, own), 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS));
    }
    return work;
  }

  private void work(Member member, Random random) {
    switch (random.nextInt(4)) {
      case 0 -> suspendOrReactivate(member);
      case 1 -> changeRole(member, random);
      default -> register();
    }
  }

  private void register() {
    Map<String, String> body = Map.of("email", people.email(), "displayName", People.NAME);
    Api.Answer answer = untilAcknowledged("POST", "/v1/users", null, body);
    registrations.add(answer.text("user"));
    revisions.add(answer.text("revision"));
  }

  private void changeRole(Member member, Random random) {
    if (!member.suspended) {
      String role = ROLES.get(random.nextInt(ROLES.size()));
      untilAcknowledged("PUT", path(member) + "/role", owner.session(), Map.of("role", role));
      member.role = role;
    }
  }

  private void suspendOrReactivate(Member member) {
    untilAcknowledged(
        member.suspended ? "DELETE" : "PUT",
        path(member) + "/suspension",
        owner.session(),
        member.suspended ? null : Map.of());
    member.suspended = !member.suspended;
  }

  private String path(Member member) {
    return "/v1/orgs/" + org + "/members/" + member.person.user();
  }

  /** Asks one node after the other, with the same key, until one says that it is done. */
  private Api.Answer untilAcknowledged(
      String method, String path, @Nullable String session, @Nullable Map<String, String> body) {
    String key = UUID.randomUUID().toString();
    for (int node = key.charAt(0); ; node++) {
      try {
        Api.Answer answer = apis.apply(node).withKey(key).call(method, path, session, body);
        if (session != null && answer.isToProveAgain()) {
          people.proveAgain(session);
        } else if (!isToComeAgain(answer)) {
          assertThat(answer.status())
              .as("%s %s: %s", method, path, answer.body())
              .isBetween(200, 201);
          acknowledged.incrementAndGet();
          return answer;
        }
      } catch (UncheckedIOException nobodyAnswers) {
        unanswered.add(nobodyAnswers.getCause());
        Thread.onSpinWait();
      }
    }
  }

  private static boolean isToComeAgain(Api.Answer answer) {
    return answer.status() == 503
        || (answer.status() == 409 && answer.problem().equals("conflict"));
  }

  /** How many commands somebody was told to be done. */
  public int acknowledged() {
    return acknowledged.get();
  }

  /** What clients got instead of an answer. */
  public List<IOException> unanswered() {
    return List.copyOf(unanswered);
  }

  /** Returns once so many are done. */
  public void awaitAcknowledged(int count) {
    Awaitility.await("work goes on")
        .atMost(PROGRESS_AT_MOST)
        .until(() -> acknowledged() >= count || running.stream().anyMatch(Future::isDone));
    assertThat(running).as("clients that gave up").noneMatch(Future::isDone);
  }

  /** Returns once every client has what it asked for. */
  public void finish() throws InterruptedException {
    threads.shutdown();
    assertThat(threads.awaitTermination(PROGRESS_AT_MOST.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(running).as("clients that did not give up").allMatch(Future::isCancelled);
  }

  /** That the log holds what was acknowledged, once, and that decisions go by it. */
  public void assertNothingLostOrTwice() throws SQLException {
    DatabaseServer database = cluster.database();
    assertThat(
            database.read(
                "SELECT subject_type || '/' || subject_id || '@' || subject_revision"
                    + " FROM log.event"))
        .doesNotHaveDuplicates()
        .containsAll(revisions);
    assertThat(registered(database))
        .doesNotHaveDuplicates()
        .containsAll(registrations)
        .hasSize(registeredBefore + registrations.size() + members.size() + 1);
    for (Member member : members) {
      Api.Answer decision = cluster.api(0).decide(member.person.session(), org);
      assertThat(decision.text("outcome")).isEqualTo(member.suspended ? "DENY" : "ALLOW");
      if (!member.suspended) {
        assertThat(decision.text("role")).isEqualTo(member.role);
      }
    }
  }

  private static List<String> registered(DatabaseServer database) throws SQLException {
    return database.read("SELECT subject_id FROM log.event WHERE name = 'user.registered'");
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
