package com.keeptrusts.security.command.sso;

import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.keeptrusts.security.command.TestLog;
import com.keeptrusts.security.command.TestNode;
import com.keeptrusts.security.command.TestPeople;
import com.keeptrusts.security.command.TestPeople.Person;
import com.keeptrusts.security.command.attempt.SubjectHashes;
import com.keeptrusts.security.event.ExternalSubject;
import com.keeptrusts.security.event.Issuer;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Identity providers that vouch for people, over HTTP, on two nodes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SsoIT {

  private static final String ACME = "https://login.acme.example/tenant";
  private static final String HONOURED = "https://login.honoured.example";
  private static final int ROUNDS = 5;
  private static final int PARALLEL = 8;

  @TempDir static Path keysets;

  private TestDatabase database;
  private TestNode node;
  private TestNode other;
  private TestPeople people;
  private TestLog log;
  private String credential;

  @BeforeAll
  void start() {
    Map<String, String> settings =
        Map.of(
            "keeptrusts.sso.providers[0].issuer", HONOURED,
            "keeptrusts.sso.providers[0].multi-factor-amr[0]", "mfa",
            "keeptrusts.sso.providers[0].multi-factor-acr[0]", "urn:honoured:two");
    database = TestDatabase.fresh();
    node = TestNode.start(database, keysets, settings);
    other = TestNode.start(database, keysets, settings);
    people = new TestPeople(node);
    log = new TestLog(database);
    credential = people.credential(EnumSet.allOf(Scope.class));
  }

  @AfterAll
  void stop() {
    node.close();
    other.close();
    database.close();
  }

  @AfterEach
  void letTheClockGo() {
    database.restartClock();
  }

  @Test
  @Tag("SIGN-3")
  void a_user_is_found_by_issuer_and_subject_exactly_and_never_by_e_mail() {
    String email = TestPeople.id() + "@acme.example";
    Person anna = people.person(people.register(email, null));
    String subject = "Anna-" + TestPeople.id();
    assertThat(link(anna.token(), ACME, subject).statusCode()).isEqualTo(201);

    HttpResponse<String> answer = signIn(assertion(ACME, subject));
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(json(answer).get("status").asString()).isEqualTo("COMPLETE");
    assertThat(json(answer).get("session").get("gates")).isEmpty();
    assertThat(lastSession().get("userId").asString()).isEqualTo(anna.user().value());
    assertThat(lastSession().get("factors").toString()).isEqualTo("[\"SSO\"]");

    for (String wrong :
        List.of(
            assertion(ACME, subject.toLowerCase(Locale.ROOT)),
            assertion(ACME, subject + " "),
            assertion(ACME + "/", subject),
            assertion("https://login.acme.example", subject),
            assertion(ACME, email),
            assertion(ACME, anna.user().value()))) {
      refused(401, "sign-in-failed", signIn(wrong));
    }
  }

  @Test
  @Tag("SIGN-7")
  void an_unknown_identity_is_recorded_by_a_keyed_hash_alone() {
    String subject = TestPeople.id();
    refused(401, "sign-in-failed", signIn(assertion(ACME, subject)));
    JsonNode refusal = last("sign-in.refused");
    assertThat(refusal.get("reason").asString()).isEqualTo("UNKNOWN_IDENTITY");
    assertThat(refusal.get("factor").asString()).isEqualTo("SSO");
    assertThat(refusal.has("userId")).isFalse();
    assertThat(refusal.get("identityHash").asString())
        .isEqualTo(
            other
                .get(SubjectHashes.class)
                .of(new Issuer(ACME), new ExternalSubject(subject))
                .value());
    assertThat(refusal.toString()).doesNotContain(subject);
  }

  @Test
  @Tag("SIGN-1")
  @Tag("SIGN-5")
  void after_sso_too_the_second_factor_is_asked_for_and_its_guesses_are_throttled()
      throws GeneralSecurityException {
    Person anna = people.person();
    String subject = linked(anna, ACME);
    people.enableMfa(anna, 1);
    database.setClock(database.now());
    String signIn = begun(ACME, subject);
    for (int i = 0; i < 5; i++) {
      refused(401, "wrong-code", withTotp(signIn, "000000"));
    }
    refused(429, "throttled", withTotp(signIn, code(database.now())));
    database.advance(Duration.ofSeconds(2));
    HttpResponse<String> done = withTotp(signIn, code(database.now()));
    assertThat(done.statusCode()).isEqualTo(201);
    assertThat(lastSession().get("factors").toString()).isEqualTo("[\"SSO\",\"TOTP\"]");
    assertThat(lastSession().get("sso").get("multiFactor").asBoolean()).isFalse();
    refused(401, "sign-in-not-open", withTotp(signIn, code(database.now())));
  }

  @Test
  @Tag("SIGN-1")
  void a_providers_own_mfa_is_taken_instead_only_if_the_deployment_honours_it() {
    Person anna = people.person();
    String atAcme = linked(anna, ACME);
    String atHonoured = linked(anna, HONOURED);
    people.enableMfa(anna, 1);
    for (String single :
        List.of(
            assertion(ACME, atAcme, "\"amr\":[\"mfa\"],\"acr\":\"urn:honoured:two\""),
            assertion(HONOURED, atHonoured),
            assertion(HONOURED, atHonoured, "\"amr\":[\"pwd\"],\"acr\":\"urn:acme:two\""))) {
      assertThat(json(signIn(single)).get("status").asString()).isEqualTo("SECOND_FACTOR_REQUIRED");
    }
    for (String several :
        List.of(
            assertion(HONOURED, atHonoured, "\"amr\":[\"pwd\",\"mfa\"]"),
            assertion(HONOURED, atHonoured, "\"acr\":\"urn:honoured:two\""))) {
      assertThat(json(signIn(several)).get("status").asString()).isEqualTo("COMPLETE");
      assertThat(lastSession().get("sso").get("multiFactor").asBoolean()).isTrue();
    }
  }

  @Test
  @Tag("SIGN-5")
  void a_sign_in_by_sso_leaves_a_device_token_and_takes_one() {
    String subject = linked(people.person(), ACME);
    JsonNode first = json(signIn(assertion(ACME, subject)));
    String device = first.get("deviceToken").asString();
    JsonNode next = json(signIn(assertion(ACME, subject, "\"deviceToken\":\"" + device + "\"")));
    assertThat(next.hasNonNull("deviceToken")).isFalse();
    assertThat(lastSession().get("newDevice").asBoolean()).isFalse();
  }

  @Test
  @Tag("SIGN-6")
  @Tag("SIGN-3")
  void a_sign_in_in_progress_dies_with_its_link_on_any_node() throws GeneralSecurityException {
    Person anna = people.person();
    String subject = linked(anna, ACME);
    people.enableMfa(anna, 1);
    String signIn = begun(ACME, subject);
    unlinkAll(anna.token());
    refused(401, "sign-in-not-open", withTotp(signIn, code(database.now())));
    refused(401, "sign-in-failed", signIn(assertion(ACME, subject)));
  }

  @Test
  @Tag("SIGN-8")
  @Tag("SIGN-3")
  void once_an_identity_is_unlinked_no_session_through_it_begins_whatever_was_under_way()
      throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Person anna = people.person();
      String subject = linked(anna, ACME);
      String identity = own(anna.token()).get(0).get("identity").asString();
      List<HttpResponse<String>> answers =
          atOnce(
              i ->
                  i == 0
                      ? other.delete("/v1/me/external-identities/" + identity, acting(anna.token()))
                      : signIn(assertion(ACME, subject)));
      assertThat(answers.get(0).statusCode()).isEqualTo(200);
      assertThat(answers.subList(1, PARALLEL))
          .allMatch(answer -> List.of(201, 401, 409).contains(answer.statusCode()));
      List<String> happened = log.namesOf(anna.user());
      int unlinked = happened.indexOf("user.external-identity-unlinked");
      assertThat(happened.subList(unlinked, happened.size()))
          .doesNotContain("user.session-started");
      refused(401, "sign-in-failed", signIn(assertion(ACME, subject)));
    }
  }

  @Test
  @Tag("SIGN-3")
  void of_two_users_who_link_one_identity_at_once_on_two_nodes_one_succeeds() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      List<Person> rivals = List.of(people.person(), people.person());
      String subject = TestPeople.id();
      List<HttpResponse<String>> answers =
          atOnce(i -> link(i % 2 == 0 ? node : other, rivals.get(i % 2).token(), ACME, subject));
      assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
      assertThat(answers)
          .filteredOn(answer -> answer.statusCode() != 201)
          .allMatch(answer -> problem(answer).equals("external-identity-taken"));
      int links = 0;
      for (Person rival : rivals) {
        links += own(rival.token()).size();
      }
      assertThat(links).isOne();
    }
  }

  @Test
  @Tag("SIGN-3")
  void an_identity_that_was_unlinked_may_be_linked_by_somebody_else() {
    Person anna = people.person();
    Person boris = people.person();
    String subject = linked(anna, ACME);
    refused(409, "external-identity-taken", link(boris.token(), ACME, subject));
    refused(409, "external-identity-taken", link(anna.token(), ACME, subject));
    unlinkAll(anna.token());
    assertThat(link(boris.token(), ACME, subject).statusCode()).isEqualTo(201);
    assertThat(json(signIn(assertion(ACME, subject))).get("status").asString())
        .isEqualTo("COMPLETE");
    assertThat(lastSession().get("userId").asString()).isEqualTo(boris.user().value());
  }

  @Test
  @Tag("SIGN-3")
  void a_user_sees_the_own_identities_and_the_database_shows_them_to_nobody() {
    Person anna = people.person();
    String subject = linked(anna, ACME);
    JsonNode shown = own(anna.token());
    assertThat(shown).hasSize(1);
    assertThat(shown.get(0).get("issuer").asString()).isEqualTo(ACME);
    assertThat(shown.get(0).get("subject").asString()).isEqualTo(subject);
    assertThat(own(people.person().token())).isEmpty();
    for (String table : List.of("command.external_identity_1", "log.event", "command.sign_in")) {
      assertThat(
              log.sql()
                  .sql("SELECT count(*) FROM " + table + " row WHERE row::text LIKE :subject")
                  .param("subject", "%" + subject + "%")
                  .query(Integer.class)
                  .single())
          .as(table)
          .isZero();
    }
  }

  @Test
  @Tag("SIGN-3")
  void links_are_made_by_who_proved_it_again_through_a_client_that_runs_sign_ins() {
    Person anna = people.person();
    database.advance(Duration.ofMinutes(11));
    refused(403, "reauthentication-required", link(anna.token(), ACME, TestPeople.id()));
    Person boris = people.person();
    Map<String, String> actingOnly = acting(boris.token());
    actingOnly.put("Authorization", "Bearer " + people.credential(Set.of(Scope.ACT)));
    String body = "{\"issuer\":\"" + ACME + "\",\"subject\":\"" + TestPeople.id() + "\"}";
    refused(403, "scope-missing", node.post("/v1/me/external-identities", body, actingOnly));
    refused(
        403,
        "scope-missing",
        node.post(
            "/v1/me/reauthentications/sso",
            assertion(ACME, TestPeople.id(), "\"authTime\":\"" + now() + "\""),
            actingOnly));
  }

  @Test
  @Tag("SIGN-3")
  void a_link_that_is_asked_for_again_with_its_key_is_the_same() {
    Person anna = people.person();
    Map<String, String> headers = acting(anna.token());
    headers.put("Idempotency-Key", TestPeople.id());
    String body = "{\"issuer\":\"" + ACME + "\",\"subject\":\"" + TestPeople.id() + "\"}";
    String first = node.post("/v1/me/external-identities", body, headers).body();
    assertThat(other.post("/v1/me/external-identities", body, headers).body()).isEqualTo(first);
    assertThat(own(anna.token())).hasSize(1);
  }

  @Test
  @Tag("ORG-6")
  @Tag("SIGN-3")
  @Tag("SES-5")
  void a_newcomer_comes_in_by_an_invitation_without_ever_having_a_password() {
    OrgId org = people.org();
    JsonNode invited = invited(org);
    String user = invited.get("user").asString();
    String secret = invited.get("secret").asString();
    String subject = TestPeople.id();
    String stranger = TestPeople.id();
    refused(409, "invitation-not-open", accept(user, "x".repeat(43), subject));
    refused(409, "invitation-not-open", accept(stranger, secret, subject));
    assertThat(accept(user, secret, subject).statusCode()).isEqualTo(201);
    assertThat(log.namesOf(UserId.of(user)))
        .endsWith("user.external-identity-linked", "user.org-joined");
    refused(409, "invitation-not-open", accept(user, secret, TestPeople.id()));

    String session = session(signIn(assertion(ACME, subject)));
    JsonNode own = own(session);
    Map<String, String> acting = acting(session);
    String link = "/v1/me/external-identities/" + own.get(0).get("identity").asString();
    refused(403, "reauthentication-required", node.delete(link, acting));
    assertThat(again(session, ACME, subject, now()).statusCode()).isEqualTo(200);
    refused(409, "last-way-to-sign-in", node.delete(link, acting));
    assertThat(node.post("/v1/me/mfa/enrollments", "", acting).statusCode()).isEqualTo(201);
  }

  @Test
  @Tag("SIGN-3")
  @Tag("ORG-3")
  void an_invitation_gives_its_holder_no_account_that_is_in_use() {
    String email = TestPeople.id() + "@acme.example";
    UserId user = people.register(email, null);
    people.person(user);
    JsonNode invited = invited(people.org(), email);
    refused(
        403,
        "not-allowed",
        accept(user.value(), invited.get("secret").asString(), TestPeople.id()));
    assertThat(log.namesOf(user)).doesNotContain("user.external-identity-linked");
  }

  @Test
  @Tag("SES-5")
  void what_counts_is_when_the_provider_authenticated_the_user_however_often_that_is_said() {
    database.setClock(database.now());
    Person anna = people.person();
    String subject = linked(anna, ACME);
    Instant authenticated = now().minus(Duration.ofMinutes(9));
    String session =
        session(signIn(assertion(ACME, subject, "\"authTime\":\"" + authenticated + "\"")));
    assertThat(link(session, ACME, TestPeople.id()).statusCode()).isEqualTo(201);
    database.advance(Duration.ofMinutes(2));
    refused(403, "reauthentication-required", link(session, ACME, TestPeople.id()));
    refused(403, "reauthentication-required", again(session, ACME, subject, authenticated));
    assertThat(again(session, ACME, subject, now().minus(Duration.ofMinutes(9))).statusCode())
        .isEqualTo(200);
    assertThat(link(session, ACME, TestPeople.id()).statusCode()).isEqualTo(201);
    refused(
        403,
        "reauthentication-required",
        again(session, ACME, subject, now().plus(Duration.ofMinutes(2))));
  }

  @Test
  @Tag("SES-5")
  void nobody_proves_it_by_the_identity_of_somebody_else() {
    Person anna = people.person();
    String boriss = linked(people.person(), ACME);
    refused(401, "sign-in-failed", again(anna.token(), ACME, boriss, now()));
    assertThat(last("sign-in.refused").get("userId").asString()).isEqualTo(anna.user().value());
  }

  @Test
  @Tag("SES-5")
  void with_an_authenticator_app_re_authentication_by_sso_needs_a_code_too()
      throws GeneralSecurityException {
    Person anna = people.person();
    String subject = linked(anna, ACME);
    String atHonoured = linked(anna, HONOURED);
    people.enableMfa(anna, 1);
    database.advance(Duration.ofMinutes(11));
    refused(403, "reauthentication-required", again(anna.token(), ACME, subject, now()));
    String time = "\"authTime\":\"" + now() + "\"";
    String withCode = time + ",\"totpCode\":\"" + code(database.now()) + "\"";
    assertThat(post("/v1/me/reauthentications/sso", assertion(ACME, subject, withCode), anna))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(200);
    assertThat(
            post(
                "/v1/me/reauthentications/sso",
                assertion(HONOURED, atHonoured, time + ",\"amr\":[\"mfa\"]"),
                anna))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(200);
    assertThat(node.delete("/v1/me/mfa", acting(anna.token())).statusCode()).isEqualTo(200);
  }

  /** One of the calls that begin at the same moment. */
  private interface Call {
    HttpResponse<String> send(int number);
  }

  private static List<HttpResponse<String>> atOnce(Call call) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(PARALLEL);
    CyclicBarrier together = new CyclicBarrier(PARALLEL);
    try {
      List<Future<HttpResponse<String>>> sent = new ArrayList<>();
      for (int i = 0; i < PARALLEL; i++) {
        int number = i;
        sent.add(
            callers.submit(
                () -> {
                  together.await();
                  return call.send(number);
                }));
      }
      List<HttpResponse<String>> answers = new ArrayList<>();
      for (Future<HttpResponse<String>> one : sent) {
        answers.add(one.get());
      }
      return answers;
    } finally {
      callers.shutdownNow();
    }
  }

  private Instant now() {
    return database.now().truncatedTo(ChronoUnit.SECONDS);
  }

  private static String assertion(String issuer, String subject) {
    return "{\"issuer\":\"%s\",\"subject\":\"%s\"}".formatted(issuer, subject);
  }

  private static String assertion(String issuer, String subject, String more) {
    return "{\"issuer\":\"%s\",\"subject\":\"%s\",%s}".formatted(issuer, subject, more);
  }

  private HttpResponse<String> signIn(String assertion) {
    return node.post("/v1/sign-ins/sso", assertion, stated());
  }

  /** A sign-in that waits for a code. */
  private String begun(String issuer, String subject) {
    return json(signIn(assertion(issuer, subject))).get("signIn").asString();
  }

  private HttpResponse<String> withTotp(String signIn, String code) {
    return other.post(
        "/v1/sign-ins/totp",
        "{\"signIn\":\"%s\",\"code\":\"%s\"}".formatted(signIn, code),
        stated());
  }

  /** Linked to this person; how the provider calls them. */
  private String linked(Person person, String issuer) {
    String subject = TestPeople.id();
    assertThat(link(person.token(), issuer, subject).statusCode()).isEqualTo(201);
    return subject;
  }

  private HttpResponse<String> link(String session, String issuer, String subject) {
    return link(node, session, issuer, subject);
  }

  private HttpResponse<String> link(TestNode by, String session, String issuer, String subject) {
    return by.post("/v1/me/external-identities", assertion(issuer, subject), acting(session));
  }

  private void unlinkAll(String session) {
    for (JsonNode identity : own(session)) {
      String path = "/v1/me/external-identities/" + identity.get("identity").asString();
      assertThat(node.delete(path, acting(session)).statusCode()).isEqualTo(200);
    }
  }

  private JsonNode own(String session) {
    return json(other.get("/v1/me/external-identities", acting(session))).get("identities");
  }

  private HttpResponse<String> again(
      String session, String issuer, String subject, Instant authTime) {
    return node.post(
        "/v1/me/reauthentications/sso",
        assertion(issuer, subject, "\"authTime\":\"" + authTime + "\""),
        acting(session));
  }

  private HttpResponse<String> post(String path, String body, Person person) {
    return node.post(path, body, acting(person.token()));
  }

  private JsonNode invited(OrgId org) {
    return invited(org, TestPeople.id() + "@acme.example");
  }

  private JsonNode invited(OrgId org, String email) {
    String body =
        "{\"email\":\"%s\",\"displayName\":\"Somebody\",\"role\":\"MEMBER\"}".formatted(email);
    return json(node.post("/v1/orgs/" + org + "/invitations", body, stated()));
  }

  private HttpResponse<String> accept(String user, String secret, String subject) {
    String body =
        "{\"user\":\"%s\",\"invitation\":\"%s\",\"issuer\":\"%s\",\"subject\":\"%s\"}"
            .formatted(user, secret, ACME, subject);
    return node.post("/v1/sign-ins/sso/invitation", body, stated());
  }

  private Map<String, String> stated() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Authorization", "Bearer " + credential);
    headers.put("Keeptrusts-Client-Address", "192.0.2.7");
    return headers;
  }

  private Map<String, String> acting(String session) {
    Map<String, String> headers = stated();
    headers.put("Keeptrusts-Session", session);
    return headers;
  }

  private static String session(HttpResponse<String> answer) {
    return json(answer).get("session").get("token").asString();
  }

  private static void refused(int status, String problem, HttpResponse<String> answer) {
    assertThat(answer.statusCode() + " " + problem(answer)).isEqualTo(status + " " + problem);
  }

  private static String problem(HttpResponse<String> answer) {
    return json(answer).path("type").asString("").replace("/problems/", "");
  }

  private static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  private JsonNode lastSession() {
    return last("user.session-started");
  }

  private JsonNode last(String name) {
    List<String> payloads = log.payloads(name);
    return JsonMapper.shared().readTree(payloads.get(payloads.size() - 1));
  }

  /** Of the app that {@link TestPeople#enableMfa} sets up. */
  private static String code(Instant now) throws GeneralSecurityException {
    return new TimeBasedOneTimePasswordGenerator()
        .generateOneTimePasswordString(
            new SecretKeySpec("anything".getBytes(StandardCharsets.UTF_8), "RAW"), now);
  }
}
