package com.keeptrusts.security.command.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.command.TestLog;
import com.keeptrusts.security.command.TestNode;
import com.keeptrusts.security.command.TestPeople;
import com.keeptrusts.security.command.sweep.Sweeps;
import com.keeptrusts.security.command.user.ChangeOrgRole;
import com.keeptrusts.security.command.user.RevokeSessions;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdempotencyIT {

  private static final String CODES = "/v1/me/mfa/recovery-codes";

  @TempDir static Path keysets;

  private TestDatabase database;
  private TestNode first;
  private TestNode second;
  private TestPeople people;
  private TestLog log;
  private String credential;

  @BeforeAll
  void start() {
    database = TestDatabase.fresh();
    first = TestNode.start(database, keysets);
    second = TestNode.start(database, keysets);
    people = new TestPeople(first);
    log = new TestLog(database);
    credential = credential();
  }

  @AfterAll
  void stop() {
    first.close();
    second.close();
    database.close();
  }

  private String credential() {
    return people.credential(EnumSet.allOf(Scope.class));
  }

  private HttpResponse<String> post(String path, String json, String key) {
    return post(first, credential, path, json, key);
  }

  private static HttpResponse<String> post(
      TestNode node, String credential, String path, String json, String key) {
    return node.post(path, json, headers(credential, key));
  }

  private static Map<String, String> headers(String credential, String key) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Authorization", "Bearer " + credential);
    headers.put("Idempotency-Key", key);
    return headers;
  }

  private HttpResponse<String> postFor(TestPeople.Person person, String path, String key) {
    Map<String, String> headers = headers(credential, key);
    headers.put("Keeptrusts-Session", person.token());
    headers.put("Keeptrusts-Client-Address", "192.0.2.7");
    return first.post(path, "", headers);
  }

  private static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  @Test
  void a_request_that_comes_again_with_its_key_gets_the_same_answer_and_has_no_second_effect() {
    int before = log.count("org.registered");
    HttpResponse<String> once = post("/v1/orgs", "{\"name\":\"Acme\"}", "org-1");
    HttpResponse<String> again = post("/v1/orgs", "{\"name\":\"Acme\"}", "org-1");
    assertThat(once.statusCode()).as(once.body()).isEqualTo(201);
    assertThat(again.statusCode()).as(again.body()).isEqualTo(201);
    assertThat(json(again)).isEqualTo(json(once));
    assertThat(log.count("org.registered")).isEqualTo(before + 1);
  }

  @Test
  void another_body_under_the_same_key_is_refused_and_changes_nothing() {
    post("/v1/orgs", "{\"name\":\"Acme\"}", "org-2");
    int before = log.size();
    HttpResponse<String> other = post("/v1/orgs", "{\"name\":\"Other\"}", "org-2");
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(json(other).get("type").asString()).endsWith("/idempotency-key-reused");
    assertThat(log.size()).isEqualTo(before);
  }

  @Test
  void a_refused_invitation_under_a_used_key_makes_no_account() {
    OrgId org = people.org();
    String path = "/v1/orgs/" + org + "/invitations";
    String invitation =
        "{\"email\":\"%s@invited.example\",\"displayName\":\"X\",\"role\":\"MEMBER\"}";
    assertThat(post(path, invitation.formatted("one"), "invitation-2").statusCode()).isEqualTo(201);
    int before = log.size();
    assertThat(post(path, invitation.formatted("other"), "invitation-2").statusCode())
        .isEqualTo(422);
    assertThat(log.size()).isEqualTo(before);
  }

  @Test
  void the_same_body_at_another_address_is_another_request() {
    UserId one = people.register();
    UserId other = people.register();
    post("/v1/users/" + one + "/temporary-password", "", "password-0");
    assertThat(post("/v1/users/" + other + "/temporary-password", "", "password-0").statusCode())
        .isEqualTo(422);
  }

  @Test
  void a_service_credential_is_shown_once_and_a_repeat_says_so() {
    String client =
        "{\"name\":\"backend\",\"scopes\":[\"decide\"],\"expiresAt\":\"%s\"}"
            .formatted(database.now().plus(Duration.ofDays(30)));
    JsonNode once = json(post("/v1/service-clients", client, "client-1"));
    JsonNode again = json(post("/v1/service-clients", client, "client-1"));
    requireShownOnce(once, again, "credential");
    String rotation = "{\"expiresAt\":\"%s\"}".formatted(database.now().plus(Duration.ofDays(60)));
    String path = "/v1/service-clients/" + once.get("client").asString() + "/rotation";
    requireShownOnce(
        json(post(path, rotation, "rotation-1")),
        json(post(path, rotation, "rotation-1")),
        "credential");
    requireNothingOf(once.get("credential").asString());
  }

  @Test
  void a_temporary_password_is_shown_once_and_a_repeat_says_so() {
    UserId user = people.register();
    String path = "/v1/users/" + user + "/temporary-password";
    JsonNode once = json(post(path, "", "password-1"));
    requireShownOnce(once, json(post(path, "", "password-1")), "temporaryPassword");
    requireNothingOf(once.get("temporaryPassword").asString());
    assertThat(log.namesOf(user)).containsOnlyOnce("user.temporary-password-issued");
  }

  @Test
  void recovery_codes_are_shown_once_and_a_repeat_says_so() {
    TestPeople.Person person = people.person();
    people.enableMfa(person, 1);
    JsonNode once = json(postFor(person, "/v1/me/mfa/recovery-codes", "codes-1"));
    requireShownOnce(
        once, json(postFor(person, "/v1/me/mfa/recovery-codes", "codes-1")), "recoveryCodes");
    requireNothingOf(once.get("recoveryCodes").get(0).asString());
  }

  private static void requireShownOnce(JsonNode once, JsonNode again, String secret) {
    assertThat(once.has(secret)).as(once.toString()).isTrue();
    assertThat(once.has("alreadyShown")).isFalse();
    assertThat(again.has(secret)).isFalse();
    assertThat(again.get("alreadyShown").asBoolean()).isTrue();
    assertThat(again.get("revision")).isEqualTo(once.get("revision"));
  }

  private void requireNothingOf(String secret) {
    assertThat(
            log.sql()
                .sql("SELECT count(*) FROM command.idempotency i WHERE i::text LIKE :secret")
                .param("secret", "%" + secret + "%")
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void parallel_posts_of_one_key_over_two_nodes_have_one_effect_and_one_answer() throws Exception {
    int before = log.count("org.registered");
    Set<JsonNode> answers =
        inParallel(16, "/v1/orgs", "{\"name\":\"Acme\"}", "org-3").stream()
            .peek(answer -> assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201))
            .map(IdempotencyIT::json)
            .collect(Collectors.toSet());
    assertThat(answers).hasSize(1);
    assertThat(log.count("org.registered")).isEqualTo(before + 1);
  }

  @Test
  void parallel_invitations_of_somebody_new_make_one_account_and_show_one_secret()
      throws Exception {
    OrgId org = people.org();
    int before = log.count("user.registered");
    List<JsonNode> answers =
        inParallel(
                12,
                "/v1/orgs/" + org + "/invitations",
                "{\"email\":\"new@acme.example\",\"displayName\":\"New\",\"role\":\"MEMBER\"}",
                "invitation-1")
            .stream()
            .peek(answer -> assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201))
            .map(IdempotencyIT::json)
            .toList();
    assertThat(answers.stream().map(answer -> answer.get("invitation")).distinct()).hasSize(1);
    assertThat(answers.stream().filter(answer -> answer.has("secret"))).hasSize(1);
    assertThat(answers.stream().filter(answer -> answer.has("alreadyShown"))).hasSize(11);
    assertThat(log.count("user.registered")).isEqualTo(before + 1);
    assertThat(answers.get(0).toString()).doesNotContain("acme.example");
  }

  private List<HttpResponse<String>> inParallel(int posts, String path, String body, String key)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(posts);
    CyclicBarrier together = new CyclicBarrier(posts);
    try {
      List<Future<HttpResponse<String>>> all = new ArrayList<>();
      for (int i = 0; i < posts; i++) {
        TestNode node = i % 2 == 0 ? first : second;
        all.add(
            threads.submit(
                () -> {
                  together.await();
                  return post(node, credential, path, body, key);
                }));
      }
      List<HttpResponse<String>> answers = new ArrayList<>();
      for (Future<HttpResponse<String>> one : all) {
        answers.add(one.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void a_key_belongs_to_its_client_and_acting_user_alone() {
    JsonNode own = json(post("/v1/orgs", "{\"name\":\"Acme\"}", "org-4"));
    JsonNode others = json(post(first, credential(), "/v1/orgs", "{\"name\":\"Other\"}", "org-4"));
    assertThat(others.get("org")).isNotNull().isNotEqualTo(own.get("org"));
    TestPeople.Person anna = people.person();
    people.enableMfa(anna, 1);
    TestPeople.Person bob = people.person();
    people.enableMfa(bob, 1);
    assertThat(json(postFor(anna, "/v1/me/mfa/recovery-codes", "codes-2")).has("recoveryCodes"))
        .isTrue();
    assertThat(json(postFor(bob, "/v1/me/mfa/recovery-codes", "codes-2")).has("recoveryCodes"))
        .isTrue();
  }

  @Test
  void a_refused_request_leaves_its_key_free() {
    String taken = "{\"email\":\"%s\",\"displayName\":\"A\"}";
    people.register("taken@acme.example", null);
    assertThat(post("/v1/users", taken.formatted("taken@acme.example"), "user-1").statusCode())
        .isEqualTo(409);
    assertThat(post("/v1/users", taken.formatted("free@acme.example"), "user-1").statusCode())
        .isEqualTo(201);
  }

  @Test
  void who_lost_the_authority_meanwhile_gets_no_answer_to_a_repeat() {
    OrgId org = people.org();
    TestPeople.Person owner = people.member(org, Role.OWNER);
    people.enableMfa(owner, 1);
    postFor(owner, "/v1/me/mfa/recovery-codes", "codes-3");
    first.get(Commands.class).send(new RevokeSessions(owner.user(), null), TestPeople.operator());
    assertThat(postFor(owner, "/v1/me/mfa/recovery-codes", "codes-3").statusCode()).isEqualTo(401);
  }

  @Test
  @Tag("RC-3")
  void who_may_not_have_new_recovery_codes_costs_no_hash() {
    TestPeople.Person withoutMfa = people.person();
    TestPeople.Person longAgo = people.person();
    people.enableMfa(longAgo, 1);
    int kept = secrets();
    requireRefused(postFor(withoutMfa, CODES, "codes-4"), "mfa-not-enabled");
    database.advance(Duration.ofMinutes(11));
    try {
      requireRefused(postFor(longAgo, CODES, "codes-5"), "reauthentication-required");
    } finally {
      database.restartClock();
    }
    assertThat(secrets()).isEqualTo(kept);
  }

  @Test
  @Tag("PWD-3")
  void who_may_not_issue_a_password_costs_no_hash() {
    OrgId org = people.org();
    TestPeople.Person member = people.member(org, Role.MEMBER);
    UserId other = people.member(org, Role.MEMBER).user();
    String path = "/v1/orgs/" + org + "/members/" + other + "/temporary-password";
    int kept = secrets();
    requireRefused(postFor(member, path, "password-3"), "not-allowed");
    assertThat(secrets()).isEqualTo(kept);
  }

  @Test
  @Tag("RC-3")
  @Tag("PWD-3")
  void a_repeat_costs_no_hash() {
    TestPeople.Person person = people.person();
    people.enableMfa(person, 1);
    String password = "/v1/users/" + people.register() + "/temporary-password";
    postFor(person, CODES, "codes-6");
    post(password, "", "password-4");
    int kept = secrets();
    assertThat(json(postFor(person, CODES, "codes-6")).has("alreadyShown")).isTrue();
    assertThat(json(post(password, "", "password-4")).has("alreadyShown")).isTrue();
    requireRefused(
        post("/v1/users/" + people.register() + "/temporary-password", "", "password-4"),
        "idempotency-key-reused");
    assertThat(secrets()).isEqualTo(kept);
  }

  /** A hash that was made is in the vault, whatever became of its command. */
  private int secrets() {
    return log.sql().sql("SELECT count(*) FROM vault.secret").query(Integer.class).single();
  }

  private static void requireRefused(HttpResponse<String> response, String problem) {
    assertThat(json(response).get("type").asString()).as(response.body()).endsWith("/" + problem);
  }

  @Test
  @Tag("ORG-1")
  void a_repeat_is_answered_to_nobody_who_may_no_longer_ask() {
    OrgId org = people.org();
    TestPeople.Person owner = people.member(org, Role.OWNER);
    TestPeople.Person admin = people.member(org, Role.ADMIN);
    UserId member = people.member(org, Role.MEMBER).user();
    String path = "/v1/orgs/" + org + "/members/" + member + "/temporary-password";
    assertThat(postFor(admin, path, "password-2").statusCode()).isEqualTo(201);
    first
        .get(Commands.class)
        .send(new ChangeOrgRole(admin.user(), org, Role.MEMBER), owner.caller());
    HttpResponse<String> again = postFor(admin, path, "password-2");
    assertThat(again.statusCode()).as(again.body()).isEqualTo(403);
  }

  @Test
  @Tag("AUD-4")
  void what_was_asked_is_kept_under_a_key_since_a_bare_digest_could_be_guessed() throws Exception {
    String body = "{\"email\":\"guess.me@acme.example\",\"displayName\":\"A\"}";
    assertThat(post("/v1/users", body, "user-2").statusCode()).isEqualTo(201);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] ofBody = digest.digest(body.getBytes(StandardCharsets.UTF_8));
    digest.update("POST /v1/users\n".getBytes(StandardCharsets.UTF_8));
    String guessed = Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest(ofBody));
    assertThat(
            log.sql()
                .sql("SELECT request FROM command.idempotency WHERE key = 'user-2'")
                .query(String.class)
                .single())
        .hasSameSizeAs(guessed)
        .isNotEqualTo(guessed);
  }

  @Test
  void the_description_names_the_header_where_it_counts_and_nowhere_else() {
    JsonNode paths = json(first.get("/openapi/command")).get("paths");
    List<String> described = new ArrayList<>();
    for (String path : paths.propertyNames()) {
      paths
          .get(path)
          .forEachEntry(
              (method, operation) -> {
                if (operation.path("parameters").toString().contains("\"Idempotency-Key\"")) {
                  described.add(method + " " + path);
                }
              });
    }
    assertThat(described)
        .containsExactlyInAnyOrder(
            "post /v1/me/external-identities",
            "post /v1/me/mfa/recovery-codes",
            "post /v1/orgs",
            "post /v1/orgs/{org}/invitations",
            "post /v1/orgs/{org}/ip-rules",
            "post /v1/orgs/{org}/members/{user}/temporary-password",
            "post /v1/service-clients",
            "post /v1/service-clients/{client}/rotation",
            "post /v1/users",
            "post /v1/users/{user}/temporary-password");
  }

  @Test
  void a_key_is_forgotten_after_a_day() {
    database.restartClock();
    JsonNode once = json(post("/v1/orgs", "{\"name\":\"Acme\"}", "org-5"));
    try {
      database.advance(Duration.ofHours(25));
      JsonNode unswept = json(post("/v1/orgs", "{\"name\":\"Other\"}", "org-5"));
      assertThat(unswept.get("org")).isNotNull().isNotEqualTo(once.get("org"));
      database.advance(Duration.ofHours(25));
      first.get(Sweeps.class).forgetWhatExpired();
      assertThat(
              log.sql()
                  .sql("SELECT count(*) FROM command.idempotency")
                  .query(Integer.class)
                  .single())
          .isZero();
    } finally {
      database.restartClock();
    }
  }
}
