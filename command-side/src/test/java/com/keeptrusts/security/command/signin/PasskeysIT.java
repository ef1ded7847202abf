package com.keeptrusts.security.command.signin;

import static com.keeptrusts.security.command.signin.Console.json;
import static com.keeptrusts.security.command.signin.Console.problem;
import static com.keeptrusts.security.command.signin.Console.session;
import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.command.TestLog;
import com.keeptrusts.security.command.TestNode;
import com.keeptrusts.security.command.TestPeople;
import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.bus.Held;
import com.keeptrusts.security.command.lookup.Accounts;
import com.keeptrusts.security.command.passkey.Fault;
import com.keeptrusts.security.command.passkey.SoftAuthenticator;
import com.keeptrusts.security.command.user.RemoveMember;
import com.keeptrusts.security.command.user.SuspendMember;
import com.keeptrusts.security.enforcement.DecisionReason;
import com.keeptrusts.security.enforcement.Decisions;
import com.keeptrusts.security.enforcement.Question;
import com.keeptrusts.security.event.ClientAddress;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Passkeys over HTTP, on two nodes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PasskeysIT {

  private static final int PARALLEL = 20;

  @TempDir static Path keysets;

  private TestDatabase database;
  private TestNode node;
  private TestNode otherNode;
  private Console console;
  private Console other;
  private TestLog log;

  @BeforeAll
  void start() {
    database = TestDatabase.fresh();
    node = TestNode.start(database, keysets, Map.of());
    otherNode = TestNode.start(database, keysets, Map.of());
    console = new Console(node);
    other = new Console(otherNode);
    log = new TestLog(database);
  }

  @AfterAll
  void stop() {
    node.close();
    otherNode.close();
    database.close();
  }

  @AfterEach
  void letTheClockGo() {
    database.restartClock();
  }

  @Test
  @Tag("SIGN-2")
  @Tag("PK-6")
  @Tag("RC-4")
  void a_passkey_signs_in_by_itself_on_any_node() {
    String email = Console.email();
    SoftAuthenticator laptop = SoftAuthenticator.onALaptop();
    JsonNode registered = register(console.signedUp(email), laptop, "My laptop");
    assertThat(registered.get("name").asString()).isEqualTo("My laptop");
    assertThat(registered.get("recoveryCodes")).hasSize(10);

    HttpResponse<String> answer = other.postJson("/v1/sign-ins/passkey", null, assertion(laptop));
    assertThat(json(answer).get("status").asString()).isEqualTo("COMPLETE");
    String session = session(answer);
    JsonNode own = json(console.get("/v1/me/passkeys", session)).get("passkeys").get(0);
    assertThat(own.get("name").asString()).isEqualTo("My laptop");
    assertThat(own.get("deviceType").asString()).isEqualTo("SYNCED");
    assertThat(own.get("registeredAt").asString()).isNotBlank();
    assertThat(own.get("lastUsedAt").asString()).isNotBlank();
  }

  @Test
  @Tag("PK-2")
  void the_browser_is_asked_for_what_is_preferred_and_for_no_passkey_that_is_there_already() {
    String session = console.signedUp(Console.email());
    SoftAuthenticator laptop = SoftAuthenticator.onALaptop();
    register(session, laptop, null);
    JsonNode options =
        json(console.postJson("/v1/me/passkeys/options", session, "{\"hint\":\"security-key\"}"));
    assertThat(options.get("authenticatorSelection").toString())
        .isEqualTo(
            "{\"residentKey\":\"preferred\",\"requireResidentKey\":false,"
                + "\"userVerification\":\"preferred\"}");
    assertThat(options.get("attestation").asString()).isEqualTo("none");
    assertThat(options.get("pubKeyCredParams").findValuesAsString("alg"))
        .containsExactly("-7", "-8", "-257");
    assertThat(options.get("excludeCredentials").findValuesAsString("id"))
        .containsExactly(laptop.credentialId());
    assertThat(options.get("hints").get(0).asString()).isEqualTo("security-key");
    assertThat(options.get("extensions").get("credProps").asBoolean()).isTrue();
  }

  @Test
  @Tag("PK-1")
  void a_challenge_is_32_random_bytes_of_which_only_a_digest_is_kept() {
    Set<String> challenges = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      challenges.add(
          json(console.post("/v1/sign-ins/passkey/options", null)).get("challenge").asString());
    }
    assertThat(challenges)
        .hasSize(10)
        .allSatisfy(text -> assertThat(Base64.getUrlDecoder().decode(text)).hasSize(32));
    List<String> kept =
        JdbcClient.create(database.owner())
            .sql("SELECT c::text FROM command.passkey_challenge c")
            .query((row, number) -> row.getString(1))
            .list();
    assertThat(challenges)
        .allSatisfy(
            text ->
                assertThat(kept)
                    .noneMatch(row -> row.contains(text))
                    .anyMatch(row -> row.contains(Sha256.ofToken(text).value())));
  }

  @Test
  @Tag("SIGN-1")
  void after_the_password_a_passkey_is_asked_for_and_finishes_the_sign_in() {
    String email = Console.email();
    SoftAuthenticator key = SoftAuthenticator.aPlainKey();
    register(console.signedUp(email), key, null);

    JsonNode first = json(console.signIn(email, Console.PASSWORD));
    assertThat(first.get("status").asString()).isEqualTo("SECOND_FACTOR_REQUIRED");
    assertThat(first.get("secondFactors").toString()).isEqualTo("[\"PASSKEY\",\"RECOVERY_CODE\"]");
    String signIn = first.get("signIn").asString();
    JsonNode options =
        json(console.post("/v1/sign-ins/second-passkey/options", null, "signIn", signIn));
    assertThat(options.get("allowCredentials").get(0).get("id").asString())
        .isEqualTo(key.credentialId());
    HttpResponse<String> answer =
        other.postJson("/v1/sign-ins/second-passkey", null, second(signIn, key.get(options)));
    assertThat(session(answer)).isNotBlank();
    assertThat(lastPayload("user.session-started").get("factors").toString())
        .isEqualTo("[\"PASSWORD\",\"PASSKEY\"]");
  }

  @Test
  @Tag("SIGN-2")
  void a_passkey_without_user_verification_signs_nobody_in_whatever_else_was_found_with_it() {
    SoftAuthenticator key = SoftAuthenticator.onALaptop().verifying(false);
    register(console.signedUp(Console.email()), key, null);
    refused(
        401,
        "passkey-not-accepted",
        console.postJson("/v1/sign-ins/passkey", null, assertion(key)));
    assertThat(lastPayload("sign-in.refused").get("reason").asString())
        .isEqualTo("PASSKEY_IS_SECOND_FACTOR");
  }

  @Test
  @Tag("PK-2")
  void a_passkey_that_is_not_discoverable_is_a_second_factor_only() {
    SoftAuthenticator key = SoftAuthenticator.onALaptop().discoverable(false);
    register(console.signedUp(Console.email()), key, null);
    refused(
        401,
        "passkey-not-accepted",
        console.postJson("/v1/sign-ins/passkey", null, assertion(key)));
    assertThat(lastPayload("sign-in.refused").get("reason").asString())
        .isEqualTo("PASSKEY_IS_SECOND_FACTOR");
  }

  @Test
  @Tag("PK-1")
  void a_challenge_is_good_once_for_five_minutes_and_for_what_it_was_made_for() {
    Instant noon = Instant.parse("2027-01-01T12:00:00Z");
    database.setClock(noon);
    String email = Console.email();
    String session = console.signedUp(email);
    SoftAuthenticator laptop = SoftAuthenticator.onALaptop();
    register(session, laptop, null);

    String used = assertion(laptop);
    assertThat(session(console.postJson("/v1/sign-ins/passkey", null, used))).isNotBlank();
    refused(409, "challenge-not-open", other.postJson("/v1/sign-ins/passkey", null, used));

    JsonNode again = json(console.post("/v1/me/reauthentications/passkey/options", session));
    refused(
        409,
        "challenge-not-open",
        console.postJson("/v1/sign-ins/passkey", null, credential(laptop.get(again))));
    assertThat(
            console
                .postJson(
                    "/v1/me/reauthentications/passkey", session, credential(laptop.get(again)))
                .statusCode())
        .as("a try for something else does not use it up")
        .isEqualTo(200);

    JsonNode inTime = json(console.post("/v1/me/reauthentications/passkey/options", session));
    JsonNode late = json(console.post("/v1/me/reauthentications/passkey/options", session));
    database.setClock(noon.plus(Duration.ofMinutes(5).minusMillis(1)));
    assertThat(
            console
                .postJson(
                    "/v1/me/reauthentications/passkey", session, credential(laptop.get(inTime)))
                .statusCode())
        .isEqualTo(200);
    database.setClock(noon.plus(Duration.ofMinutes(5)));
    refused(
        409,
        "challenge-not-open",
        console.postJson(
            "/v1/me/reauthentications/passkey", session, credential(laptop.get(late))));
  }

  @Test
  @Tag("PK-1")
  void a_challenge_is_bound_to_the_session_or_the_sign_in_that_asked() {
    String email = Console.email();
    String session = console.signedUp(email);
    SoftAuthenticator laptop = SoftAuthenticator.onALaptop();
    register(session, laptop, null);
    String elsewhere = session(console.postJson("/v1/sign-ins/passkey", null, assertion(laptop)));
    JsonNode asked = json(console.post("/v1/me/reauthentications/passkey/options", session));
    refused(
        409,
        "challenge-not-open",
        console.postJson(
            "/v1/me/reauthentications/passkey", elsewhere, credential(laptop.get(asked))));

    String one = json(console.signIn(email, Console.PASSWORD)).get("signIn").asString();
    String another = json(console.signIn(email, Console.PASSWORD)).get("signIn").asString();
    JsonNode ofOne = json(console.post("/v1/sign-ins/second-passkey/options", null, "signIn", one));
    refused(
        409,
        "challenge-not-open",
        console.postJson("/v1/sign-ins/second-passkey", null, second(another, laptop.get(ofOne))));
    assertThat(
            console
                .postJson("/v1/sign-ins/second-passkey", null, second(one, laptop.get(ofOne)))
                .statusCode())
        .isEqualTo(201);
  }

  @Test
  @Tag("PK-1")
  void an_answer_that_is_refused_has_used_its_challenge_up_and_one_that_cannot_be_read_has_not() {
    SoftAuthenticator laptop = SoftAuthenticator.onALaptop();
    register(console.signedUp(Console.email()), laptop, null);
    JsonNode options = json(console.post("/v1/sign-ins/passkey/options", null));
    ObjectNode unreadable = (ObjectNode) JsonMapper.shared().readTree(laptop.get(options));
    ((ObjectNode) unreadable.get("response")).put("authenticatorData", "AAAA");
    refused(
        401,
        "passkey-not-accepted",
        console.postJson("/v1/sign-ins/passkey", null, credential(unreadable.toString())));
    HttpResponse<String> untouched =
        console.postJson(
            "/v1/sign-ins/passkey", null, credential(laptop.touched(false).get(options)));
    refused(401, "passkey-not-accepted", untouched);
    assertThat(json(untouched).get("detail").asString())
        .endsWith(Fault.USER_NOT_PRESENT.sentence());
    refused(
        409,
        "challenge-not-open",
        console.postJson(
            "/v1/sign-ins/passkey", null, credential(laptop.touched(true).get(options))));
  }

  @Test
  @Tag("PK-2")
  @Tag("PK-3")
  @Tag("PK-6")
  void the_model_that_it_claims_to_be_is_recorded_proposes_a_name_and_buys_nothing() {
    UUID windowsHello = UUID.fromString("08987058-cadc-4b81-b6e1-30de50dcbe96");
    SoftAuthenticator claims = SoftAuthenticator.onALaptop().verifying(false).ofModel(windowsHello);
    String session = console.signedUp(Console.email());
    JsonNode registered = register(session, claims, null);
    assertThat(registered.get("name").asString()).isEqualTo("Windows Hello");
    assertThat(lastPayload("user.passkey-registered").at("/credential/aaguid").asString())
        .isEqualTo(windowsHello.toString());
    JsonNode own = json(console.get("/v1/me/passkeys", session)).get("passkeys").get(0);
    assertThat(own.get("authenticator").asString()).isEqualTo("Windows Hello");
    refused(
        401,
        "passkey-not-accepted",
        console.postJson("/v1/sign-ins/passkey", null, assertion(claims)));

    JsonNode unknown =
        register(session, SoftAuthenticator.onALaptop().ofModel(UUID.randomUUID()), null);
    assertThat(unknown.get("name").asString()).isEqualTo("Passkey");
  }

  @Test
  @Tag("PK-1")
  void the_frameworks_own_passkey_endpoints_are_off() {
    for (String path :
        List.of(
            "/webauthn/register/options", "/webauthn/authenticate/options", "/login/webauthn")) {
      assertThat(console.post(path, null).statusCode()).as(path).isEqualTo(404);
    }
  }

  /** A UUID of version 4: 122 bits by chance (RFC 9562 §5.4), made when the account is. */
  @Test
  @Tag("PK-5")
  void the_handle_is_random_and_the_users_for_good() {
    Set<UUID> accounts = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      accounts.add(registered(Console.email()));
    }
    assertThat(accounts).hasSize(20).allMatch(id -> id.version() == 4 && id.variant() == 2);

    String email = Console.email();
    UUID account = registered(email);
    String temporary = console.temporaryPassword(UserId.of(account.toString()));
    String session =
        session(
            console.rotate(session(console.signIn(email, temporary)), temporary, Console.PASSWORD));
    assertThat(handle(creation(session))).isEqualTo(account).isEqualTo(handle(creation(session)));
  }

  private UUID registered(String email) {
    HttpResponse<String> answer =
        console.post("/v1/users", null, "email", email, "displayName", "Ada Example");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return UUID.fromString(json(answer).get("user").asString());
  }

  private static UUID handle(JsonNode creation) {
    byte[] bytes = Base64.getUrlDecoder().decode(creation.at("/user/id").asString());
    assertThat(bytes).hasSize(16);
    ByteBuffer halves = ByteBuffer.wrap(bytes);
    return new UUID(halves.getLong(), halves.getLong());
  }

  @Test
  @Tag("PK-1")
  void a_challenge_of_another_user_is_of_no_use() {
    String anna = console.signedUp(Console.email());
    String boris = console.signedUp(Console.email());
    JsonNode options = creation(anna);
    refused(
        409,
        "challenge-not-open",
        console.postJson(
            "/v1/me/passkeys", boris, credential(SoftAuthenticator.onALaptop().create(options))));
  }

  @Test
  @Tag("PK-1")
  void one_assertion_posted_many_times_at_once_over_two_nodes_starts_one_session()
      throws Exception {
    SoftAuthenticator laptop = SoftAuthenticator.onALaptop();
    register(console.signedUp(Console.email()), laptop, null);
    String assertion = assertion(laptop);
    ExecutorService threads = Executors.newFixedThreadPool(PARALLEL);
    try {
      CyclicBarrier together = new CyclicBarrier(PARALLEL);
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < PARALLEL; i++) {
        Console one = i % 2 == 0 ? console : other;
        answers.add(
            threads.submit(
                () -> {
                  together.await();
                  return one.postJson("/v1/sign-ins/passkey", null, assertion).statusCode();
                }));
      }
      List<Integer> codes = new ArrayList<>();
      for (Future<Integer> answer : answers) {
        codes.add(answer.get());
      }
      assertThat(codes).containsOnly(201, 409).containsOnlyOnce(201);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @Tag("PK-3")
  void a_credential_id_is_one_accounts_only() {
    byte[] id = new byte[] {4, 8, 15, 16, 23, 42, 1};
    register(
        console.signedUp(Console.email()),
        SoftAuthenticator.onALaptop().withCredentialId(id),
        null);
    String boris = other.signedUp(Console.email());
    SoftAuthenticator copy = SoftAuthenticator.onALaptop().withCredentialId(id);
    refused(
        409,
        "passkey-taken",
        other.postJson("/v1/me/passkeys", boris, credential(copy.create(creation(boris)))));
    assertThat(json(other.get("/v1/me/passkeys", boris)).get("passkeys")).isEmpty();
  }

  @Test
  @Tag("PK-4")
  @Tag("SIGN-7")
  void a_counter_that_did_not_grow_is_refused_and_audited_as_a_possible_clone() {
    SoftAuthenticator laptop = SoftAuthenticator.onALaptop();
    register(console.signedUp(Console.email()), laptop, null);
    assertThat(
            session(console.postJson("/v1/sign-ins/passkey", null, assertion(laptop.counting(9)))))
        .isNotBlank();
    refused(
        401,
        "passkey-not-accepted",
        other.postJson("/v1/sign-ins/passkey", null, assertion(laptop.counting(9))));
    JsonNode refusal = lastPayload("sign-in.refused");
    assertThat(refusal.get("reason").asString()).isEqualTo("PASSKEY_POSSIBLY_CLONED");
    assertThat(refusal.get("userId")).isNotNull();
  }

  /** Each node read the counter before the other one had seen it further. */
  @Test
  @Tag("PK-4")
  @Tag("SIGN-7")
  void of_two_copies_that_are_verified_at_the_same_moment_one_is_a_possible_clone()
      throws Exception {
    String email = Console.email();
    SoftAuthenticator laptop = SoftAuthenticator.onALaptop();
    register(console.signedUp(email), laptop, null);
    String original = assertion(laptop.counting(5));
    String copy = assertion(laptop.counting(5));
    int before = log.payloads("sign-in.refused").size();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<HttpResponse<String>> first;
      Future<HttpResponse<String>> second;
      try (Held account = Held.account(database, userOf(email))) {
        first = threads.submit(() -> console.postJson("/v1/sign-ins/passkey", null, original));
        second = threads.submit(() -> other.postJson("/v1/sign-ins/passkey", null, copy));
        account.untilWaiting(2);
      }
      List<HttpResponse<String>> answers = List.of(first.get(), second.get());
      assertThat(answers).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(201, 401);
      assertThat(answers)
          .filteredOn(answer -> answer.statusCode() == 401)
          .allMatch(answer -> problem(answer).equals("passkey-not-accepted"));
    } finally {
      threads.shutdownNow();
    }
    assertThat(log.payloads("sign-in.refused")).hasSize(before + 1);
    assertThat(lastPayload("sign-in.refused").get("reason").asString())
        .isEqualTo("PASSKEY_POSSIBLY_CLONED");
    assertThat(lastPayload("sign-in.refused").get("userId").asString())
        .isEqualTo(userOf(email).value());
  }

  @Test
  @Tag("PK-4")
  void whether_it_is_synced_is_what_its_last_use_said() {
    String session = console.signedUp(Console.email());
    SoftAuthenticator laptop = SoftAuthenticator.onALaptop();
    register(session, laptop, null);
    for (boolean synced : List.of(true, false)) {
      assertThat(
              session(
                  other.postJson("/v1/sign-ins/passkey", null, assertion(laptop.synced(synced)))))
          .isNotBlank();
      JsonNode own = json(console.get("/v1/me/passkeys", session)).get("passkeys").get(0);
      assertThat(own.get("backedUp").asBoolean()).isEqualTo(synced);
      assertThat(own.get("deviceType").asString()).isEqualTo("SYNCED");
    }
  }

  @Test
  @Tag("PK-6")
  @Tag("SIGN-7")
  void a_passkey_is_renamed_and_removed_and_the_browser_is_told() {
    String session = console.signedUp(Console.email());
    SoftAuthenticator laptop = SoftAuthenticator.onALaptop();
    String passkey = register(session, laptop, null).get("passkey").asString();
    assertThat(
            console
                .putJson("/v1/me/passkeys/" + passkey + "/name", session, "{\"name\":\"Büro\"}")
                .statusCode())
        .isEqualTo(200);
    JsonNode before = json(other.get("/v1/me/passkeys", session));
    assertThat(before.get("passkeys").get(0).get("name").asString()).isEqualTo("Büro");
    assertThat(before.get("signals").get("allAcceptedCredentialIds").get(0).asString())
        .isEqualTo(laptop.credentialId());

    assertThat(console.delete("/v1/me/passkeys/" + passkey, session).statusCode()).isEqualTo(200);
    JsonNode after = json(other.get("/v1/me/passkeys", session));
    assertThat(after.get("passkeys")).isEmpty();
    assertThat(after.get("signals").get("allAcceptedCredentialIds")).isEmpty();
    refused(
        401, "passkey-unknown", other.postJson("/v1/sign-ins/passkey", null, assertion(laptop)));
    JsonNode refusal = lastPayload("sign-in.refused");
    assertThat(refusal.get("reason").asString()).isEqualTo("UNKNOWN_PASSKEY");
    assertThat(refusal.has("userId")).isFalse();
    assertThat(refusal.get("identityHash").asString()).doesNotContain(laptop.credentialId());
  }

  @Test
  @Tag("PK-3")
  void a_name_is_plain_text_of_at_most_64_characters() {
    String session = console.signedUp(Console.email());
    for (String name :
        List.of("", " ", "x".repeat(65), "x".repeat(10_000), "turned \\u202e round", "\\u0007")) {
      HttpResponse<String> answer =
          console.putJson(
              "/v1/me/passkeys/00000000-0000-4000-8000-000000000009/name",
              session,
              "{\"name\":\"" + name + "\"}");
      assertThat(answer.statusCode()).as(name).isEqualTo(400);
    }
    SoftAuthenticator laptop = SoftAuthenticator.onALaptop();
    JsonNode registered = register(session, laptop, "<b>bold</b>");
    assertThat(registered.get("name").asString()).isEqualTo("<b>bold</b>");
  }

  @Test
  @Tag("SES-5")
  void a_passkey_proves_again_who_one_is_and_only_one_that_verifies_its_user_alone() {
    Instant noon = Instant.parse("2027-02-01T12:00:00Z");
    database.setClock(noon);
    String session = console.signedUp(Console.email());
    SoftAuthenticator laptop = SoftAuthenticator.onALaptop();
    String passkey = register(session, laptop, null).get("passkey").asString();
    database.setClock(noon.plus(Duration.ofMinutes(11)));
    refused(
        403, "reauthentication-required", console.delete("/v1/me/passkeys/" + passkey, session));
    refused(
        403,
        "reauthentication-required",
        console.postJson("/v1/me/passkeys/options", session, "{}"));
    refused(403, "reauthentication-required", again(session, laptop.verifying(false)));
    assertThat(again(session, laptop.verifying(true)).statusCode()).isEqualTo(200);
    assertThat(console.delete("/v1/me/passkeys/" + passkey, session).statusCode()).isEqualTo(200);
  }

  @Test
  @Tag("SES-5")
  void beside_the_password_any_passkey_proves_it() {
    Instant noon = Instant.parse("2027-03-01T12:00:00Z");
    database.setClock(noon);
    String session = console.signedUp(Console.email());
    SoftAuthenticator key = SoftAuthenticator.aPlainKey();
    String passkey = register(session, key, null).get("passkey").asString();
    database.setClock(noon.plus(Duration.ofMinutes(11)));
    JsonNode options = json(console.post("/v1/me/reauthentications/passkey/options", session));
    String proof =
        "{\"password\":\"" + Console.PASSWORD + "\",\"passkey\":" + key.get(options) + "}";
    assertThat(other.postJson("/v1/me/reauthentications", session, proof).statusCode())
        .isEqualTo(200);
    assertThat(console.delete("/v1/me/passkeys/" + passkey, session).statusCode()).isEqualTo(200);
  }

  @Test
  @Tag("PWD-3")
  void a_rotation_takes_a_passkey_as_the_second_factor() {
    String email = Console.email();
    SoftAuthenticator laptop = SoftAuthenticator.onALaptop();
    register(console.signedUp(email), laptop, null);
    String temporary = console.temporaryPassword(userOf(email));
    String signIn = json(console.signIn(email, temporary)).get("signIn").asString();
    JsonNode first =
        json(console.post("/v1/sign-ins/second-passkey/options", null, "signIn", signIn));
    String gated =
        session(
            console.postJson(
                "/v1/sign-ins/second-passkey", null, second(signIn, laptop.get(first))));
    JsonNode options = json(console.post("/v1/me/reauthentications/passkey/options", gated));
    String chosen =
        "{\"temporaryPassword\":\""
            + temporary
            + "\",\"newPassword\":\""
            + Console.NEW_PASSWORD
            + "\",\"passkey\":"
            + laptop.get(options)
            + "}";
    assertThat(other.postJson("/v1/me/password/rotation", gated, chosen).statusCode())
        .isEqualTo(201);
  }

  @Test
  @Tag("PWD-3")
  void a_passkey_sign_in_shows_no_gate_of_a_temporary_password() {
    String email = Console.email();
    SoftAuthenticator laptop = SoftAuthenticator.onALaptop();
    register(console.signedUp(email), laptop, null);
    console.temporaryPassword(userOf(email));
    JsonNode answer = json(console.postJson("/v1/sign-ins/passkey", null, assertion(laptop)));
    assertThat(answer.get("session").get("gates")).isEmpty();
  }

  @Test
  @Tag("SIGN-5")
  void a_passkey_sign_in_is_never_throttled_and_enables_the_password_again() {
    String email = Console.email();
    SoftAuthenticator laptop = SoftAuthenticator.onALaptop();
    register(console.signedUp(email), laptop, null);
    database.advance(Duration.ofHours(1));
    for (int i = 0; i < 60; i++) {
      assertThat(console.signIn(email, Console.WRONG).statusCode()).isEqualTo(401);
      database.advance(Duration.ofMinutes(16));
    }
    refused(401, "sign-in-failed", console.signIn(email, Console.PASSWORD));
    assertThat(session(other.postJson("/v1/sign-ins/passkey", null, assertion(laptop))))
        .isNotBlank();
    assertThat(console.signIn(email, Console.PASSWORD).statusCode()).isEqualTo(201);
  }

  @Test
  @Tag("SIGN-6")
  void a_sign_in_in_progress_dies_when_a_passkey_comes_or_goes() {
    String email = Console.email();
    String session = console.signedUp(email);
    SoftAuthenticator laptop = SoftAuthenticator.onALaptop();
    register(session, laptop, null);
    String spare = register(session, SoftAuthenticator.onALaptop(), null).get("passkey").asString();
    for (boolean comes : List.of(true, false)) {
      String signIn = json(console.signIn(email, Console.PASSWORD)).get("signIn").asString();
      JsonNode options =
          json(console.post("/v1/sign-ins/second-passkey/options", null, "signIn", signIn));
      if (comes) {
        register(session, SoftAuthenticator.onALaptop(), null);
      } else {
        assertThat(console.delete("/v1/me/passkeys/" + spare, session).statusCode()).isEqualTo(200);
      }
      refused(
          401,
          "sign-in-not-open",
          other.postJson("/v1/sign-ins/second-passkey", null, second(signIn, laptop.get(options))));
    }
  }

  @Test
  @Tag("SIGN-2")
  @Tag("SES-3")
  void a_passkey_of_a_suspended_or_removed_member_opens_no_door_of_that_org() {
    TestPeople people = new TestPeople(node);
    OrgId org = people.org();
    TestPeople.Person member = people.member(org, Role.MEMBER);
    TestPeople.Person owner = people.member(org, Role.OWNER);
    SoftAuthenticator laptop = SoftAuthenticator.onALaptop();
    register(member.token(), laptop, null);
    assertThat(reason(laptop, org)).isEqualTo(DecisionReason.ACTIVE_MEMBER);
    Commands commands = node.get(Commands.class);
    commands.send(new SuspendMember(member.user(), org), owner.caller());
    assertThat(reason(laptop, org)).isEqualTo(DecisionReason.MEMBER_SUSPENDED);
    commands.send(new RemoveMember(member.user(), org), owner.caller());
    assertThat(reason(laptop, org)).isEqualTo(DecisionReason.NOT_A_MEMBER);
  }

  /** What the org's door says, on the other node, to who has just signed in with it. */
  private DecisionReason reason(SoftAuthenticator key, OrgId org) {
    String token = session(console.postJson("/v1/sign-ins/passkey", null, assertion(key)));
    return otherNode
        .get(Decisions.class)
        .decide(new Question(Sha256.ofToken(token), org, new ClientAddress(Console.ADDRESS)))
        .reasons()
        .get(0);
  }

  private JsonNode creation(String session) {
    HttpResponse<String> options = console.postJson("/v1/me/passkeys/options", session, "{}");
    assertThat(options.statusCode()).as(options.body()).isEqualTo(201);
    return json(options);
  }

  private JsonNode register(String session, SoftAuthenticator key, @Nullable String name) {
    String named = name == null ? "" : ",\"name\":\"" + name + "\"";
    HttpResponse<String> answer =
        other.postJson(
            "/v1/me/passkeys",
            session,
            "{\"credential\":" + key.create(creation(session)) + named + "}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return json(answer);
  }

  private HttpResponse<String> again(String session, SoftAuthenticator key) {
    JsonNode options = json(console.post("/v1/me/reauthentications/passkey/options", session));
    return other.postJson(
        "/v1/me/reauthentications/passkey", session, credential(key.get(options)));
  }

  private String assertion(SoftAuthenticator key) {
    return credential(key.get(json(console.post("/v1/sign-ins/passkey/options", null))));
  }

  private static String credential(String response) {
    return "{\"credential\":" + response + "}";
  }

  private static String second(String signIn, String response) {
    return "{\"signIn\":\"" + signIn + "\",\"credential\":" + response + "}";
  }

  private UserId userOf(String email) {
    return node.get(Accounts.class).find(new EmailAddress(email)).orElseThrow();
  }

  private JsonNode lastPayload(String name) {
    List<String> payloads = log.payloads(name);
    return JsonMapper.shared().readTree(payloads.get(payloads.size() - 1));
  }

  private static void refused(int status, String type, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(problem(answer)).isEqualTo(type);
  }
}
