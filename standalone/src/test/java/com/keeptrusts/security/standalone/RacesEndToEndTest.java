package com.keeptrusts.security.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.command.passkey.SoftAuthenticator;
import com.keeptrusts.security.standalone.harness.Api;
import com.keeptrusts.security.standalone.harness.AtOnce;
import com.keeptrusts.security.standalone.harness.Cluster;
import com.keeptrusts.security.standalone.harness.HeldLock;
import com.keeptrusts.security.standalone.harness.LongRun;
import com.keeptrusts.security.standalone.harness.People;
import com.keeptrusts.security.standalone.harness.People.Protected;
import com.keeptrusts.security.standalone.harness.SharedCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What works once, posted many times at once over two nodes. */
@ExtendWith(SharedCluster.class)
class RacesEndToEndTest {

  private static final int AT_ONCE = 50;
  private static final int GUESSES = 200;
  private static final int FREE_GUESSES = 5;
  private static final int IN_EVERY_BUILD = 2;
  private static final Duration PAST_THE_ENROLMENT_CODE = Duration.ofSeconds(60);

  private static Cluster nodes;
  private static People people;

  @BeforeAll
  static void start(Cluster shared) {
    nodes = shared;
    people = new People(nodes);
  }

  /** The requests about somebody, of whom each number goes to the node of that number. */
  private interface Round {
    IntFunction<Api.Answer> requests(Protected one);
  }

  @Test
  @Tag("TOTP-3")
  void fifty_parallel_posts_of_one_code_over_two_nodes_give_one_session() throws Exception {
    everyRoundGivesOneSession(
        "one-code",
        one -> {
          String signIn = people.pending(one);
          String code = code(one);
          return number -> totp(number, signIn, code);
        });
  }

  @Test
  @Tag("TOTP-3")
  void one_code_finishes_one_of_many_sign_ins_over_two_nodes() throws Exception {
    everyRoundGivesOneSession(
        "one-code-many-sign-ins",
        one -> {
          List<String> signIns = Stream.generate(() -> people.pending(one)).limit(4).toList();
          String code = code(one);
          return number -> totp(number, signIns.get(number % signIns.size()), code);
        });
  }

  @Test
  @Tag("RC-2")
  void fifty_parallel_posts_of_one_recovery_code_over_two_nodes_give_one_session()
      throws Exception {
    everyRoundGivesOneSession(
        "one-recovery-code",
        one -> {
          String signIn = people.pending(one);
          return number -> recoveryCode(number, signIn, one.recoveryCodes().get(0));
        });
  }

  @Test
  @Tag("SIGN-6")
  void one_sign_in_is_finished_once_however_many_right_answers_come_at_once() throws Exception {
    everyRoundGivesOneSession(
        "one-sign-in",
        one -> {
          String signIn = people.pending(one);
          return number ->
              number % 4 == 0 || number % 4 == 3
                  ? totp(number, signIn, code(one))
                  : recoveryCode(number, signIn, one.recoveryCodes().get(number / 4 % 10));
        });
  }

  @Test
  @Tag("PK-1")
  void fifty_parallel_posts_of_one_assertion_over_two_nodes_give_one_session() throws Exception {
    everyChallengeGivesOneSession("one-assertion", () -> List.of(aPasskey().get(signInOptions())));
  }

  @Test
  @Tag("PK-1")
  void one_challenge_that_two_passkeys_answer_over_two_nodes_gives_one_session() throws Exception {
    everyChallengeGivesOneSession(
        "one-challenge-two-passkeys",
        () -> {
          List<SoftAuthenticator> passkeys = List.of(aPasskey(), aPasskey());
          JsonNode options = signInOptions();
          return passkeys.stream().map(passkey -> passkey.get(options)).toList();
        });
  }

  /**
   * Everybody answers one challenge: the first two, one on each node, come to use it up at once.
   */
  private static void everyChallengeGivesOneSession(
      String name, Supplier<List<String>> assertionsToOneChallenge) throws Exception {
    LongRun run = LongRun.of(RacesEndToEndTest.class, "races-" + name, IN_EVERY_BUILD);
    for (int i = 0; i < run.rounds(); i++) {
      List<String> assertions = assertionsToOneChallenge.get();
      try (AtOnce posts =
          new AtOnce(number -> passkey(number, assertions.get(number % assertions.size())))) {
        try (HeldLock challenge = nodes.holdChallenges()) {
          posts.send(2);
          assertThat(challenge.awaitWaiting(2)).containsExactlyInAnyOrder("command-1", "command-2");
          posts.send(AT_ONCE - 2);
        }
        assertThat(posts.answers())
            .allMatch(answer -> answer.status() == 201 || answer.status() == 409)
            .filteredOn(answer -> answer.status() == 201)
            .hasSize(1);
      }
    }
    run.figure("parallelPosts", AT_ONCE);
    run.figure("roundsInWhichBothNodesUsedUpOneChallengeAndOneSessionBegan", run.rounds());
    run.write();
  }

  /** Of somebody new. */
  private static SoftAuthenticator aPasskey() {
    SoftAuthenticator key = SoftAuthenticator.onALaptop();
    String session = people.person().session();
    Api.Answer options = nodes.api(0).postAs(session, "/v1/me/passkeys/options", Map.of());
    JsonNode created = JsonMapper.shared().readTree(key.create(options.body()));
    Api.Answer registered =
        nodes.api(1).postAs(session, "/v1/me/passkeys", Map.of("credential", created));
    assertThat(registered.status()).isEqualTo(201);
    return key;
  }

  private static JsonNode signInOptions() {
    return nodes.api(0).call("POST", "/v1/sign-ins/passkey/options", null, null).body();
  }

  @Test
  @Tag("SIGN-5")
  void two_hundred_parallel_guesses_over_two_nodes_get_no_more_verifications_than_are_free()
      throws Exception {
    LongRun run = LongRun.of(RacesEndToEndTest.class, "races-guesses", IN_EVERY_BUILD);
    for (int i = 0; i < run.rounds(); i++) {
      String email = people.person().email();
      nodes.database().stopClock();
      try (AtOnce guesses = new AtOnce(number -> nodes.api(number).signIn(email, "a guess"))) {
        guesses.send(GUESSES);
        assertThat(guesses.answers())
            .allMatch(answer -> answer.status() == 401 || answer.status() == 429)
            .filteredOn(answer -> answer.status() == 401)
            .hasSize(FREE_GUESSES);
      } finally {
        nodes.advance(Duration.ZERO);
      }
    }
    run.figure("parallelGuesses", GUESSES);
    run.figure("verificationsInEachRound", FREE_GUESSES);
    run.write();
  }

  private static void everyRoundGivesOneSession(String name, Round round) throws Exception {
    LongRun run = LongRun.of(RacesEndToEndTest.class, "races-" + name, IN_EVERY_BUILD);
    for (int i = 0; i < run.rounds(); i++) {
      List<Api.Answer> answers = atOnce(people.withMfa(), round);
      assertThat(answers).allMatch(answer -> answer.status() < 500 || answer.status() == 503);
      assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
    }
    run.figure("parallelPosts", AT_ONCE);
    run.figure("roundsWithOverlappingVerificationsAndOneSession", run.rounds());
    run.write();
  }

  /**
   * The first two, one on each node, are verified and wait for the user's row before either is
   * decided; then come all others, and the row is free.
   */
  private static List<Api.Answer> atOnce(Protected one, Round round) throws Exception {
    nodes.advance(PAST_THE_ENROLMENT_CODE);
    try (AtOnce posts = new AtOnce(round.requests(one))) {
      try (HeldLock user = nodes.hold(List.of(one.person().user()))) {
        posts.send(2);
        assertThat(user.awaitWaiting(2)).containsExactlyInAnyOrder("command-1", "command-2");
        posts.send(AT_ONCE - 2);
      }
      return posts.answers();
    }
  }

  private static String code(Protected one) {
    return one.app().code(nodes.now());
  }

  private static Api.Answer totp(int node, String signIn, String code) {
    return nodes.api(node).post("/v1/sign-ins/totp", Map.of("signIn", signIn, "code", code));
  }

  private static Api.Answer passkey(int node, String assertion) {
    JsonNode credential = JsonMapper.shared().readTree(assertion);
    return nodes.api(node).post("/v1/sign-ins/passkey", Map.of("credential", credential));
  }

  private static Api.Answer recoveryCode(int node, String signIn, String code) {
    return nodes
        .api(node)
        .post("/v1/sign-ins/recovery-code", Map.of("signIn", signIn, "code", code));
  }
}
