package com.keeptrusts.security.command.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.keeptrusts.security.command.TestLog;
import com.keeptrusts.security.command.TestNode;
import com.keeptrusts.security.command.TestPeople;
import com.keeptrusts.security.command.TestPeople.Person;
import com.keeptrusts.security.command.authority.Caller;
import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.org.SetOrgMfaPolicy;
import com.keeptrusts.security.command.user.DisableMfa;
import com.keeptrusts.security.enforcement.Decisions;
import com.keeptrusts.security.enforcement.Gate;
import com.keeptrusts.security.enforcement.Question;
import com.keeptrusts.security.event.MfaLevel;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What follows when an org sets its MFA policy: the walk over the members, and their timers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MfaPolicyIT {

  private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final String STARTED = "user.mfa-grace-period-started";
  private static final String SOON = "user.mfa-grace-period-ending-soon";
  private static final String ENDED = "user.mfa-grace-period-ended";
  private static final Duration LATE = Duration.ofMinutes(2);

  @TempDir static Path keysets;

  private TestDatabase database;
  private TestNode node;
  private TestPeople people;
  private TestLog log;
  private OrgId org;
  private Person owner;

  @BeforeAll
  void start() {
    database = TestDatabase.fresh();
    node = TestNode.start(database, keysets);
    people = new TestPeople(node);
    log = new TestLog(database);
  }

  @AfterAll
  void stop() {
    node.close();
    database.close();
  }

  /** An org whose owner has an MFA method, and no timers of others. */
  @BeforeEach
  void anOrg() {
    database.setClock(START);
    log.sql().sql("DELETE FROM command.scheduled_task").update();
    log.sql().sql("DELETE FROM enforcement.mfa_walk").update();
    org = people.org();
    owner = people.member(org, Role.OWNER);
    people.enableMfa(owner, 59_000_000);
  }

  private void set(MfaLevel level, Duration grace, Caller by) {
    node.get(Commands.class)
        .send(
            new SetOrgMfaPolicy(
                org, level, level == MfaLevel.OPTIONAL ? null : grace, null, DAY.multipliedBy(7)),
            by);
  }

  private void demandOfAll(Duration grace) {
    set(MfaLevel.REQUIRED_FOR_ALL, grace, owner.caller());
  }

  private void walk() {
    node.get(MfaWalk.class).run();
  }

  private List<String> lastNames(UserId user, int count) {
    List<String> names = log.namesOf(user);
    return names.subList(names.size() - count, names.size());
  }

  private long told(Person person, String name) {
    return log.namesOf(person.user()).stream().filter(name::equals).count();
  }

  private int timers(Person of) {
    return log.sql()
        .sql(
            """
            SELECT count(*) FROM command.scheduled_task
            WHERE convert_from(task_data, 'UTF8') LIKE '%' || :user || '%'
            """)
        .param("user", of.user().value())
        .query(Integer.class)
        .single();
  }

  @Test
  @Tag("POL-3")
  @Tag("POL-10")
  void the_walk_writes_down_what_the_policy_means_for_each_member_and_skips_who_complies() {
    Person member = people.member(org, Role.MEMBER);
    Person withMethod = people.member(org, Role.MEMBER);
    people.enableMfa(withMethod, 59_000_000);
    int before = log.namesOf(withMethod.user()).size();
    demandOfAll(DAY);
    assertThat(lastNames(member.user(), 1)).doesNotContain(STARTED);
    walk();
    assertThat(lastNames(member.user(), 1)).containsExactly(STARTED);
    assertThat(log.namesOf(withMethod.user())).hasSize(before);
    assertThat(timers(member)).isOne();
    int size = log.size();
    walk();
    assertThat(log.size()).isEqualTo(size);
  }

  @Test
  @Tag("POL-5")
  void a_looser_policy_is_walked_too() {
    Person member = people.member(org, Role.MEMBER);
    demandOfAll(DAY);
    walk();
    set(MfaLevel.REQUIRED_FOR_ADMINS, DAY, owner.caller());
    walk();
    assertThat(lastNames(member.user(), 1)).containsExactly("user.mfa-obligation-lifted");
  }

  @Test
  @Tag("POL-10")
  void a_member_whom_the_walk_cannot_visit_holds_up_nobody_and_is_visited_again() {
    Person member = people.member(org, Role.MEMBER);
    Person other = people.member(org, Role.MEMBER);
    demandOfAll(DAY);
    owner(
        "ALTER TABLE enforcement.mfa_grace_period_1 ADD CONSTRAINT broken CHECK (user_id <> '%s')"
            .formatted(member.user().value()));
    walk();
    assertThat(lastNames(other.user(), 1)).containsExactly(STARTED);
    owner("ALTER TABLE enforcement.mfa_grace_period_1 DROP CONSTRAINT broken");
    walk();
    assertThat(told(member, STARTED)).isZero();
    database.advance(LATE);
    walk();
    assertThat(told(member, STARTED)).isOne();
    assertThat(told(other, STARTED)).isOne();
  }

  private void owner(String sql) {
    log.sql().sql(sql).update();
  }

  @Test
  @Tag("POL-4")
  void a_timer_that_another_process_set_tells_of_the_end_once_and_not_early() {
    Person member = people.member(org, Role.MEMBER);
    demandOfAll(DAY);
    walk();
    String stored =
        log.sql()
            .sql(
                """
                SELECT convert_from(task_data, 'UTF8') FROM command.scheduled_task
                WHERE task_name NOT LIKE '%.%'
                """)
            .query(String.class)
            .single();
    assertThat(stored)
        .contains("mfa-grace-period", "scope.subject", "\\\"type\\\":\\\"user\\\"")
        .doesNotContain("com.keeptrusts", "org.axonframework", "client_address");
    database.setClock(START.plus(DAY).minus(Duration.ofHours(6)));
    try (TestNode sweeping = sweepingNode()) {
      await().until(() -> told(member, SOON) == 1);
      assertThat(told(member, ENDED)).isZero();
      assertThat(wentOff(sweeping)).isPositive();
    }
    database.setClock(START.plus(DAY));
    try (TestNode sweeping = sweepingNode()) {
      await().until(() -> told(member, ENDED) == 1);
      await().until(() -> timers(member) == 0);
      assertThat(wentOff(sweeping)).isPositive();
    }
    for (String name : List.of(STARTED, SOON, ENDED)) {
      assertThat(told(member, name)).as(name).isOne();
    }
  }

  private static long wentOff(TestNode sweeping) {
    return sweeping.get(MeterRegistry.class).get("keeptrusts.timers.delay").timer().count();
  }

  private TestNode sweepingNode() {
    return TestNode.start(
        database,
        keysets,
        Map.of("keeptrusts.sweep.enabled", "true", "keeptrusts.sweep.every", "1s"));
  }

  @Test
  @Tag("POL-4")
  void what_a_lost_timer_ought_to_have_told_is_told_by_the_sweep() {
    Person member = people.member(org, Role.MEMBER);
    demandOfAll(DAY);
    walk();
    log.sql().sql("DELETE FROM command.scheduled_task").update();
    database.setClock(START.plus(DAY));
    node.get(Sweeps.class).recordEndsOfGracePeriods();
    node.get(Sweeps.class).recordEndsOfGracePeriods();
    assertThat(told(member, ENDED)).isOne();
  }

  @Test
  @Tag("POL-4")
  void a_timer_that_was_lost_before_the_warning_is_put_back_by_the_sweep() {
    Person member = people.member(org, Role.MEMBER);
    demandOfAll(DAY);
    walk();
    log.sql().sql("DELETE FROM command.scheduled_task").update();
    database.setClock(START.plus(DAY).minus(Duration.ofHours(5)));
    node.get(Sweeps.class).recordEndsOfGracePeriods();
    assertThat(told(member, SOON)).isOne();
    assertThat(timers(member)).isOne();
  }

  @Test
  @Tag("POL-1")
  void a_policy_is_set_by_admins_and_owners_who_have_a_method_and_by_nobody_else() {
    Person admin = people.member(org, Role.ADMIN);
    refused(admin, Reason.MFA_NOT_ENABLED);
    Person member = people.member(org, Role.MEMBER);
    people.enableMfa(member, 59_000_000);
    refused(member, Reason.NOT_ALLOWED);
    people.enableMfa(admin, 59_000_000);
    set(MfaLevel.REQUIRED_FOR_ALL, DAY, admin.caller());
    assertThat(log.payloads("org.mfa-policy-changed")).isNotEmpty();
  }

  private void refused(Person person, Reason reason) {
    assertThatThrownBy(() -> set(MfaLevel.REQUIRED_FOR_ALL, DAY, person.caller()))
        .isInstanceOfSatisfying(
            Rejected.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
  }

  @Test
  @Tag("POL-4")
  @Tag("POL-9")
  void a_gated_user_does_nothing_but_what_opens_the_gate() {
    Person member = people.member(org, Role.MEMBER);
    demandOfAll(DAY);
    database.setClock(START.plus(DAY));
    Person again = people.signIn(member.user(), member.password(), null);
    Question question = new Question(Sha256.ofToken(again.token()), org, TestPeople.ADDRESS);
    Decisions decisions = node.get(Decisions.class);
    assertThat(decisions.decide(question).gates()).containsExactly(Gate.MFA_ENROLLMENT_REQUIRED);
    assertThatThrownBy(
            () -> node.get(Commands.class).send(new DisableMfa(again.user()), again.caller()))
        .isInstanceOfSatisfying(
            Rejected.class,
            refusal -> assertThat(refusal.reason()).isEqualTo(Reason.MFA_ENROLLMENT_REQUIRED));
    people.enableMfa(again, 59_000_000);
    assertThat(decisions.decide(question).gates()).isEmpty();
  }
}
