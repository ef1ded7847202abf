package com.keeptrusts.security.command.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.command.TestLog;
import com.keeptrusts.security.command.TestNode;
import com.keeptrusts.security.command.TestPeople;
import com.keeptrusts.security.command.TestPeople.Person;
import com.keeptrusts.security.command.attempt.SignInsInProgress;
import com.keeptrusts.security.command.authority.Caller;
import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.command.user.ChangeOrgRole;
import com.keeptrusts.security.command.user.DisableMfa;
import com.keeptrusts.security.command.user.EndSession;
import com.keeptrusts.security.command.user.IssueTemporaryPassword;
import com.keeptrusts.security.command.user.LeaveOrg;
import com.keeptrusts.security.command.user.RegisterUser;
import com.keeptrusts.security.command.user.RevokeSessions;
import com.keeptrusts.security.command.user.StartSession;
import com.keeptrusts.security.command.user.SuspendMember;
import com.keeptrusts.security.command.user.UnlinkExternalIdentity;
import com.keeptrusts.security.event.DisplayName;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.ExternalIdentityId;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.PersonalOwner;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.PersonalData;
import com.keeptrusts.security.log.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole way of a command, over two nodes of one database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsIT {

  @TempDir static Path keysets;

  private TestDatabase database;
  private TestNode first;
  private TestNode second;
  private TestPeople people;
  private TestPeople peopleOfSecond;
  private TestLog log;

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
    first.close();
    second.close();
    database.close();
  }

  private void send(Command command, Caller caller) {
    first.get(Commands.class).send(command, caller);
  }

  private void sendBySecond(Command command, Caller caller) {
    second.get(Commands.class).send(command, caller);
  }

  private int sessions(UserId user) {
    return log.sql()
        .sql("SELECT count(*) FROM enforcement.session_1 WHERE user_id = :user")
        .param("user", user.value())
        .query(Integer.class)
        .single();
  }

  private static @Nullable Reason refusal(Callable<?> step) throws Exception {
    try {
      step.call();
      return null;
    } catch (Rejected refused) {
      return refused.reason();
    }
  }

  /** How each ended: null is success. Anything but a refusal fails the test. */
  private static List<@Nullable Reason> atOnce(List<Callable<?>> steps) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(steps.size());
    CyclicBarrier together = new CyclicBarrier(steps.size());
    try {
      List<Future<@Nullable Reason>> all = new ArrayList<>();
      for (Callable<?> step : steps) {
        all.add(
            threads.submit(
                () -> {
                  together.await();
                  return refusal(step);
                }));
      }
      List<@Nullable Reason> ends = new ArrayList<>();
      for (Future<@Nullable Reason> one : all) {
        ends.add(one.get());
      }
      return ends;
    } finally {
      threads.shutdownNow();
    }
  }

  private static Callable<?> sending(TestNode node, Command command, Caller caller) {
    return () -> node.get(Commands.class).send(command, caller);
  }

  @Test
  @Tag("SES-3")
  void a_node_that_has_a_user_loaded_ends_the_session_that_another_node_started() {
    Person anna = people.person();
    Person elsewhere = peopleOfSecond.signIn(anna.user(), anna.password(), null);
    send(new EndSession(anna.user(), elsewhere.session()), anna.caller());
    assertThat(sessions(anna.user())).isOne();
    Person again = peopleOfSecond.signIn(anna.user(), anna.password(), null);
    send(new RevokeSessions(anna.user(), anna.session()), anna.caller());
    assertThat(sessions(anna.user())).isOne();
    assertThatThrownBy(() -> sendBySecond(new DisableMfa(anna.user()), again.caller()))
        .isInstanceOfSatisfying(
            Rejected.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.SESSION_NOT_LIVE));
  }

  @Test
  @Tag("TOTP-4")
  void a_node_that_has_a_user_loaded_turns_off_the_mfa_that_another_node_turned_on() {
    Person anna = people.person();
    peopleOfSecond.enableMfa(anna, 1);
    send(new DisableMfa(anna.user()), anna.caller());
    assertThat(log.namesOf(anna.user())).contains("user.mfa-enabled", "user.mfa-disabled");
  }

  @Test
  @Tag("ORG-1")
  void a_demotion_that_was_acknowledged_stops_a_command_of_the_demoted_that_waits()
      throws Exception {
    OrgId org = people.org();
    Person owner = people.member(org, Role.OWNER);
    Person admin = people.member(org, Role.ADMIN);
    Person member = people.member(org, Role.MEMBER);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Connection holder = database.owner().getConnection()) {
      holder.setAutoCommit(false);
      try (var hold =
          holder.prepareStatement("SELECT FROM enforcement.user_1 WHERE user_id = ? FOR UPDATE")) {
        hold.setString(1, member.user().value());
        hold.execute();
      }
      Future<@Nullable Reason> waiting =
          thread.submit(
              () ->
                  refusal(
                      sending(
                          first,
                          new IssueTemporaryPassword(
                              member.user(),
                              org,
                              people.writtenAhead(member.user()),
                              database.now().plusSeconds(3600)),
                          admin.caller())));
      Awaitility.await().until(this::isSomebodyWaiting);
      log.sql()
          .sql(
              """
              UPDATE enforcement.membership_1 SET role = 'MEMBER'
              WHERE user_id = :admin AND org_id = :org
              """)
          .param("admin", admin.user().value())
          .param("org", org.value())
          .update();
      holder.commit();
      assertThat(waiting.get()).isEqualTo(Reason.NOT_ALLOWED);
    } finally {
      thread.shutdownNow();
    }
    sendBySecond(new ChangeOrgRole(admin.user(), org, Role.MEMBER), owner.caller());
    assertThat(refusal(sending(first, new SuspendMember(member.user(), org), admin.caller())))
        .isEqualTo(Reason.NOT_ALLOWED);
    assertThat(log.namesOf(member.user())).doesNotContain("user.member-suspended");
  }

  private boolean isSomebodyWaiting() {
    return log.sql()
            .sql("SELECT count(*) FROM pg_locks WHERE NOT granted")
            .query(Integer.class)
            .single()
        > 0;
  }

  @Test
  @Tag("ORG-2")
  void of_two_owners_who_demote_each_other_at_once_one_remains() throws Exception {
    for (int round = 0; round < 8; round++) {
      OrgId org = people.org();
      Person anna = people.member(org, Role.OWNER);
      Person bob = people.member(org, Role.OWNER);
      List<@Nullable Reason> ends =
          atOnce(
              List.of(
                  sending(first, new ChangeOrgRole(bob.user(), org, Role.MEMBER), anna.caller()),
                  sending(second, new ChangeOrgRole(anna.user(), org, Role.MEMBER), bob.caller())));
      assertThat(owners(org)).as("round " + round + ": " + ends).isOne();
      assertThat(ends).containsOnlyOnce((Reason) null);
    }
  }

  @Test
  @Tag("ORG-2")
  void of_two_owners_who_leave_at_once_one_remains() throws Exception {
    for (int round = 0; round < 4; round++) {
      OrgId org = people.org();
      Person anna = people.member(org, Role.OWNER);
      Person bob = people.member(org, Role.OWNER);
      atOnce(
          List.of(
              sending(first, new LeaveOrg(anna.user(), org), anna.caller()),
              sending(second, new LeaveOrg(bob.user(), org), bob.caller())));
      assertThat(owners(org)).isOne();
    }
  }

  private int owners(OrgId org) {
    return log.sql()
        .sql("SELECT count(*) FROM enforcement.membership_1 WHERE org_id = :org AND role = 'OWNER'")
        .param("org", org.value())
        .query(Integer.class)
        .single();
  }

  @Test
  @Tag("LOG-1")
  void a_look_up_that_fails_leaves_nothing_of_its_command() {
    Person anna = people.person();
    int events = log.size();
    log.sql().sql("REVOKE DELETE ON command.sign_in FROM keeptrusts_command").update();
    try {
      assertThatThrownBy(() -> send(new RevokeSessions(anna.user(), null), TestPeople.operator()))
          .isNotInstanceOf(Rejected.class);
    } finally {
      log.sql().sql("GRANT DELETE ON command.sign_in TO keeptrusts_command").update();
    }
    assertThat(log.size()).isEqualTo(events);
    assertThat(sessions(anna.user())).isOne();
    send(new RevokeSessions(anna.user(), null), TestPeople.operator());
    assertThat(sessions(anna.user())).isZero();
  }

  @Test
  @Tag("SIGN-1")
  void of_parallel_registrations_of_one_e_mail_over_two_nodes_one_succeeds() throws Exception {
    int before = log.count("user.registered");
    List<Callable<?>> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      TestNode node = i % 2 == 0 ? first : second;
      all.add(sending(node, registration(node, i), TestPeople.operator()));
    }
    List<@Nullable Reason> ends = atOnce(all);
    assertThat(ends).containsOnlyOnce((Reason) null);
    assertThat(ends).filteredOn(end -> end != null).containsOnly(Reason.EMAIL_TAKEN);
    assertThat(log.count("user.registered")).isEqualTo(before + 1);
  }

  private static RegisterUser registration(TestNode node, int number) {
    UserId user = UserId.of(TestPeople.id());
    PersonalOwner owner = PersonalOwner.of(user);
    PersonalData personal = node.get(PersonalData.class);
    String written = number % 2 == 0 ? "same@acme.example" : "SAME@acme.example";
    return new RegisterUser(
        user,
        personal.seal(owner, new EmailAddress(written)),
        personal.seal(owner, new DisplayName("Same")),
        null);
  }

  @Test
  @Tag("LOG-2")
  void fifty_commands_on_one_user_at_once_succeed_or_say_busy_and_leave_connections_for_others()
      throws Exception {
    Person anna = people.person();
    List<Callable<?>> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(
          sending(
              i % 2 == 0 ? first : second,
              new RevokeSessions(anna.user(), anna.session()),
              anna.caller()));
    }
    all.add(
        () -> {
          people.register();
          return null;
        });
    List<@Nullable Reason> ends = atOnce(all);
    assertThat(ends.get(50)).isNull();
    assertThat(ends).contains((Reason) null).isSubsetOf(null, Reason.CONFLICT, Reason.BUSY);
    Map<Reason, Integer> refused = new EnumMap<>(Reason.class);
    ends.stream().filter(end -> end != null).forEach(end -> refused.merge(end, 1, Integer::sum));
    long revoked =
        log.namesOf(anna.user()).stream().filter("user.sessions-revoked"::equals).count();
    int said = refused.values().stream().mapToInt(Integer::intValue).sum();
    // One more: the rotation of the temporary password; and one with its issue.
    assertThat(revoked - 2).isEqualTo(50 - said);
  }

  @Test
  @Tag("SIGN-6")
  void a_sign_in_in_progress_is_finished_once_by_twenty_at_a_time() throws Exception {
    Person anna = people.person();
    String signIn = people.openSignIn(anna.user());
    List<Callable<?>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      StartSession start = people.startSession(anna.user(), signIn, "t" + i, anna.password(), null);
      all.add(sending(i % 2 == 0 ? first : second, start, TestPeople.signingIn(anna.user())));
    }
    List<@Nullable Reason> ends = atOnce(all);
    assertThat(ends).containsOnlyOnce((Reason) null);
    assertThat(ends).isSubsetOf(null, Reason.SIGN_IN_NOT_OPEN, Reason.BUSY, Reason.CONFLICT);
    assertThat(sessions(anna.user())).isEqualTo(2);
  }

  @Test
  @Tag("SIGN-6")
  void what_changes_the_password_the_factors_or_the_sessions_ends_sign_ins_in_progress() {
    Person anna = people.person();
    Person bob = people.person();
    String bobs = people.openSignIn(bob.user());
    ExternalIdentityId linked = people.link(anna, "https://login.example", anna.user().value());
    List<Runnable> changes =
        List.of(
            () -> send(new RevokeSessions(anna.user(), anna.session()), anna.caller()),
            () -> people.enableMfa(anna, 1),
            () -> send(new DisableMfa(anna.user()), anna.caller()),
            () -> send(new UnlinkExternalIdentity(anna.user(), linked), anna.caller()),
            () -> people.person(anna.user()));
    for (Runnable change : changes) {
      Sha256 open = Sha256.ofToken(people.openSignIn(anna.user()));
      change.run();
      assertThat(second.get(SignInsInProgress.class).find(open)).isEmpty();
    }
    assertThat(second.get(SignInsInProgress.class).find(Sha256.ofToken(bobs))).isPresent();
  }

  @Test
  @Tag("SIGN-6")
  void a_sign_in_in_progress_stays_open_if_its_command_is_refused_and_is_nobody_else_s() {
    Person anna = people.person();
    Person bob = people.person();
    String annas = people.openSignIn(anna.user());
    StartSession stolen = people.startSession(bob.user(), annas, "x", bob.password(), null);
    assertThatThrownBy(() -> send(stolen, TestPeople.signingIn(bob.user())))
        .isInstanceOfSatisfying(
            Rejected.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.SIGN_IN_NOT_OPEN));
    StartSession wrong =
        people.startSession(anna.user(), annas, "y", people.writtenAhead(anna.user()), null);
    assertThatThrownBy(() -> send(wrong, TestPeople.signingIn(anna.user())))
        .isInstanceOf(Rejected.class);
    send(
        people.startSession(anna.user(), annas, "z", anna.password(), null),
        TestPeople.signingIn(anna.user()));
    assertThat(sessions(anna.user())).isEqualTo(2);
  }

  @Test
  @Tag("AUD-4")
  void every_event_has_its_origin_and_instant_and_nothing_of_what_decided_it() {
    OrgId org = people.org();
    Person anna = people.member(org, Role.ADMIN);
    people.enableMfa(anna, 1);
    List<String> all =
        log.sql()
            .sql("SELECT metadata FROM log.event")
            .query((row, number) -> row.getString(1))
            .list();
    assertThat(all)
        .hasSizeGreaterThan(8)
        .allSatisfy(
            text -> {
              JsonNode metadata = JsonMapper.shared().readTree(text);
              assertThat(metadata.propertyNames())
                  .contains("actor", "correlation", "at")
                  .isSubsetOf(
                      "actor",
                      "via",
                      "session",
                      "address",
                      "agent",
                      "clientAddress",
                      "correlation",
                      "idempotencyKey",
                      "at");
              assertThat(Instant.parse(metadata.get("at").asString())).isNotNull();
            });
  }

  @Test
  @Tag("LOG-1")
  void a_command_that_lost_a_race_is_checked_again_from_its_start() throws Exception {
    Person anna = people.person();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Connection holder = database.owner().getConnection()) {
      holder.setAutoCommit(false);
      try (var hold =
          holder.prepareStatement("DELETE FROM enforcement.session_1 WHERE session_id = ?")) {
        hold.setString(1, anna.session().value());
        hold.execute();
      }
      Future<@Nullable Reason> waiting =
          thread.submit(
              () ->
                  refusal(
                      sending(first, new EndSession(anna.user(), anna.session()), anna.caller())));
      Awaitility.await().until(this::isSomebodyWaiting);
      holder.commit();
      assertThat(waiting.get()).isEqualTo(Reason.SESSION_NOT_LIVE);
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  @Tag("LOG-3")
  void a_fresh_node_loads_a_long_stream_from_its_snapshot_and_decides_the_same() {
    Person anna = people.person();
    for (int i = 0; i < 60; i++) {
      send(new RevokeSessions(anna.user(), anna.session()), anna.caller());
    }
    Awaitility.await()
        .until(
            () ->
                log.sql()
                        .sql("SELECT count(*) FROM log.snapshot WHERE subject_id = :user")
                        .param("user", anna.user().value())
                        .query(Integer.class)
                        .single()
                    > 0);
    TestNode third = TestNode.start(database, keysets);
    try {
      Commands commands = third.get(Commands.class);
      assertThatThrownBy(
              () ->
                  commands.send(
                      new EndSession(anna.user(), SessionId.of(TestPeople.id())), anna.caller()))
          .isInstanceOfSatisfying(
              Rejected.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_FOUND));
      commands.send(new EndSession(anna.user(), anna.session()), anna.caller());
    } finally {
      third.close();
    }
    assertThat(sessions(anna.user())).isZero();
  }
}
