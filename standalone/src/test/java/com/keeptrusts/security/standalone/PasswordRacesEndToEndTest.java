package com.keeptrusts.security.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.standalone.harness.Api;
import com.keeptrusts.security.standalone.harness.AtOnce;
import com.keeptrusts.security.standalone.harness.Cluster;
import com.keeptrusts.security.standalone.harness.HeldLock;
import com.keeptrusts.security.standalone.harness.LongRun;
import com.keeptrusts.security.standalone.harness.People;
import com.keeptrusts.security.standalone.harness.People.Person;
import com.keeptrusts.security.standalone.harness.People.Protected;
import com.keeptrusts.security.standalone.harness.SharedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
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
  private static final String NEW = "seven quiet harbour maples";
  private static final String NEWER = "eleven patient copper bells";

  private static Cluster nodes;
  private static People people;

  @BeforeAll
  static void start(Cluster shared) {
    nodes = shared;
    people = new People(nodes);
  }

  private interface Round {
    void run(int number) throws Exception;
  }

  private static void rounds(String name, Round round) throws Exception {
    LongRun run =
        LongRun.of(PasswordRacesEndToEndTest.class, "password-races-" + name, IN_EVERY_BUILD);
    for (int i = 0; i < run.rounds(); i++) {
      round.run(i);
    }
    run.figure("roundsWithoutASessionThatIsOlderThanItsPassword", run.rounds());
    run.write();
  }

  /**
   * Those about one user, all verified before any is decided: they wait for the user's row, the
   * first of them on one node and the second on the other.
   */
  private static List<Api.Answer> decidedTogether(
      String user, int requests, IntFunction<Api.Answer> request) throws Exception {
    try (AtOnce posts = new AtOnce(request)) {
      try (HeldLock row = nodes.hold(List.of(user))) {
        posts.send(2);
        assertThat(row.awaitWaiting(2)).containsExactlyInAnyOrder("command-1", "command-2");
        posts.send(requests - 2);
      }
      return posts.answers();
    }
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

  @Test
  @Tag("PWD-4")
  @Tag("SIGN-8")
  @Tag("SES-4")
  void no_session_that_is_created_while_the_password_changes_outlives_the_change()
      throws Exception {
    rounds(
        "change-and-sign-in",
        round -> {
          Person person = people.person();
          List<Api.Answer> answers =
              decidedTogether(
                  person.user(),
                  4,
                  number ->
                      number == round % 2
                          ? change(number, person.session(), People.PASSWORD, NEW)
                          : nodes.api(number).signIn(person.email(), People.PASSWORD));
          assertThat(answers.get(round % 2).status()).isEqualTo(200);
          List<String> sessions = new ArrayList<>(List.of(person.session()));
          answers.stream()
              .filter(answer -> answer.status() == 201)
              .forEach(answer -> sessions.add(answer.session()));
          assertDead(sessions.stream());
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
        round -> {
          Protected one = people.withMfa();
          String finished = people.pending(one);
          String pending = people.pending(one);
          nodes.advance(PAST_THE_ENROLMENT_CODE);
          List<Api.Answer> answers =
              decidedTogether(
                  one.person().user(),
                  2,
                  number ->
                      number == round % 2
                          ? change(number, one.person().session(), People.PASSWORD, NEW)
                          : totp(number, finished, one));
          assertThat(answers.get(round % 2).status()).isEqualTo(200);
          List<String> sessions = new ArrayList<>(List.of(one.person().session()));
          answers.stream()
              .filter(answer -> answer.status() == 201)
              .forEach(answer -> sessions.add(answer.session()));
          assertDead(sessions.stream());
          assertThat(totp(round, pending, one).problem()).isEqualTo("sign-in-not-open");
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
        round -> {
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
        round -> {
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
          assertThat(
                  answers.stream()
                      .map(answer -> answer.text("temporaryPassword"))
                      .filter(
                          temporary ->
                              nodes.api(round).signIn(person.email(), temporary).status() == 201))
              .hasSize(1);
        });
  }

  @Test
  @Tag("PWD-3")
  void a_temporary_password_is_rotated_once_however_often_it_is_posted() throws Exception {
    rounds(
        "rotated-twice",
        round -> {
          String email = people.email();
          String user = people.register(email);
          String temporary = people.temporaryPassword(user);
          String gated = nodes.api(round).signIn(email, temporary).session();
          List<String> chosen = List.of(NEW, NEWER);
          List<Api.Answer> answers =
              decidedTogether(
                  user,
                  2,
                  number ->
                      nodes
                          .api(number)
                          .postAs(
                              gated,
                              "/v1/me/password/rotation",
                              Map.of(
                                  "temporaryPassword",
                                  temporary,
                                  "newPassword",
                                  chosen.get(number))));
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
}
