package com.keeptrusts.security.command.bus;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.keeptrusts.security.command.TestLog;
import com.keeptrusts.security.command.TestNode;
import com.keeptrusts.security.command.TestPeople;
import com.keeptrusts.security.command.TestPeople.Person;
import com.keeptrusts.security.command.authority.Caller;
import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.command.lookup.Account;
import com.keeptrusts.security.command.lookup.Accounts;
import com.keeptrusts.security.command.recovery.RecoveryCodeIssue;
import com.keeptrusts.security.command.recovery.RecoveryCodes;
import com.keeptrusts.security.command.user.ChangeOrgRole;
import com.keeptrusts.security.command.user.DisableMfa;
import com.keeptrusts.security.command.user.EndSession;
import com.keeptrusts.security.command.user.IssueTemporaryPassword;
import com.keeptrusts.security.command.user.RecoveryCodeProof;
import com.keeptrusts.security.command.user.RemoveMember;
import com.keeptrusts.security.command.user.RevokeSessions;
import com.keeptrusts.security.command.user.RotatePassword;
import com.keeptrusts.security.command.user.SecondFactorProof;
import com.keeptrusts.security.command.user.StartSession;
import com.keeptrusts.security.command.user.SuspendMember;
import com.keeptrusts.security.command.user.TotpProof;
import com.keeptrusts.security.command.vault.Secret;
import com.keeptrusts.security.command.vault.SecretName;
import com.keeptrusts.security.command.vault.Vault;
import com.keeptrusts.security.enforcement.Decision;
import com.keeptrusts.security.enforcement.Decisions;
import com.keeptrusts.security.enforcement.Question;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.RecoveryCodeSetId;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.TotpRevision;
import com.keeptrusts.security.event.TotpStep;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands about the same subjects on two nodes of one database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyNodesIT {

  private static final int PARALLEL = 24;
  private static final int ROUNDS = 4;

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

  private void finish(
      TestNode node, Person person, String signIn, @Nullable SecondFactorProof proof) {
    StartSession start =
        people.startSession(person.user(), signIn, TestPeople.id(), person.password(), proof);
    send(node, start, TestPeople.signingIn(person.user()));
  }

  @Test
  @Tag("LOG-1")
  void a_command_that_met_a_conflict_in_the_log_runs_again_and_is_recorded_once() throws Exception {
    Person person = people.person();
    int before = count(person, "user.sessions-revoked");
    try (OneConflict conflict = OneConflict.of(database, person.user())) {
      Future<Optional<Reason>> revocation =
          atOnce.begin(
              () ->
                  send(
                      first, new RevokeSessions(person.user(), person.session()), person.caller()));
      conflict.untilWaiting(1);
      conflict.happen();
      assertThat(revocation.get()).isEmpty();
    }
    assertThat(count(person, "user.sessions-revoked")).isEqualTo(before + 1);
  }

  @Test
  @Tag("LOG-1")
  @Tag("SES-5")
  void a_command_that_met_a_conflict_in_the_log_is_asked_for_its_authority_again()
      throws Exception {
    Person person = people.person();
    people.enableMfa(person, 1);
    try (OneConflict conflict = OneConflict.of(database, person.user())) {
      Future<Optional<Reason>> disabling =
          atOnce.begin(() -> send(first, new DisableMfa(person.user()), person.caller()));
      conflict.untilWaiting(1);
      database.advance(Duration.ofMinutes(11));
      conflict.happen();
      assertThat(disabling.get()).contains(Reason.REAUTHENTICATION_REQUIRED);
    } finally {
      database.restartClock();
    }
    assertThat(count(person, "user.mfa-disabled")).isZero();
  }

  @Test
  @Tag("TOTP-3")
  void one_code_is_accepted_once_also_when_its_command_runs_again_after_a_conflict()
      throws Exception {
    Person person = people.person();
    people.enableMfa(person, 1);
    TotpProof proof = totp(person.user(), 2);
    int before = count(person, "user.session-started");
    List<Future<Optional<Reason>>> ends = new ArrayList<>();
    try (OneConflict conflict = OneConflict.of(database, person.user())) {
      for (int i = 0; i < 2; i++) {
        TestNode node = node(i);
        String signIn = people.openSignIn(person.user());
        ends.add(atOnce.begin(() -> finish(node, person, signIn, proof)));
        conflict.untilWaiting(i + 1);
      }
      conflict.happen();
      assertThat(List.of(ends.get(0).get(), ends.get(1).get()))
          .containsExactlyInAnyOrder(Optional.empty(), Optional.of(Reason.WRONG_CODE));
    }
    assertThat(count(person, "user.session-started")).isEqualTo(before + 1);
  }

  private int count(Person person, String event) {
    return Math.toIntExact(log.namesOf(person.user()).stream().filter(event::equals).count());
  }

  @Test
  @Tag("ORG-6")
  void of_two_users_who_take_one_e_mail_at_once_over_two_nodes_one_gets_it() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String email = TestPeople.id() + "@acme.example";
      UserId anna = people.register();
      UserId bob = people.register();
      AtOnce.Outcome outcome =
          atOnce.run(
              List.of(
                  () -> people.replaceEmail(anna, email),
                  () -> peopleOfSecond.replaceEmail(bob, email),
                  () -> peopleOfSecond.register(email, null)));
      assertThat(outcome.done()).as(outcome.toString()).isEqualTo(1);
      assertThat(outcome.refused()).containsOnlyKeys(Reason.EMAIL_TAKEN);
    }
  }

  @Test
  @Tag("ORG-6")
  void of_two_changes_of_one_users_e_mail_at_once_each_says_what_it_replaced() throws Exception {
    UserId anna = people.register();
    AtOnce.Outcome outcome =
        atOnce.run(
            List.of(
                () -> people.replaceEmail(anna, TestPeople.id() + "@acme.example"),
                () -> peopleOfSecond.replaceEmail(anna, TestPeople.id() + "@acme.example")));
    assertThat(outcome.refused().keySet()).isSubsetOf(Reason.CONFLICT);
    List<JsonNode> changes =
        log.payloads("user.email-changed").stream()
            .map(JsonMapper.shared()::readTree)
            .filter(change -> change.get("userId").asString().equals(anna.value()))
            .toList();
    assertThat(changes).hasSize(outcome.done());
    for (int i = 1; i < changes.size(); i++) {
      assertThat(changes.get(i).get("from")).isEqualTo(changes.get(i - 1).get("to"));
    }
  }

  @Test
  @Tag("PWD-3")
  @Tag("SES-4")
  void no_session_that_began_with_a_replaced_password_lives_on_any_node() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      TestNode one = node(round);
      TestNode other = node(round + 1);
      Person person = people.person();
      UserId user = person.user();
      StartSession start =
          people.startSession(
              user, people.openSignIn(user), "a" + TestPeople.id(), person.password(), null);
      IssueTemporaryPassword issue =
          new IssueTemporaryPassword(
              user, null, people.writtenAhead(user), database.now().plus(Duration.ofDays(1)));
      AtOnce.Outcome outcome =
          atOnce.run(
              List.of(
                  () -> send(one, start, TestPeople.signingIn(user)),
                  () -> send(other, issue, TestPeople.operator())));
      assertThat(outcome.refused().keySet())
          .isSubsetOf(Reason.SIGN_IN_NOT_OPEN, Reason.CREDENTIAL_CHANGED);
      requireDead(start.tokenHash());
      requireDead(Sha256.ofToken(person.token()));
    }
  }

  @Test
  @Tag("PWD-3")
  @Tag("SES-4")
  void after_a_rotation_only_its_own_session_lives_on_any_node() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      TestNode one = node(round);
      TestNode other = node(round + 1);
      UserId user = people.register();
      PasswordRevision temporary = people.temporaryPassword(user);
      Person gated = people.signIn(user, temporary, null);
      StartSession start =
          people.startSession(
              user, people.openSignIn(user), "a" + TestPeople.id(), temporary, null);
      RotatePassword rotation =
          new RotatePassword(
              user,
              temporary,
              people.writtenAhead(user),
              null,
              gated.session(),
              SessionId.of(TestPeople.id()),
              Sha256.ofToken("b" + TestPeople.id()),
              TestPeople.LIFETIME,
              TestPeople.IDLE_TIMEOUT);
      AtOnce.Outcome outcome =
          atOnce.run(
              List.of(
                  () -> send(one, start, TestPeople.signingIn(user)),
                  () -> send(other, rotation, gated.caller())));
      assertThat(outcome.refused().keySet())
          .isSubsetOf(Reason.SIGN_IN_NOT_OPEN, Reason.CREDENTIAL_CHANGED);
      requireDead(start.tokenHash());
      requireDead(Sha256.ofToken(gated.token()));
      for (TestNode node : List.of(first, second)) {
        assertThat(outcome(node, rotation.newTokenHash())).isEqualTo(Decision.Outcome.ALLOW);
      }
    }
  }

  private void requireDead(Sha256 token) {
    for (TestNode node : List.of(first, second)) {
      assertThat(outcome(node, token)).isEqualTo(Decision.Outcome.DENY);
    }
  }

  private static Decision.Outcome outcome(TestNode node, Sha256 token) {
    return node.get(Decisions.class).decide(new Question(token, null, null)).outcome();
  }

  @Test
  @Tag("RC-3")
  void of_two_sets_of_recovery_codes_made_at_once_the_one_in_force_is_whole_and_the_other_dead()
      throws Exception {
    Person person = people.person();
    people.enableMfa(person, 1);
    List<List<String>> shown = new CopyOnWriteArrayList<>();
    AtOnce.Outcome outcome =
        atOnce.run(
            List.of(
                () -> shown.add(regenerate(first, person)),
                () -> shown.add(regenerate(second, person))));
    assertThat(outcome.done()).as(outcome.toString()).isEqualTo(2);
    assertThat(shown.stream().map(codes -> placesInForce(person, codes)))
        .containsExactlyInAnyOrder(IntStream.range(0, 10).boxed().toList(), List.of());
  }

  @Test
  @Tag("RC-3")
  void a_code_used_while_new_ones_are_made_is_of_no_use_afterwards_and_every_new_one_is()
      throws Exception {
    Person person = people.person();
    people.enableMfa(person, 1);
    for (int round = 0; round < ROUNDS; round++) {
      TestNode one = node(round);
      TestNode other = node(round + 1);
      List<String> before = regenerate(one, person);
      RecoveryCodeProof proof = proof(person, before.get(round));
      String signIn = people.openSignIn(person.user());
      List<List<String>> shown = new CopyOnWriteArrayList<>();
      AtOnce.Outcome outcome =
          atOnce.run(
              List.of(
                  () -> finish(other, person, signIn, proof),
                  () -> shown.add(regenerate(one, person))));
      assertThat(outcome.refused().keySet())
          .isSubsetOf(Reason.SIGN_IN_NOT_OPEN, Reason.CREDENTIAL_CHANGED);
      assertThat(placesInForce(person, before)).isEmpty();
      assertThat(placesInForce(person, shown.get(0))).hasSize(10);
      assertThat(account(person).recoveryCodesLeft()).isEqualTo(10);
      String again = people.openSignIn(person.user());
      assertThatExceptionOfType(Rejected.class).isThrownBy(() -> finish(one, person, again, proof));
      finish(other, person, again, proof(person, shown.get(0).get(round)));
    }
  }

  private static List<String> regenerate(TestNode node, Person person) {
    return requireNonNull(
        node.get(RecoveryCodeIssue.class)
            .regenerate(person.user(), person.caller())
            .recoveryCodes());
  }

  private RecoveryCodeProof proof(Person person, String code) {
    return new RecoveryCodeProof(
        requireNonNull(account(person).recoveryCodes()),
        placesInForce(person, List.of(code)).get(0));
  }

  /** Where these codes are in the set that is in force; those that are not in it are left out. */
  private List<Integer> placesInForce(Person person, List<String> codes) {
    RecoveryCodeSetId set = requireNonNull(account(person).recoveryCodes());
    try (Secret hashes =
        second.get(Vault.class).read(SecretName.of(set, person.user())).orElseThrow()) {
      return codes.stream()
          .flatMapToInt(code -> second.get(RecoveryCodes.class).find(hashes, code).stream())
          .boxed()
          .toList();
    }
  }

  private Account account(Person person) {
    return second.get(Accounts.class).of(person.user()).orElseThrow();
  }
}
