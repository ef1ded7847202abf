package com.keeptrusts.security.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.standalone.harness.Api;
import com.keeptrusts.security.standalone.harness.Asking;
import com.keeptrusts.security.standalone.harness.AtOnce;
import com.keeptrusts.security.standalone.harness.Cluster;
import com.keeptrusts.security.standalone.harness.HeldLock;
import com.keeptrusts.security.standalone.harness.LongRun;
import com.keeptrusts.security.standalone.harness.Node;
import com.keeptrusts.security.standalone.harness.People;
import com.keeptrusts.security.standalone.harness.People.Newcomer;
import com.keeptrusts.security.standalone.harness.People.Person;
import com.keeptrusts.security.standalone.harness.People.Protected;
import com.keeptrusts.security.standalone.harness.SharedCluster;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Passwords that change while others sign in with them, over two nodes. */
@ExtendWith(SharedCluster.class)
class PasswordRacesEndToEndTest {

  private static final int IN_EVERY_BUILD = 2;
  private static final Duration PAST_THE_ENROLMENT_CODE = Duration.ofSeconds(60);
  private static final int ENOUGH_FOR_BOTH_ORDERS = 20;
  private static final String REPLACED_FIRST = "roundsInWhichTheReplacementWasDecidedFirst";
  private static final String SESSION_FIRST = "roundsInWhichASessionStartedFirst";
  private static final Set<String> ORDERS = Set.of(REPLACED_FIRST, SESSION_FIRST);
  private static final String STARTED = "user.session-started";
  private static final String CHANGED = "user.password-changed";
  private static final String ADDED = "user.password-added";
  private static final String NEW = "seven quiet harbour maples";
  private static final String NEWER = "eleven patient copper bells";

  private static Cluster nodes;
  private static People people;

  @BeforeAll
  static void start(Cluster shared) {
    nodes = shared;
    people = new People(nodes);
  }

  /** {@code seen}: counts what is told of the run. */
  private interface Round {
    void run(int number, Map<String, Integer> seen) throws Exception;
  }

  private static void rounds(String name, Round round) throws Exception {
    LongRun run =
        LongRun.of(PasswordRacesEndToEndTest.class, "password-races-" + name, IN_EVERY_BUILD);
    Map<String, Integer> seen = new TreeMap<>();
    for (int i = 0; i < run.rounds(); i++) {
      round.run(i, seen);
    }
    run.figure("roundsWithoutASessionThatIsOlderThanItsPassword", run.rounds());
    seen.forEach(run::figure);
    run.write();
    if (run.rounds() >= ENOUGH_FOR_BOTH_ORDERS
        && seen.keySet().stream().anyMatch(ORDERS::contains)) {
      assertThat(seen).containsKeys(REPLACED_FIRST, SESSION_FIRST);
    }
  }

  /**
   * Those about one user, all verified before any is decided: they wait for the user's row, the
   * first of them on one node and the second on the other, and are decided in this order.
   */
  private static List<Api.Answer> decidedTogether(
      String user, int requests, IntFunction<Api.Answer> request) throws Exception {
    try (AtOnce posts = new AtOnce(request)) {
      try (HeldLock row = nodes.hold(List.of(user))) {
        posts.send(1);
        row.awaitWaiting(1);
        posts.send(1);
        assertThat(row.awaitWaiting(2)).containsExactlyInAnyOrder("command-1", "command-2");
        posts.send(requests - 2);
      }
      return posts.answers();
    }
  }

  /**
   * Somebody whose password is replaced while they sign in.
   *
   * @param session the one that replaces it, by what {@code replace} asks of a node
   * @param fact how the log calls that
   */
  private record Race(
      String user,
      String session,
      String fact,
      IntFunction<Api.Answer> replace,
      IntFunction<Api.Answer> signIn) {}

  /**
   * In turns either the replacement or a sign-in is decided first, on either node. What was
   * answered is what the log has, where no session is started after the replacement, and none is
   * alive.
   */
  private static void race(Race race, int signIns, int round, Map<String, Integer> seen)
      throws Exception {
    int replacing = round % 2;
    int before = happened(race.user()).size();
    List<Api.Answer> answers =
        decidedTogether(
            race.user(),
            1 + signIns,
            number ->
                (number == replacing ? race.replace() : race.signIn()).apply(number + round / 2));
    assertThat(answers.get(replacing).status()).isEqualTo(200);
    List<Api.Answer> started =
        successes(answers).stream().filter(answer -> answer.status() == 201).toList();
    List<String> all = happened(race.user());
    List<String> since = all.subList(before, all.size());
    int replaced = since.indexOf(race.fact());
    assertThat(since.subList(0, replaced)).filteredOn(STARTED::equals).hasSameSizeAs(started);
    assertThat(since.subList(replaced + 1, since.size())).doesNotContain(race.fact(), STARTED);
    assertDead(Stream.concat(Stream.of(race.session()), started.stream().map(Api.Answer::session)));
    seen.merge(started.isEmpty() ? REPLACED_FIRST : SESSION_FIRST, 1, Integer::sum);
  }

  /** The names of all facts about a user, in order. */
  private static List<String> happened(String user) throws SQLException {
    return nodes
        .database()
        .read(
            "SELECT name FROM log.event WHERE subject_id = '"
                + user
                + "' ORDER BY subject_revision");
  }

  private static Api.Answer change(int node, String session, String current, String next) {
    return nodes
        .api(node)
        .postAs(
            session,
            "/v1/me/password/change",
            Map.of("currentPassword", current, "newPassword", next));
  }

  private static List<Api.Answer> successes(List<Api.Answer> answers) {
    assertThat(answers).allMatch(answer -> answer.status() < 500 || answer.status() == 503);
    return answers.stream().filter(answer -> answer.status() / 100 == 2).toList();
  }

  /** On every node. */
  private static void assertDead(Stream<String> sessions) {
    assertThat(sessions)
        .allSatisfy(
            session -> {
              for (int node = 0; node < 2; node++) {
                assertThat(nodes.api(node).decide(session, null).text("outcome")).isEqualTo("DENY");
              }
            });
  }

  private static void assertSignsInWith(Person person, String password) {
    assertThat(nodes.api(0).signIn(person.email(), password).status()).isEqualTo(201);
  }

  private static Api.Answer rotate(int node, String session, String temporary, String next) {
    return nodes
        .api(node)
        .postAs(
            session,
            "/v1/me/password/rotation",
            Map.of("temporaryPassword", temporary, "newPassword", next));
  }

  private static Api.Answer add(int node, String session) {
    return nodes.api(node).postAs(session, "/v1/me/password/addition", Map.of("newPassword", NEW));
  }

  @Test
  @Tag("PWD-4")
  @Tag("SIGN-8")
  @Tag("SES-4")
  void no_session_that_is_created_while_the_password_changes_outlives_the_change()
      throws Exception {
    rounds(
        "change-and-sign-in",
        (round, seen) -> {
          Person person = people.person();
          race(
              new Race(
                  person.user(),
                  person.session(),
                  CHANGED,
                  node -> change(node, person.session(), People.PASSWORD, NEW),
                  node -> nodes.api(node).signIn(person.email(), People.PASSWORD)),
              3,
              round,
              seen);
          assertSignsInWith(person, NEW);
        });
  }

  @Test
  @Tag("PWD-4")
  @Tag("SES-4")
  void no_session_that_is_created_while_a_password_is_added_outlives_the_addition()
      throws Exception {
    String org = people.org();
    rounds(
        "addition-and-sign-in",
        (round, seen) -> {
          Newcomer newcomer = people.newcomer(org);
          Person person = newcomer.person();
          race(
              new Race(
                  person.user(),
                  person.session(),
                  ADDED,
                  node -> add(node, person.session()),
                  node -> people.signInBySso(node, newcomer.subject())),
              1,
              round,
              seen);
          assertSignsInWith(person, NEW);
        });
  }

  @Test
  @Tag("PWD-4")
  @Tag("SIGN-6")
  @Tag("SES-4")
  void no_sign_in_that_waits_for_its_second_factor_survives_a_change() throws Exception {
    rounds(
        "change-and-second-factor",
        (round, seen) -> {
          Protected one = people.withMfa();
          String finished = people.pending(one);
          String pending = people.pending(one);
          nodes.advance(PAST_THE_ENROLMENT_CODE);
          String session = one.person().session();
          race(
              new Race(
                  one.person().user(),
                  session,
                  CHANGED,
                  node -> change(node, session, People.PASSWORD, NEW),
                  node -> totp(node, finished, one)),
              1,
              round,
              seen);
          assertThat(totp(round, pending, one).problem()).isEqualTo("sign-in-not-open");
        });
  }

  /**
   * The node that verifies has read what is to be verified, waits for the hash from the vault, and
   * stands still until the change was acknowledged on the other one.
   */
  @Test
  @Tag("PWD-4")
  @Tag("SIGN-8")
  @Tag("SES-4")
  void no_sign_in_whose_password_is_still_being_verified_survives_a_change() throws Exception {
    rounds(
        "change-and-verification",
        (round, seen) -> {
          boolean withMfa = round % 2 == 1;
          Person person = withMfa ? people.withMfa().person() : people.person();
          int verifying = (round + round / 2) % 2;
          Node node = nodes.commandNode(verifying);
          try (AtOnce signIn =
              new AtOnce(number -> nodes.api(verifying).signIn(person.email(), People.PASSWORD))) {
            try (HeldLock vault = nodes.holdVault()) {
              signIn.send(1);
              assertThat(vault.awaitWaiting(1)).containsExactly(node.name());
              node.pause();
            }
            List<String> before;
            try {
              assertThat(change(verifying + 1, person.session(), People.PASSWORD, NEW).status())
                  .isEqualTo(200);
              before = happened(person.user());
            } finally {
              node.resume();
            }
            assertThat(signIn.answers())
                .allMatch(answer -> answer.status() / 100 == 4)
                .noneMatch(answer -> answer.body().has("signIn"));
            assertThat(before).contains(CHANGED);
            assertThat(happened(person.user())).isEqualTo(before);
          }
          assertDead(Stream.of(person.session()));
          assertSignsInWith(person, NEW);
        });
  }

  private static Api.Answer totp(int node, String signIn, Protected one) {
    return nodes
        .api(node)
        .post("/v1/sign-ins/totp", Map.of("signIn", signIn, "code", one.app().code(nodes.now())));
  }

  @Test
  @Tag("PWD-4")
  @Tag("SIGN-8")
  void of_two_changes_at_once_one_succeeds_and_its_password_is_the_one_that_signs_in()
      throws Exception {
    rounds(
        "two-changes",
        (round, seen) -> {
          Person person = people.person();
          List<String> sessions = List.of(person.session(), people.signIn(person));
          List<String> chosen = List.of(NEW, NEWER);
          List<Api.Answer> answers =
              decidedTogether(
                  person.user(),
                  2,
                  number ->
                      change(number, sessions.get(number), People.PASSWORD, chosen.get(number)));
          assertThat(successes(answers)).hasSize(1);
          int winner = answers.get(0).status() == 200 ? 0 : 1;
          assertDead(sessions.stream());
          assertSignsInWith(person, chosen.get(winner));
          assertThat(nodes.api(round).signIn(person.email(), chosen.get(1 - winner)).problem())
              .isEqualTo("sign-in-failed");
        });
  }

  @Test
  @Tag("PWD-3")
  void of_two_temporary_passwords_issued_at_once_the_later_one_alone_signs_in() throws Exception {
    rounds(
        "two-temporary-passwords",
        (round, seen) -> {
          Person person = people.person();
          List<Api.Answer> answers =
              decidedTogether(
                  person.user(),
                  2,
                  number ->
                      nodes
                          .api(number)
                          .post("/v1/users/" + person.user() + "/temporary-password", Map.of()));
          assertThat(successes(answers)).hasSize(2);
          assertDead(Stream.of(person.session()));
          int later = revision(answers.get(0)) > revision(answers.get(1)) ? 0 : 1;
          for (int i = 0; i < 2; i++) {
            String temporary = answers.get(i).text("temporaryPassword");
            assertThat(nodes.api(round).signIn(person.email(), temporary).status())
                .isEqualTo(i == later ? 201 : 401);
          }
        });
  }

  private static long revision(Api.Answer answer) {
    String revision = answer.text("revision");
    return Long.parseLong(revision.substring(revision.indexOf('@') + 1));
  }

  @Test
  @Tag("PWD-3")
  void a_temporary_password_is_rotated_once_however_often_it_is_posted() throws Exception {
    rounds(
        "rotated-twice",
        (round, seen) -> {
          String email = people.email();
          String user = people.register(email);
          String temporary = people.temporaryPassword(user);
          String gated = nodes.api(round).signIn(email, temporary).session();
          List<String> chosen = List.of(NEW, NEWER);
          List<Api.Answer> answers =
              decidedTogether(
                  user, 2, number -> rotate(number, gated, temporary, chosen.get(number)));
          List<Api.Answer> done = successes(answers);
          assertThat(done).hasSize(1);
          assertDead(Stream.of(gated));
          String fresh = done.get(0).session();
          for (int node = 0; node < 2; node++) {
            assertThat(nodes.api(node).decide(fresh, null).text("outcome")).isEqualTo("ALLOW");
          }
          int winner = answers.get(0).status() == 201 ? 0 : 1;
          assertSignsInWith(new Person(user, email, fresh), chosen.get(winner));
        });
  }

  /** A session, and how a node is asked to replace the password it was made with or without. */
  private record InUse(String session, IntFunction<Api.Answer> replace) {}

  @Test
  @Tag("PWD-4")
  @Tag("SES-4")
  void a_session_in_use_is_dead_once_a_change_is_acknowledged_and_never_lives_again()
      throws Exception {
    assertDeadOnceAcknowledged(
        "change",
        () -> {
          String session = people.person().session();
          return new InUse(session, node -> change(node, session, People.PASSWORD, NEW));
        });
  }

  @Test
  @Tag("PWD-4")
  @Tag("SES-4")
  void a_session_in_use_is_dead_once_an_addition_is_acknowledged_and_never_lives_again()
      throws Exception {
    String org = people.org();
    assertDeadOnceAcknowledged(
        "addition",
        () -> {
          String session = people.newcomer(org).person().session();
          return new InUse(session, node -> add(node, session));
        });
  }

  @Test
  @Tag("PWD-3")
  @Tag("SES-4")
  void a_session_in_use_is_dead_once_a_rotation_is_acknowledged_and_never_lives_again()
      throws Exception {
    assertDeadOnceAcknowledged(
        "rotation",
        () -> {
          String email = people.email();
          String temporary = people.temporaryPassword(people.register(email));
          String session = nodes.api(0).signIn(email, temporary).session();
          return new InUse(session, node -> rotate(node, session, temporary, NEW));
        });
  }

  /** It is asked about on both nodes every two milliseconds, before, during and after. */
  private static void assertDeadOnceAcknowledged(String name, Supplier<InUse> made)
      throws Exception {
    rounds(
        name + "-of-a-session-in-use",
        (round, seen) -> {
          InUse inUse = made.get();
          try (Asking asking =
              Asking.start(List.of(nodes.api(0), nodes.api(1)), inUse.session(), null)) {
            asking.awaitSome();
            Api.Answer done = inUse.replace().apply(round);
            assertThat(done.status() / 100).isEqualTo(2);
            assertDead(Stream.of(inUse.session()));
            asking.awaitSome();
            List<Api.Answer> after = asking.startedAfter(done.endedNanos());
            assertThat(after).isNotEmpty().allMatch(PasswordRacesEndToEndTest::isDenied);
            assertThat(asking.startedAfter(firstDenied(asking).endedNanos()))
                .allMatch(PasswordRacesEndToEndTest::isDenied);
            seen.merge("answersAskedForAfterAnAcknowledgement", after.size(), Integer::sum);
          }
        });
  }

  private static boolean isDenied(Api.Answer answer) {
    return answer.text("outcome").equals("DENY");
  }

  private static Api.Answer firstDenied(Asking asking) {
    List<Api.Answer> all = asking.startedAfter(Long.MIN_VALUE);
    assertThat(isDenied(all.get(0))).isFalse();
    return all.stream()
        .filter(PasswordRacesEndToEndTest::isDenied)
        .min(Comparator.comparingLong(Api.Answer::endedNanos))
        .orElseThrow();
  }
}
