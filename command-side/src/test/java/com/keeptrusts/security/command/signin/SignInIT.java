package com.keeptrusts.security.command.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.keeptrusts.security.command.TestLog;
import com.keeptrusts.security.command.TestNode;
import com.keeptrusts.security.command.TestPeople;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.Conditions;
import com.keeptrusts.security.log.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.spec.SecretKeySpec;
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

/** Typed passwords, over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInIT {

  private static final String PASSWORD = "plum tango quarry lantern";
  private static final String WRONG = "not the password at all";

  @TempDir static Path keysets;

  private TestDatabase database;
  private TestNode node;
  private TestPeople people;
  private TestLog log;
  private String credential;

  @BeforeAll
  void start() {
    database = TestDatabase.fresh();
    node = TestNode.start(database, keysets);
    people = new TestPeople(node);
    log = new TestLog(database);
    credential = people.credential(EnumSet.allOf(Scope.class));
  }

  @AfterAll
  void stop() {
    node.close();
    database.close();
  }

  @AfterEach
  void letTheClockGo() {
    database.restartClock();
  }

  @Test
  @Tag("SIGN-4")
  @Tag("SIGN-7")
  void an_expired_temporary_password_is_told_from_a_wrong_one_by_the_audit_log_alone() {
    String email = email();
    UserId user = people.register(email, null);
    String temporary = temporaryPassword(user);
    database.advance(Duration.ofDays(4));
    JsonNode wrong = refusal(signIn(email, WRONG));
    assertThat(refusal(signIn(email, temporary))).isEqualTo(wrong);
    assertThat(reasons(user)).containsExactly("WRONG_PASSWORD", "TEMPORARY_PASSWORD_EXPIRED");
  }

  @Test
  @Tag("SIGN-4")
  void with_a_second_factor_too_an_expired_temporary_password_is_refused_at_once() {
    String email = email();
    UserId user = people.register(email, null);
    people.enableMfa(people.person(user), 1);
    String temporary = temporaryPassword(user);
    database.advance(Duration.ofDays(4));
    assertThat(refusal(signIn(email, temporary))).isEqualTo(refusal(signIn(email, WRONG)));
  }

  @Test
  @Tag("SIGN-7")
  void a_temporary_password_that_expires_during_a_sign_in_is_recorded_as_that() throws Exception {
    String email = email();
    UserId user = people.register(email, null);
    people.enableMfa(people.person(user), 1);
    database.setClock(database.now());
    String temporary = temporaryPassword(user);
    database.advance(Duration.ofDays(3).minusSeconds(1));
    String signIn = json(signIn(email, temporary)).get("signIn").asString();
    database.advance(Duration.ofSeconds(1));
    String code = code(database.now());
    HttpResponse<String> late =
        post(
            "/v1/sign-ins/totp",
            "{\"signIn\":\"%s\",\"code\":\"%s\"}".formatted(signIn, code),
            null);
    assertThat(refusal(late)).isEqualTo(refusal(signIn(email, WRONG)));
    assertThat(reasons(user)).contains("TEMPORARY_PASSWORD_EXPIRED");
  }

  @Test
  @Tag("SIGN-7")
  void a_sign_in_that_ends_while_its_last_command_waits_is_recorded_as_that() throws Exception {
    String email = email();
    UserId user = people.register(email, null);
    people.enableMfa(people.person(user), 1);
    String signIn = json(signIn(email, temporaryPassword(user))).get("signIn").asString();
    String body = "{\"signIn\":\"%s\",\"code\":\"%s\"}".formatted(signIn, code(database.now()));
    ExecutorService late = Executors.newSingleThreadExecutor();
    try (Connection other = database.owner().getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("DELETE FROM command.sign_in WHERE user_id = '" + user + "'");
      Future<HttpResponse<String>> answer =
          late.submit(() -> post("/v1/sign-ins/totp", body, null));
      Conditions.await(Duration.ofSeconds(20), this::somebodyWaitsForALock);
      other.commit();
      assertThat(refusal(answer.get()).get("type").asString()).endsWith("/sign-in-not-open");
    }
    late.shutdown();
    assertThat(reasons(user)).containsExactly("SIGN_IN_NOT_OPEN");
  }

  private boolean somebodyWaitsForALock() {
    return JdbcClient.create(database.owner())
        .sql(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND database ="
                + " (SELECT oid FROM pg_database WHERE datname = current_database())"
                + " OR NOT granted AND locktype = 'transactionid')")
        .query(Boolean.class)
        .single();
  }

  @Test
  @Tag("SIGN-5")
  void who_is_signed_in_proves_it_again_whatever_others_guess_meanwhile() {
    String email = email();
    String session = signedUp(email);
    database.setClock(database.now());
    for (int i = 0; i < 5; i++) {
      assertThat(signIn(email, WRONG).statusCode()).isEqualTo(401);
    }
    assertThat(signIn(email, WRONG).statusCode()).isEqualTo(429);
    assertThat(reauthenticate(session, PASSWORD).statusCode()).isEqualTo(200);
    assertThat(signIn(email, WRONG).statusCode()).isEqualTo(429);
  }

  @Test
  @Tag("SIGN-5")
  void guesses_through_a_stolen_session_are_limited_and_delay_no_sign_in() {
    String email = email();
    String session = signedUp(email);
    database.setClock(database.now());
    for (int i = 0; i < 8; i++) {
      assertThat(reauthenticate(session, WRONG).statusCode()).isEqualTo(401);
      database.advance(Duration.ofSeconds(10));
    }
    assertThat(reauthenticate(session, PASSWORD).statusCode()).isEqualTo(401);
    assertThat(reauthenticate(session, PASSWORD).statusCode()).isEqualTo(429);
    assertThat(log.payloads("user.authenticator-disabled")).hasSize(1);
    assertThat(signIn(email, PASSWORD).statusCode()).isEqualTo(201);
  }

  /** The session of somebody who chose {@link #PASSWORD}. */
  private String signedUp(String email) {
    String temporary = temporaryPassword(people.register(email, null));
    String gated = session(json(signIn(email, temporary)));
    String rotation =
        "{\"temporaryPassword\":\"%s\",\"newPassword\":\"%s\"}".formatted(temporary, PASSWORD);
    return session(json(post("/v1/me/password/rotation", rotation, gated)));
  }

  private String temporaryPassword(UserId user) {
    return json(post("/v1/users/" + user + "/temporary-password", "", null))
        .get("temporaryPassword")
        .asString();
  }

  private HttpResponse<String> reauthenticate(String session, String password) {
    return post("/v1/me/reauthentications", "{\"password\":\"%s\"}".formatted(password), session);
  }

  private HttpResponse<String> signIn(String email, String password) {
    return post(
        "/v1/sign-ins", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password), null);
  }

  private HttpResponse<String> post(String path, String body, @Nullable String session) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Authorization", "Bearer " + credential);
    if (session != null || path.startsWith("/v1/sign-ins")) {
      headers.put("Keeptrusts-Client-Address", "192.0.2.7");
    }
    if (session != null) {
      headers.put("Keeptrusts-Session", session);
    }
    return node.post(path, body, headers);
  }

  private static String session(JsonNode answer) {
    return answer.get("session").get("token").asString();
  }

  /** What the caller is told, without what differs from request to request. */
  private static JsonNode refusal(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(401);
    return ((ObjectNode) json(response)).without("correlation");
  }

  private static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  /** Why sign-ins of this user were refused, for the audit log. */
  private List<String> reasons(UserId user) {
    return log.payloads("sign-in.refused").stream()
        .map(JsonMapper.shared()::readTree)
        .filter(payload -> payload.path("userId").asString("").equals(user.value()))
        .map(payload -> payload.get("reason").asString())
        .toList();
  }

  /** Of the app that {@link TestPeople#enableMfa} sets up. */
  private static String code(Instant now) throws GeneralSecurityException {
    Key secret = new SecretKeySpec("anything".getBytes(StandardCharsets.UTF_8), "RAW");
    return new TimeBasedOneTimePasswordGenerator().generateOneTimePasswordString(secret, now);
  }

  private static String email() {
    return TestPeople.id() + "@acme.example";
  }
}
