package com.keeptrusts.security.command.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.keeptrusts.security.command.TestLog;
import com.keeptrusts.security.command.TestNode;
import com.keeptrusts.security.command.TestPeople;
import com.keeptrusts.security.command.TestPeople.Person;
import com.keeptrusts.security.command.authority.Caller;
import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.command.user.ChangeOrgRole;
import com.keeptrusts.security.command.user.EndSession;
import com.keeptrusts.security.command.user.RemoveMember;
import com.keeptrusts.security.command.user.RevokeSessions;
import com.keeptrusts.security.command.user.StartSession;
import com.keeptrusts.security.command.user.SuspendMember;
import com.keeptrusts.security.command.user.TotpProof;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.TotpRevision;
import com.keeptrusts.security.event.TotpStep;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.TestDatabase;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Commands about the same subjects on two nodes of one database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyNodesIT {

  private static final int PARALLEL = 24;

  @TempDir static Path keysets;

  private TestDatabase database;
  private TestNode first;
  private TestNode second;
  private TestPeople people;
  private TestPeople peopleOfSecond;
  private TestLog log;
  private final AtOnce atOnce = new AtOnce();

  @BeforeAll
  void start() {
    database = TestDatabase.fresh();
    first = TestNode.start(database, keysets);
    second = TestNode.start(database, keysets);
    people = new TestPeople(first);
    peopleOfSecond = new TestPeople(second);
    log = new TestLog(database);
  }

  @AfterAll
  void stop() {
    atOnce.close();
    first.close();
    second.close();
    database.close();
  }

  private static void send(TestNode node, Command command, Caller caller) {
    node.get(Commands.class).send(command, caller);
  }

  private TestNode node(int i) {
    return i % 2 == 0 ? first : second;
  }

  private static void requireRefused(Reason reason, TestNode node, Command command, Caller by) {
    assertThatExceptionOfType(Rejected.class)
        .isThrownBy(() -> send(node, command, by))
        .extracting(Rejected::reason)
        .isEqualTo(reason);
  }

  @Test
  @Tag("SES-4")
  void a_node_revokes_sessions_that_another_node_started_after_it_had_loaded_the_user() {
    Person person = people.person();
    Person elsewhere = peopleOfSecond.signIn(person.user(), person.password(), null);
    send(first, new RevokeSessions(person.user(), person.session()), person.caller());
    requireRefused(
        Reason.SESSION_NOT_LIVE,
        second,
        new EndSession(person.user(), elsewhere.session()),
        elsewhere.caller());
    send(second, new EndSession(person.user(), person.session()), person.caller());
  }

  private TotpProof totp(UserId user, long step) {
    String revision =
        log.sql()
            .sql("SELECT totp FROM command.account_1 WHERE user_id = :user")
            .param("user", user.value())
            .query(String.class)
            .single();
    return new TotpProof(TotpRevision.of(revision), new TotpStep(step));
  }

  @Test
  @Tag("ORG-1")
  @Tag("SES-4")
  void a_demotion_that_was_acknowledged_stops_a_command_that_waits_in_the_database()
      throws Exception {
    OrgId org = people.org();
    Person owner = people.member(org, Role.OWNER);
    Person admin = people.member(org, Role.ADMIN);
    Person member = people.member(org, Role.MEMBER);
    Future<Optional<Reason>> demotion;
    Future<Optional<Reason>> waiting;
    try (Held held = Held.account(database, admin.user())) {
      demotion =
          atOnce.begin(
              () ->
                  send(second, new ChangeOrgRole(admin.user(), org, Role.MEMBER), owner.caller()));
      held.untilWaiting(1);
      waiting =
          atOnce.begin(() -> send(first, new SuspendMember(member.user(), org), admin.caller()));
      held.untilWaiting(2);
    }
    assertThat(demotion.get()).isEmpty();
    assertThat(waiting.get()).contains(Reason.NOT_ALLOWED);
  }

  @Test
  @Tag("SES-4")
  void a_revocation_that_was_acknowledged_stops_a_command_of_that_session_that_waits()
      throws Exception {
    OrgId org = people.org();
    Person admin = people.member(org, Role.ADMIN);
    Person member = people.member(org, Role.MEMBER);
    Future<Optional<Reason>> ahead;
    Future<Optional<Reason>> waiting;
    try (Held held = Held.account(database, member.user())) {
      ahead =
          atOnce.begin(
              () -> send(first, new RevokeSessions(member.user(), null), TestPeople.operator()));
      held.untilWaiting(1);
      waiting =
          atOnce.begin(() -> send(first, new RemoveMember(member.user(), org), admin.caller()));
      send(second, new RevokeSessions(admin.user(), null), TestPeople.operator());
    }
    assertThat(ahead.get()).isEmpty();
    assertThat(waiting.get()).contains(Reason.SESSION_NOT_LIVE);
  }

  @Test
  @Tag("TOTP-3")
  void one_code_is_accepted_once_in_however_many_sign_ins_it_is_used_at_once() throws Exception {
    Person person = people.person();
    people.enableMfa(person, 1);
    TotpProof proof = totp(person.user(), 2);
    AtOnce.Outcome outcome =
        atOnce.run(
            IntStream.range(0, PARALLEL)
                .<Runnable>mapToObj(
                    i -> {
                      String signIn = people.openSignIn(person.user());
                      return () -> finish(node(i), person, signIn, proof);
                    })
                .toList());
    assertThat(outcome.done()).as(outcome.toString()).isEqualTo(1);
    assertThat(outcome.refused()).containsOnlyKeys(Reason.WRONG_CODE);
  }

  private void finish(TestNode node, Person person, String signIn, @Nullable TotpProof proof) {
    StartSession start =
        people.startSession(person.user(), signIn, TestPeople.id(), person.password(), proof);
    send(node, start, TestPeople.signingIn(person.user()));
  }
}
