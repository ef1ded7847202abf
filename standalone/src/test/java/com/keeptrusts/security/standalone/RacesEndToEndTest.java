package com.keeptrusts.security.standalone;

import com.keeptrusts.security.standalone.harness.Api;
import com.keeptrusts.security.standalone.harness.AtOnce;
import com.keeptrusts.security.standalone.harness.Cluster;
import com.keeptrusts.security.standalone.harness.LongRun;
import com.keeptrusts.security.standalone.harness.People;
import com.keeptrusts.security.standalone.harness.People.Protected;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What works once, posted many times at once over two nodes. */
class RacesEndToEndTest {

  private static final int AT_ONCE = 50;
  private static final int IN_EVERY_BUILD = 2;
  private static final Duration PAST_THE_ENROLMENT_CODE = Duration.ofSeconds(60);

  @TempDir static Path folder;
  private static Cluster nodes;
  private static People people;

  @BeforeAll
  static void start() throws Exception {
    nodes = Cluster.start("races", folder, 2, 1);
    people = new People(nodes);
  }

  @AfterAll
  static void stop() throws Exception {
    nodes.close();
  }

  /** What the request of this number is, in a round of its own. */
  private interface Round {
    IntFunction<Api.Answer> requests() throws Exception;
  }

  @Test
  @Tag("TOTP-3")
  void fifty_parallel_posts_of_one_code_over_two_nodes_give_one_session() throws Exception {
    everyRoundGivesOneSession(
        "one-code",
        () -> {
          Protected one = withNextCode();
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
        () -> {
          Protected one = withNextCode();
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
        () -> {
          Protected one = people.withMfa();
          String signIn = people.pending(one);
          return number -> recoveryCode(number, signIn, one.recoveryCodes().get(0));
        });
  }

  @Test
  @Tag("SIGN-6")
  void one_sign_in_is_finished_once_however_many_right_answers_come_at_once() throws Exception {
    everyRoundGivesOneSession(
        "one-sign-in",
        () -> {
          Protected one = withNextCode();
          String signIn = people.pending(one);
          return number ->
              number % 2 == 0
                  ? totp(number / 2, signIn, code(one))
                  : recoveryCode(number / 2, signIn, one.recoveryCodes().get(number / 2 % 10));
        });
  }

  private static void everyRoundGivesOneSession(String name, Round round) throws Exception {
    LongRun run = LongRun.of("races-" + name, IN_EVERY_BUILD);
    for (int i = 0; i < run.rounds(); i++) {
      AtOnce.assertOneSuccess(AtOnce.run(AT_ONCE, round.requests()));
    }
    run.figure("parallelPosts", AT_ONCE);
    run.figure("roundsWithExactlyOneSession", run.rounds());
    run.write();
  }

  private static Protected withNextCode() throws Exception {
    Protected one = people.withMfa();
    nodes.advance(PAST_THE_ENROLMENT_CODE);
    return one;
  }

  private static String code(Protected one) {
    return one.app().code(nodes.now());
  }

  private static Api.Answer totp(int node, String signIn, String code) {
    return nodes.api(node).post("/v1/sign-ins/totp", Map.of("signIn", signIn, "code", code));
  }

  private static Api.Answer recoveryCode(int node, String signIn, String code) {
    return nodes
        .api(node)
        .post("/v1/sign-ins/recovery-code", Map.of("signIn", signIn, "code", code));
  }
}
