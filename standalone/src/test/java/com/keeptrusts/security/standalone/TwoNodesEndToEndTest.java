package com.keeptrusts.security.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** People signing in and admins at work, over HTTP, on two nodes at once. */
class TwoNodesEndToEndTest {

  private static final int AT_ONCE = 50;
  private static final String PASSWORD = "plum tango quarry lantern";
  private static final Duration STEP = Duration.ofSeconds(30);
  private static final AtomicInteger PEOPLE = new AtomicInteger();

  @TempDir static Path folder;
  private static TwoNodes nodes;

  /** Somebody with a password of their own, signed in; {@code app} if MFA is on. */
  private record Person(String user, String email, String session) {}

  private record Protected(Person person, App app, List<String> recoveryCodes) {}

  @BeforeAll
  static void start() throws Exception {
    nodes = TwoNodes.start(folder.resolve("data"));
  }

  @AfterAll
  static void stop() throws Exception {
    nodes.close();
  }

  @Test
  @Tag("SIGN-1")
  void a_password_alone_completes_a_sign_in_without_mfa() {
    Person person = person();
    Api.Answer answer = nodes.api().signIn(person.email(), PASSWORD);
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.text("status")).isEqualTo("COMPLETE");
  }

  @Test
  @Tag("SIGN-1")
  @Tag("RC-2")
  @Tag("TOTP-2")
  void once_enabled_mfa_is_asked_for_at_every_sign_in() throws Exception {
    Protected one = withMfa();
    assertThat(one.recoveryCodes()).hasSize(10);
    for (int i = 0; i < 2; i++) {
      Api.Answer first = nodes.api().signIn(one.person().email(), PASSWORD);
      assertThat(first.text("status")).isEqualTo("SECOND_FACTOR_REQUIRED");
      assertThat(first.body().has("session")).isFalse();
    }
    Api.Answer done =
        nodes
            .otherNode()
            .post(
                "/v1/sign-ins/recovery-code",
                Map.of("signIn", pending(one), "code", one.recoveryCodes().get(7)));
    assertThat(done.status()).isEqualTo(201);
    assertThat(done.body().get("recoveryCodesLeft").asInt()).isEqualTo(9);
    assertThat(done.body().get("setUpNewAuthenticator").asBoolean()).isTrue();
  }

  @Test
  @Tag("TOTP-3")
  void fifty_parallel_posts_of_one_code_over_two_nodes_give_one_session() throws Exception {
    Protected one = withMfa();
    nodes.advance(STEP.multipliedBy(2));
    String signIn = pending(one);
    String code = one.app().code(nodes.now());
    exactlyOneSucceeds(
        api -> api.post("/v1/sign-ins/totp", Map.of("signIn", signIn, "code", code)));
  }

  @Test
  @Tag("TOTP-3")
  void one_code_finishes_one_of_many_sign_ins_over_two_nodes() throws Exception {
    Protected one = withMfa();
    nodes.advance(STEP.multipliedBy(2));
    String code = one.app().code(nodes.now());
    List<String> signIns = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      signIns.add(pending(one));
    }
    AtomicInteger next = new AtomicInteger();
    exactlyOneSucceeds(
        api ->
            api.post(
                "/v1/sign-ins/totp",
                Map.of(
                    "signIn", signIns.get(next.getAndIncrement() % signIns.size()), "code", code)));
  }

  @Test
  @Tag("RC-2")
  void fifty_parallel_posts_of_one_recovery_code_over_two_nodes_give_one_session()
      throws Exception {
    Protected one = withMfa();
    String signIn = pending(one);
    exactlyOneSucceeds(
        api ->
            api.post(
                "/v1/sign-ins/recovery-code",
                Map.of("signIn", signIn, "code", one.recoveryCodes().get(0))));
  }

  @Test
  @Tag("TOTP-3")
  void the_enrolment_code_does_not_sign_in() throws Exception {
    Protected one = withMfa();
    String used = one.app().code(nodes.now());
    Api.Answer answer =
        nodes.api().post("/v1/sign-ins/totp", Map.of("signIn", pending(one), "code", used));
    assertThat(answer.problem()).isEqualTo("wrong-code");
  }

  @Test
  @Tag("SIGN-6")
  void the_token_of_a_first_step_is_no_session_and_a_session_is_no_step() throws Exception {
    Protected one = withMfa();
    String signIn = pending(one);
    assertThat(nodes.api().decide(signIn, null).text("outcome")).isEqualTo("DENY");
    Api.Answer answer =
        nodes
            .api()
            .post(
                "/v1/sign-ins/totp",
                Map.of("signIn", one.person().session(), "code", one.app().code(nodes.now())));
    assertThat(answer.problem()).isEqualTo("sign-in-not-open");
  }

  @Test
  @Tag("SIGN-6")
  @Tag("SES-3")
  void revoking_sessions_ends_a_sign_in_in_progress_too() throws Exception {
    Protected one = withMfa();
    String signIn = pending(one);
    assertThat(
            nodes
                .otherNode()
                .post("/v1/users/" + one.person().user() + "/sessions/revocation", Map.of())
                .status())
        .isEqualTo(200);
    nodes.advance(STEP.multipliedBy(2));
    Api.Answer answer =
        nodes
            .api()
            .post(
                "/v1/sign-ins/totp", Map.of("signIn", signIn, "code", one.app().code(nodes.now())));
    assertThat(answer.problem()).isEqualTo("sign-in-not-open");
    assertThat(nodes.api().decide(one.person().session(), null).text("outcome")).isEqualTo("DENY");
  }

  @Test
  @Tag("SIGN-4")
  void unknown_wrong_and_passwordless_get_the_same_answer() {
    Person person = person();
    String passwordless = email();
    nodes.api().post("/v1/users", Map.of("email", passwordless, "displayName", "Without Password"));
    List<Api.Answer> answers =
        List.of(
            nodes.api().signIn(email(), PASSWORD),
            nodes.api().signIn(person.email(), "not the password at all"),
            nodes.api().signIn(passwordless, PASSWORD));
    assertThat(answers).allMatch(answer -> answer.status() == 401);
    assertThat(answers.stream().map(answer -> withoutCorrelation(answer)).distinct()).hasSize(1);
  }

  @Test
  @Tag("PWD-3")
  void a_temporary_password_leads_to_rotation_before_anything_else() {
    String email = email();
    String user = register(email);
    String temporary = temporaryPassword(user);
    Api.Answer signedIn = nodes.api().signIn(email, temporary);
    String session = signedIn.body().get("session").get("token").asString();
    assertThat(signedIn.body().get("session").get("gates").get(0).asString())
        .isEqualTo("PASSWORD_ROTATION_REQUIRED");
    assertThat(nodes.otherNode().postAs(session, "/v1/me/mfa/enrollments", Map.of()).problem())
        .isEqualTo("password-rotation-required");
    assertThat(rotate(session, temporary, temporary).problem()).isEqualTo("password-not-accepted");
    assertThat(rotate(session, "not the temporary one", PASSWORD).problem())
        .isEqualTo("sign-in-failed");
    Api.Answer rotated = rotate(session, temporary, PASSWORD);
    assertThat(rotated.status()).isEqualTo(201);
    String fresh = rotated.body().get("session").get("token").asString();
    assertThat(nodes.api().decide(session, null).text("outcome")).isEqualTo("DENY");
    assertThat(nodes.api().decide(fresh, null).text("outcome")).isEqualTo("ALLOW");
    assertThat(nodes.api().signIn(email, temporary).problem()).isEqualTo("sign-in-failed");
  }

  @Test
  @Tag("SES-4")
  void a_session_that_is_in_use_is_dead_as_soon_as_its_end_is_acknowledged() throws Exception {
    for (int round = 0; round < 5; round++) {
      Person person = person();
      ExecutorService user = Executors.newSingleThreadExecutor();
      CountDownLatch ended = new CountDownLatch(1);
      Future<Integer> uses =
          user.submit(
              () -> {
                int passed = 0;
                while (ended.getCount() > 0) {
                  nodes.api().decide(person.session(), null);
                  passed++;
                }
                return passed;
              });
      Api.Answer end = nodes.otherNode().call("DELETE", "/v1/me/session", person.session(), null);
      assertThat(end.status()).isEqualTo(200);
      for (int i = 0; i < 20; i++) {
        assertThat(nodes.api().decide(person.session(), null).text("outcome")).isEqualTo("DENY");
      }
      ended.countDown();
      assertThat(uses.get(10, TimeUnit.SECONDS)).isPositive();
      user.shutdown();
    }
  }

  @Test
  @Tag("SES-3")
  @Tag("ORG-1")
  @Tag("ORG-2")
  void suspension_role_and_removal_show_in_the_next_decision_on_the_other_node() {
    String org = org();
    Person owner = member(org, "OWNER");
    Person member = member(org, "MEMBER");
    String path = "/v1/orgs/" + org + "/members/" + member.user();
    assertThat(nodes.api().decide(member.session(), org).text("role")).isEqualTo("MEMBER");

    assertThat(as(owner, "PUT", path + "/role", Map.of("role", "ADMIN")).status()).isEqualTo(200);
    assertThat(nodes.api().decide(member.session(), org).text("role")).isEqualTo("ADMIN");

    assertThat(as(owner, "PUT", path + "/suspension", Map.of()).status()).isEqualTo(200);
    assertThat(nodes.api().decide(member.session(), org).body().get("reasons").get(0).asString())
        .isEqualTo("member-suspended");
    assertThat(nodes.api().decide(member.session(), null).text("outcome")).isEqualTo("ALLOW");

    assertThat(as(owner, "DELETE", path, null).status()).isEqualTo(200);
    assertThat(nodes.api().decide(member.session(), org).text("outcome")).isEqualTo("DENY");
    assertThat(as(member, "PUT", path + "/role", Map.of("role", "OWNER")).problem())
        .isEqualTo("not-found");

    String own = "/v1/orgs/" + org + "/members/" + owner.user();
    assertThat(as(owner, "DELETE", own, null).problem()).isEqualTo("last-owner");
  }

  @Test
  @Tag("ORG-1")
  void another_tenants_admin_is_told_that_there_is_nothing() {
    Person stranger = member(org(), "OWNER");
    String org = org();
    Person member = member(org, "MEMBER");
    String path = "/v1/orgs/" + org + "/members/" + member.user();
    assertThat(as(stranger, "PUT", path + "/suspension", Map.of()).problem())
        .isEqualTo("not-found");
    assertThat(as(member, "PUT", path + "/role", Map.of("role", "ADMIN")).problem())
        .isEqualTo("not-allowed");
  }

  @Test
  @Tag("TOTP-4")
  @Tag("SES-5")
  void turning_mfa_off_needs_a_fresh_proof_with_the_second_factor() throws Exception {
    Protected one = withMfa();
    nodes.advance(Duration.ofMinutes(11));
    String session = one.person().session();
    assertThat(nodes.api().call("DELETE", "/v1/me/mfa", session, null).problem())
        .isEqualTo("reauthentication-required");
    assertThat(
            nodes
                .api()
                .postAs(session, "/v1/me/reauthentications", Map.of("password", PASSWORD))
                .problem())
        .isEqualTo("reauthentication-required");
    assertThat(
            nodes
                .api()
                .postAs(
                    session,
                    "/v1/me/reauthentications",
                    Map.of("password", PASSWORD, "totpCode", one.app().code(nodes.now())))
                .status())
        .isEqualTo(200);
    assertThat(nodes.otherNode().call("DELETE", "/v1/me/mfa", session, null).status())
        .isEqualTo(200);
    assertThat(nodes.api().signIn(one.person().email(), PASSWORD).text("status"))
        .isEqualTo("COMPLETE");
  }

  @Test
  @Tag("TOTP-5")
  @Tag("SES-5")
  void a_recovery_code_lets_in_to_set_up_a_new_app_and_for_nothing_else() throws Exception {
    Protected one = withMfa();
    String session =
        nodes
            .api()
            .post(
                "/v1/sign-ins/recovery-code",
                Map.of("signIn", pending(one), "code", one.recoveryCodes().get(1)))
            .body()
            .get("session")
            .get("token")
            .asString();
    assertThat(nodes.api().call("DELETE", "/v1/me/mfa", session, null).problem())
        .isEqualTo("reauthentication-required");
    App replacement = enable(session);
    nodes.advance(STEP.multipliedBy(2));
    assertThat(signInWith(one, one.app()).problem()).isEqualTo("wrong-code");
    assertThat(signInWith(one, replacement).status()).isEqualTo(201);
  }

  @Test
  @Tag("SES-1")
  void an_idle_session_is_dead_and_does_not_come_back() throws Exception {
    Person person = person();
    nodes.advance(Duration.ofMinutes(62));
    assertThat(nodes.api().decide(person.session(), null).text("outcome")).isEqualTo("DENY");
    assertThat(
            nodes
                .otherNode()
                .postAs(person.session(), "/v1/me/mfa/enrollments", Map.of())
                .problem())
        .isEqualTo("session-not-live");
  }

  @Test
  @Tag("ORG-4")
  void the_first_credential_comes_from_the_file_and_issues_others_within_their_scopes() {
    Api.Answer issued =
        nodes
            .otherNode()
            .post(
                "/v1/service-clients",
                Map.of(
                    "name",
                    "proxy",
                    "scopes",
                    List.of("decide"),
                    "expiresAt",
                    Instant.ofEpochSecond(nodes.now()).plus(Duration.ofDays(1)).toString()));
    assertThat(issued.status()).isEqualTo(201);
    Api proxy = nodes.api().as(issued.text("credential"));
    assertThat(proxy.decide(person().session(), null).text("outcome")).isEqualTo("ALLOW");
    assertThat(proxy.post("/v1/orgs", Map.of("name", "Mine")).problem()).isEqualTo("scope-missing");
    nodes.api().call("DELETE", "/v1/service-clients/" + issued.text("client"), null, null);
    assertThat(proxy.post("/v1/orgs", Map.of("name", "Mine")).problem())
        .isEqualTo("unauthenticated");
  }

  @Test
  @Tag("SIGN-7")
  void sign_ins_and_refusals_are_entries_and_a_refusal_does_not_grow_the_account() {
    Person person = person();
    String before = nodes.api().decide(person.session(), null).text("userRevision");
    nodes.api().signIn(person.email(), "not the password at all");
    assertThat(nodes.api().decide(person.session(), null).text("userRevision")).isEqualTo(before);
    nodes.otherNode().signIn(person.email(), PASSWORD);
    String user = "user/" + person.user();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(entriesOf(user))
                    .contains(
                        "sign-in.refused refused wrong-password 203.0.113.7",
                        "user.session-started success null 203.0.113.7"));
  }

  /** Action, outcome, reason and address of every entry about a user, from the whole log's feed. */
  private static List<String> entriesOf(String target) {
    List<String> entries = new ArrayList<>();
    String cursor = "";
    for (boolean more = true; more; ) {
      Api.Answer page =
          nodes.api().call("GET", "/v1/audit/entries?limit=1000" + cursor, null, null);
      for (JsonNode entry : page.body().get("entries")) {
        if (entry.get("target").asString().equals(target)) {
          entries.add(
              Stream.of("action", "outcome", "reason", "address")
                  .map(name -> entry.get(name).isNull() ? "null" : entry.get(name).asString())
                  .collect(Collectors.joining(" ")));
        }
      }
      cursor = "&cursor=" + page.text("cursor");
      more = page.body().get("more").asBoolean();
    }
    return entries;
  }

  private static Api.Answer signInWith(Protected one, App app) {
    return nodes
        .api()
        .post("/v1/sign-ins/totp", Map.of("signIn", pending(one), "code", app.code(nodes.now())));
  }

  /** Runs it fifty times at once, on both nodes in turn. */
  private static void exactlyOneSucceeds(Function<Api, Api.Answer> post) throws Exception {
    ExecutorService people = Executors.newFixedThreadPool(AT_ONCE);
    CountDownLatch go = new CountDownLatch(1);
    List<Future<Api.Answer>> running = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      Api api = i % 2 == 0 ? nodes.api() : nodes.otherNode();
      running.add(
          people.submit(
              () -> {
                go.await();
                return post.apply(api);
              }));
    }
    go.countDown();
    List<Api.Answer> answers = new ArrayList<>();
    for (Future<Api.Answer> one : running) {
      answers.add(one.get(60, TimeUnit.SECONDS));
    }
    people.shutdown();
    assertThat(answers).allMatch(answer -> answer.status() < 500 || answer.status() == 503);
    assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
    List<Api.Answer> verified = answers.stream().filter(answer -> answer.status() != 429).toList();
    assertThat(verified)
        .as("at least two were verified while the other was")
        .anyMatch(
            one -> verified.stream().anyMatch(other -> !other.equals(one) && one.overlaps(other)));
  }

  private static Protected withMfa() throws Exception {
    Person person = person();
    Api.Answer started = nodes.api().postAs(person.session(), "/v1/me/mfa/enrollments", Map.of());
    App app = new App(started.text("secret"));
    Api.Answer confirmed =
        nodes
            .otherNode()
            .postAs(
                person.session(),
                "/v1/me/mfa/enrollments/" + started.text("enrollment") + "/confirmation",
                Map.of("code", app.code(nodes.now())));
    List<String> codes = new ArrayList<>();
    confirmed.body().get("recoveryCodes").forEach(code -> codes.add(code.asString()));
    return new Protected(person, app, codes);
  }

  private static App enable(String session) {
    Api.Answer started = nodes.api().postAs(session, "/v1/me/mfa/enrollments", Map.of());
    App app = new App(started.text("secret"));
    Api.Answer confirmed =
        nodes
            .api()
            .postAs(
                session,
                "/v1/me/mfa/enrollments/" + started.text("enrollment") + "/confirmation",
                Map.of("code", app.code(nodes.now())));
    assertThat(confirmed.status()).isEqualTo(200);
    return app;
  }

  /** A sign-in of which the password was right. */
  private static String pending(Protected one) {
    return nodes.api().signIn(one.person().email(), PASSWORD).text("signIn");
  }

  private static Person person() {
    String email = email();
    String user = register(email);
    String temporary = temporaryPassword(user);
    String gated =
        nodes.api().signIn(email, temporary).body().get("session").get("token").asString();
    String session =
        rotate(gated, temporary, PASSWORD).body().get("session").get("token").asString();
    return new Person(user, email, session);
  }

  private static Person member(String org, String role) {
    Person person = person();
    Api.Answer invited =
        nodes
            .api()
            .post(
                "/v1/orgs/" + org + "/invitations",
                Map.of("email", person.email(), "displayName", "Some Body", "role", role));
    Api.Answer accepted =
        nodes
            .otherNode()
            .postAs(
                person.session(),
                "/v1/me/memberships",
                Map.of("invitation", invited.text("secret")));
    assertThat(accepted.status()).isEqualTo(200);
    return person;
  }

  private static Api.Answer as(
      Person person, String method, String path, @Nullable Map<String, ?> body) {
    return nodes.otherNode().call(method, path, person.session(), body);
  }

  private static String org() {
    return nodes.api().post("/v1/orgs", Map.of("name", "Some Org")).text("org");
  }

  private static String register(String email) {
    return nodes
        .api()
        .post("/v1/users", Map.of("email", email, "displayName", "Some Body"))
        .text("user");
  }

  private static String temporaryPassword(String user) {
    return nodes
        .otherNode()
        .post("/v1/users/" + user + "/temporary-password", Map.of())
        .text("temporaryPassword");
  }

  private static Api.Answer rotate(String session, String temporary, String next) {
    return nodes
        .api()
        .postAs(
            session,
            "/v1/me/password/rotation",
            Map.of("temporaryPassword", temporary, "newPassword", next));
  }

  private static String email() {
    return "person" + PEOPLE.incrementAndGet() + "@people.example";
  }

  private static String withoutCorrelation(Api.Answer answer) {
    return answer.status() + answer.problem() + answer.text("detail") + answer.text("title");
  }
}
