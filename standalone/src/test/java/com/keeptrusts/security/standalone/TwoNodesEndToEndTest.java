package com.keeptrusts.security.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.keeptrusts.security.standalone.harness.Api;
import com.keeptrusts.security.standalone.harness.App;
import com.keeptrusts.security.standalone.harness.Cluster;
import com.keeptrusts.security.standalone.harness.People;
import com.keeptrusts.security.standalone.harness.SharedCluster;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** People signing in and admins at work, over HTTP, on two nodes at once. */
@ExtendWith(SharedCluster.class)
class TwoNodesEndToEndTest {

  private static final Duration STEP = Duration.ofSeconds(30);
  private static final String FROM = " " + Api.ADDRESS + " " + Api.AGENT;

  private static Cluster nodes;
  private static People people;

  @BeforeAll
  static void start(Cluster shared) {
    nodes = shared;
    people = new People(nodes);
  }

  @Test
  @Tag("SIGN-1")
  void a_password_alone_completes_a_sign_in_without_mfa() {
    People.Person person = people.person();
    Api.Answer answer = nodes.api(0).signIn(person.email(), People.PASSWORD);
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.text("status")).isEqualTo("COMPLETE");
  }

  @Test
  @Tag("SIGN-1")
  @Tag("RC-2")
  @Tag("TOTP-2")
  void once_enabled_mfa_is_asked_for_at_every_sign_in() throws Exception {
    People.Protected one = people.withMfa();
    assertThat(one.recoveryCodes()).hasSize(10);
    for (int i = 0; i < 2; i++) {
      Api.Answer first = nodes.api(0).signIn(one.person().email(), People.PASSWORD);
      assertThat(first.text("status")).isEqualTo("SECOND_FACTOR_REQUIRED");
      assertThat(first.body().has("session")).isFalse();
    }
    Api.Answer done =
        nodes
            .api(1)
            .post(
                "/v1/sign-ins/recovery-code",
                Map.of("signIn", people.pending(one), "code", one.recoveryCodes().get(7)));
    assertThat(done.status()).isEqualTo(201);
    assertThat(done.body().get("recoveryCodesLeft").asInt()).isEqualTo(9);
    assertThat(done.body().get("setUpNewAuthenticator").asBoolean()).isTrue();
  }

  @Test
  @Tag("TOTP-3")
  void the_enrolment_code_does_not_sign_in() throws Exception {
    long before;
    People.Protected one;
    do {
      before = nodes.now();
      one = people.withMfa();
    } while (nodes.now() / STEP.toSeconds() != before / STEP.toSeconds());
    String used = one.app().code(before);
    Api.Answer answer =
        nodes.api(0).post("/v1/sign-ins/totp", Map.of("signIn", people.pending(one), "code", used));
    assertThat(answer.problem()).isEqualTo("wrong-code");
  }

  @Test
  @Tag("SIGN-6")
  void the_token_of_a_first_step_is_no_session_and_a_session_is_no_step() throws Exception {
    People.Protected one = people.withMfa();
    String signIn = people.pending(one);
    assertThat(nodes.api(0).decide(signIn, null).text("outcome")).isEqualTo("DENY");
    Api.Answer answer =
        nodes
            .api(0)
            .post(
                "/v1/sign-ins/totp",
                Map.of("signIn", one.person().session(), "code", one.app().code(nodes.now())));
    assertThat(answer.problem()).isEqualTo("sign-in-not-open");
  }

  @Test
  @Tag("SIGN-6")
  @Tag("SES-3")
  void revoking_sessions_ends_a_sign_in_in_progress_too() throws Exception {
    People.Protected one = people.withMfa();
    String signIn = people.pending(one);
    assertThat(
            nodes
                .api(1)
                .post("/v1/users/" + one.person().user() + "/sessions/revocation", Map.of())
                .status())
        .isEqualTo(200);
    nodes.advance(STEP.multipliedBy(2));
    Api.Answer answer =
        nodes
            .api(0)
            .post(
                "/v1/sign-ins/totp", Map.of("signIn", signIn, "code", one.app().code(nodes.now())));
    assertThat(answer.problem()).isEqualTo("sign-in-not-open");
    assertThat(nodes.api(0).decide(one.person().session(), null).text("outcome")).isEqualTo("DENY");
  }

  @Test
  @Tag("SIGN-4")
  void unknown_wrong_and_passwordless_get_the_same_answer() {
    People.Person person = people.person();
    String passwordless = people.email();
    nodes
        .api(0)
        .post("/v1/users", Map.of("email", passwordless, "displayName", "Without Password"));
    List<Api.Answer> answers =
        List.of(
            nodes.api(0).signIn(people.email(), People.PASSWORD),
            nodes.api(0).signIn(person.email(), "not the password at all"),
            nodes.api(0).signIn(passwordless, People.PASSWORD));
    assertThat(answers).allMatch(answer -> answer.status() == 401);
    assertThat(answers.stream().map(answer -> withoutCorrelation(answer)).distinct()).hasSize(1);
  }

  @Test
  @Tag("PWD-3")
  void a_temporary_password_leads_to_rotation_before_anything_else() {
    String email = people.email();
    String user = people.register(email);
    String temporary = people.temporaryPassword(user);
    Api.Answer signedIn = nodes.api(0).signIn(email, temporary);
    String session = signedIn.session();
    assertThat(signedIn.body().get("session").get("gates").get(0).asString())
        .isEqualTo("PASSWORD_ROTATION_REQUIRED");
    assertThat(nodes.api(1).postAs(session, "/v1/me/mfa/enrollments", Map.of()).problem())
        .isEqualTo("password-rotation-required");
    assertThat(people.rotate(session, temporary, temporary).problem())
        .isEqualTo("password-not-accepted");
    assertThat(people.rotate(session, "not the temporary one", People.PASSWORD).problem())
        .isEqualTo("sign-in-failed");
    Api.Answer rotated = people.rotate(session, temporary, People.PASSWORD);
    assertThat(rotated.status()).isEqualTo(201);
    String fresh = rotated.session();
    assertThat(nodes.api(0).decide(session, null).text("outcome")).isEqualTo("DENY");
    assertThat(nodes.api(0).decide(fresh, null).text("outcome")).isEqualTo("ALLOW");
    assertThat(nodes.api(0).signIn(email, temporary).problem()).isEqualTo("sign-in-failed");
  }

  @Test
  @Tag("SES-4")
  void a_session_that_is_in_use_is_dead_as_soon_as_its_end_is_acknowledged() throws Exception {
    for (int round = 0; round < 5; round++) {
      People.Person person = people.person();
      ExecutorService user = Executors.newSingleThreadExecutor();
      CountDownLatch ended = new CountDownLatch(1);
      Future<Integer> uses =
          user.submit(
              () -> {
                int passed = 0;
                while (ended.getCount() > 0) {
                  nodes.api(0).decide(person.session(), null);
                  passed++;
                }
                return passed;
              });
      Api.Answer end = nodes.api(1).call("DELETE", "/v1/me/session", person.session(), null);
      assertThat(end.status()).isEqualTo(200);
      for (int i = 0; i < 20; i++) {
        assertThat(nodes.api(0).decide(person.session(), null).text("outcome")).isEqualTo("DENY");
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
    String org = people.org();
    People.Person owner = people.member(org, "OWNER");
    People.Person member = people.member(org, "MEMBER");
    String path = "/v1/orgs/" + org + "/members/" + member.user();
    assertThat(nodes.api(0).decide(member.session(), org).text("role")).isEqualTo("MEMBER");

    assertThat(as(owner, "PUT", path + "/role", Map.of("role", "ADMIN")).status()).isEqualTo(200);
    assertThat(nodes.api(0).decide(member.session(), org).text("role")).isEqualTo("ADMIN");

    assertThat(as(owner, "PUT", path + "/suspension", Map.of()).status()).isEqualTo(200);
    assertThat(nodes.api(0).decide(member.session(), org).body().get("reasons").get(0).asString())
        .isEqualTo("member-suspended");
    assertThat(nodes.api(0).decide(member.session(), null).text("outcome")).isEqualTo("ALLOW");

    assertThat(as(owner, "DELETE", path, null).status()).isEqualTo(200);
    assertThat(nodes.api(0).decide(member.session(), org).text("outcome")).isEqualTo("DENY");
    assertThat(as(member, "PUT", path + "/role", Map.of("role", "OWNER")).problem())
        .isEqualTo("not-found");

    String own = "/v1/orgs/" + org + "/members/" + owner.user();
    assertThat(as(owner, "DELETE", own, null).problem()).isEqualTo("last-owner");
  }

  @Test
  @Tag("ORG-1")
  void another_tenants_admin_is_told_that_there_is_nothing() {
    People.Person stranger = people.member(people.org(), "OWNER");
    String org = people.org();
    People.Person member = people.member(org, "MEMBER");
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
    People.Protected one = people.withMfa();
    nodes.advance(Duration.ofMinutes(11));
    String session = one.person().session();
    assertThat(nodes.api(0).call("DELETE", "/v1/me/mfa", session, null).problem())
        .isEqualTo("reauthentication-required");
    assertThat(
            nodes
                .api(0)
                .postAs(session, "/v1/me/reauthentications", Map.of("password", People.PASSWORD))
                .problem())
        .isEqualTo("reauthentication-required");
    assertThat(
            nodes
                .api(0)
                .postAs(
                    session,
                    "/v1/me/reauthentications",
                    Map.of("password", People.PASSWORD, "totpCode", one.app().code(nodes.now())))
                .status())
        .isEqualTo(200);
    assertThat(nodes.api(1).call("DELETE", "/v1/me/mfa", session, null).status()).isEqualTo(200);
    assertThat(nodes.api(0).signIn(one.person().email(), People.PASSWORD).text("status"))
        .isEqualTo("COMPLETE");
  }

  @Test
  @Tag("TOTP-5")
  @Tag("SES-5")
  void a_recovery_code_lets_in_to_set_up_a_new_app_and_for_nothing_else() throws Exception {
    People.Protected one = people.withMfa();
    String session =
        nodes
            .api(0)
            .post(
                "/v1/sign-ins/recovery-code",
                Map.of("signIn", people.pending(one), "code", one.recoveryCodes().get(1)))
            .session();
    assertThat(nodes.api(0).call("DELETE", "/v1/me/mfa", session, null).problem())
        .isEqualTo("reauthentication-required");
    App replacement = people.enable(session);
    nodes.advance(STEP.multipliedBy(2));
    assertThat(people.signInWith(one, one.app()).problem()).isEqualTo("wrong-code");
    assertThat(people.signInWith(one, replacement).status()).isEqualTo(201);
  }

  @Test
  @Tag("SES-1")
  void an_idle_session_is_dead_and_does_not_come_back() throws Exception {
    People.Person person = people.person();
    nodes.advance(Duration.ofMinutes(62));
    assertThat(nodes.api(0).decide(person.session(), null).text("outcome")).isEqualTo("DENY");
    assertThat(nodes.api(1).postAs(person.session(), "/v1/me/mfa/enrollments", Map.of()).problem())
        .isEqualTo("session-not-live");
  }

  @Test
  @Tag("ORG-4")
  void the_first_credential_comes_from_the_file_and_issues_others_within_their_scopes() {
    Api.Answer issued =
        nodes
            .api(1)
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
    Api proxy = nodes.api(0).as(issued.text("credential"));
    assertThat(proxy.decide(people.person().session(), null).text("outcome")).isEqualTo("ALLOW");
    assertThat(proxy.post("/v1/orgs", Map.of("name", "Mine")).problem()).isEqualTo("scope-missing");
    nodes.api(0).call("DELETE", "/v1/service-clients/" + issued.text("client"), null, null);
    assertThat(proxy.post("/v1/orgs", Map.of("name", "Mine")).problem())
        .isEqualTo("unauthenticated");
  }

  @Test
  @Tag("SIGN-7")
  void sign_ins_and_refusals_are_entries_and_a_refusal_does_not_grow_the_account() {
    People.Person person = people.person();
    String before = nodes.api(0).decide(person.session(), null).text("userRevision");
    nodes.api(0).signIn(person.email(), "not the password at all");
    assertThat(nodes.api(0).decide(person.session(), null).text("userRevision")).isEqualTo(before);
    nodes.api(1).signIn(person.email(), People.PASSWORD);
    String user = "user/" + person.user();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(entriesOf(user))
                    .contains(
                        "sign-in.refused refused wrong-password PASSWORD" + FROM,
                        "user.session-started success null [\"PASSWORD\"]" + FROM));
  }

  /** What every entry about a user says of what was done, how, and from where. */
  private static List<String> entriesOf(String target) throws Exception {
    List<String> entries = new ArrayList<>();
    for (JsonNode page : nodes.feed()) {
      for (JsonNode entry : page.get("entries")) {
        if (entry.get("target").asString().equals(target)) {
          JsonNode details = entry.get("details");
          entries.add(
              Stream.of(
                      entry.get("action"),
                      entry.get("outcome"),
                      entry.get("reason"),
                      details.path("factor").asString(details.path("factors").toString()),
                      entry.get("address"),
                      entry.get("agent"))
                  .map(told -> told instanceof JsonNode node ? node.asString("null") : told)
                  .map(Object::toString)
                  .collect(Collectors.joining(" ")));
        }
      }
    }
    return entries;
  }

  private static Api.Answer as(
      People.Person person, String method, String path, @Nullable Map<String, ?> body) {
    return nodes.api(1).call(method, path, person.session(), body);
  }

  private static String withoutCorrelation(Api.Answer answer) {
    return answer.status() + answer.problem() + answer.text("detail") + answer.text("title");
  }
}
