package com.keeptrusts.security.command.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.keeptrusts.security.command.TestLog;
import com.keeptrusts.security.command.TestNode;
import com.keeptrusts.security.command.TestPeople;
import com.keeptrusts.security.command.TestPeople.Person;
import com.keeptrusts.security.command.attempt.Devices;
import com.keeptrusts.security.command.attempt.GuessedFrom;
import com.keeptrusts.security.command.attempt.SubjectHashes;
import com.keeptrusts.security.command.password.Argon2id;
import com.keeptrusts.security.command.password.HeldTurns;
import com.keeptrusts.security.command.recovery.RecoveryCodeIssue;
import com.keeptrusts.security.command.user.TotpProof;
import com.keeptrusts.security.event.ClientAddress;
import com.keeptrusts.security.event.Deferred;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.TotpRevision;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.Conditions;
import com.keeptrusts.security.log.TestDatabase;
import com.keeptrusts.security.web.DoorCaller;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
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

  @Test
  @Tag("SIGN-7")
  void a_sign_in_that_ends_while_its_password_is_verified_is_recorded_as_that() throws Exception {
    String email = email();
    UserId user = people.register(email, null);
    people.enableMfa(people.person(user), 1);
    String temporary = temporaryPassword(user);
    ExecutorService late = Executors.newSingleThreadExecutor();
    try (Connection other = database.owner().getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE vault.secret IN ACCESS EXCLUSIVE MODE");
      Future<HttpResponse<String>> answer = late.submit(() -> signIn(email, temporary));
      Conditions.await(Duration.ofSeconds(20), this::somebodyWaitsForALock);
      statement.execute("DELETE FROM command.sign_in WHERE user_id = '" + user + "'");
      other.commit();
      assertThat(refusal(answer.get()).get("type").asString()).endsWith("/sign-in-not-open");
    }
    late.shutdown();
    assertThat(reasons(user)).containsExactly("SIGN_IN_NOT_OPEN");
  }

  private boolean somebodyWaitsForALock() {
    return JdbcClient.create(database.owner())
        .sql(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND (database ="
                + " (SELECT oid FROM pg_database WHERE datname = current_database())"
                + " OR locktype = 'transactionid'))")
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
    int disabledBefore = log.payloads("user.authenticator-disabled").size();
    database.setClock(database.now());
    for (int i = 0; i < 8; i++) {
      assertThat(reauthenticate(session, WRONG).statusCode()).isEqualTo(401);
      database.advance(Duration.ofSeconds(10));
    }
    assertThat(reauthenticate(session, PASSWORD).statusCode()).isEqualTo(401);
    assertThat(reauthenticate(session, PASSWORD).statusCode()).isEqualTo(429);
    assertThat(log.payloads("user.authenticator-disabled")).hasSize(disabledBefore + 1);
    assertThat(signIn(email, PASSWORD).statusCode()).isEqualTo(201);
  }

  @Test
  @Tag("SIGN-5")
  void neither_a_new_sign_in_nor_the_right_password_gives_more_guesses_of_a_code() {
    String email = email();
    String temporary = withApp(email);
    database.setClock(database.now());
    String first = begun(email, temporary);
    for (int i = 0; i < 4; i++) {
      assertThat(withTotp(first, "000000").statusCode()).isEqualTo(401);
    }
    String second = begun(email, temporary);
    assertThat(withTotp(second, "000000").statusCode()).isEqualTo(401);
    assertThat(withTotp(second, "000000").statusCode()).isEqualTo(429);
    assertThat(withTotp(begun(email, temporary), "000000").statusCode()).isEqualTo(429);
  }

  @Test
  @Tag("SES-1")
  void how_long_a_session_lives_is_set_by_the_deployment() {
    String email = email();
    String temporary = temporaryPassword(people.register(email, null));
    Map<String, String> settings =
        Map.of("keeptrusts.session.lifetime", "2h", "keeptrusts.session.idle-timeout", "5m");
    try (TestNode other = TestNode.start(database, keysets, settings)) {
      HttpResponse<String> answer =
          other.post(
              "/v1/sign-ins",
              "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, temporary),
              Map.of(
                  "Authorization",
                  "Bearer " + credential,
                  "Keeptrusts-Client-Address",
                  "192.0.2.7"));
      assertThat(
              log.sql()
                  .sql(
                      "SELECT expires_at - started_at || ' ' || idle_timeout"
                          + " FROM enforcement.session_1 WHERE token_hash = :hash")
                  .param("hash", Sha256.ofToken(session(json(answer))).value())
                  .query((row, number) -> row.getString(1))
                  .list())
          .containsExactly("02:00:00 00:05:00");
    }
  }

  @Test
  @Tag("SIGN-5")
  void who_signs_in_from_a_known_device_is_not_delayed_by_what_others_guess() {
    String email = email();
    String temporary = temporaryPassword(people.register(email, null));
    String device = json(signIn(email, temporary)).get("deviceToken").asString();
    database.setClock(database.now());
    guessUntilDelayed(email);
    assertThat(signIn(email, temporary).statusCode()).isEqualTo(429);
    assertThat(signIn(email, temporary, "d".repeat(43)).statusCode()).isEqualTo(429);
    HttpResponse<String> fromDevice = signIn(email, temporary, device);
    assertThat(fromDevice.statusCode()).isEqualTo(201);
    assertThat(json(fromDevice).hasNonNull("deviceToken")).isFalse();
    assertThat(signIn(email, temporary).statusCode()).isEqualTo(429);
  }

  @Test
  @Tag("SIGN-5")
  void a_device_counts_for_nothing_once_the_account_may_be_in_wrong_hands() {
    String email = email();
    UserId user = people.register(email, null);
    people.enableMfa(people.person(user), 1);
    temporaryPassword(user);
    String intruders = node.get(Devices.class).remember(user, () -> true).orElseThrow();
    database.setClock(database.now());
    guessUntilDelayed(email);
    assertThat(signIn(email, WRONG, intruders).statusCode()).isEqualTo(401);
    assertThat(operate(user, "/mfa-reset", "{\"reason\":\"Lost the phone\"}").statusCode())
        .isEqualTo(200);
    assertThat(signIn(email, WRONG, intruders).statusCode()).isEqualTo(429);

    String another = node.get(Devices.class).remember(user, () -> true).orElseThrow();
    assertThat(signIn(email, WRONG, another).statusCode()).isEqualTo(401);
    temporaryPassword(user);
    guessUntilDelayed(email);
    assertThat(signIn(email, WRONG, another).statusCode()).isEqualTo(429);
  }

  @Test
  @Tag("SIGN-5")
  void what_the_operator_enables_signs_in_again_also_if_no_disabling_was_recorded()
      throws Exception {
    String email = email();
    UserId user = people.register(email, null);
    people.enableMfa(people.person(user), 1);
    String temporary = temporaryPassword(user);
    useUp("PASSWORD", passwordSubject(email));
    useUp("TOTP", userSubject(user));
    assertThat(operate(user, "/authenticators/PASSWORD/enabling", "").statusCode()).isEqualTo(200);
    String signIn = begun(email, temporary);
    assertThat(operate(user, "/authenticators/TOTP/enabling", "").statusCode()).isEqualTo(200);
    assertThat(withTotp(signIn, code(database.now())).statusCode()).isEqualTo(201);
  }

  @Test
  @Tag("SIGN-5")
  void a_new_temporary_password_signs_in_also_if_no_disabling_of_the_old_one_was_recorded() {
    String email = email();
    UserId user = people.register(email, null);
    useUp("PASSWORD", passwordSubject(email));
    assertThat(signIn(email, temporaryPassword(user)).statusCode()).isEqualTo(201);
  }

  @Test
  @Tag("SIGN-5")
  void an_authenticator_that_was_used_up_unnoticed_is_disabled_by_the_next_try_and_once()
      throws Exception {
    String email = email();
    UserId user = people.register(email, null);
    people.enableMfa(people.person(user), 1);
    String temporary = temporaryPassword(user);
    database.setClock(database.now());
    String signIn = begun(email, temporary);
    useUp("TOTP", userSubject(user));
    assertThat(withTotp(signIn, code(database.now())).statusCode()).isEqualTo(401);
    assertThat(log.namesOf(user)).containsOnlyOnce("user.authenticator-disabled");
    assertThat(withTotp(signIn, code(database.now())).statusCode()).isEqualTo(429);
    database.advance(Duration.ofMinutes(15));
    assertThat(withTotp(begun(email, temporary), code(database.now())).statusCode()).isEqualTo(401);
    assertThat(log.namesOf(user)).containsOnlyOnce("user.authenticator-disabled");
  }

  @Test
  @Tag("SIGN-4")
  void while_no_hash_can_be_made_everybody_is_told_the_same() throws Exception {
    String wrong = email();
    temporaryPassword(people.register(wrong, null));
    String passwordless = email();
    people.register(passwordless, null);
    String disabled = email();
    temporaryPassword(people.register(disabled, null));
    useUp("PASSWORD", passwordSubject(disabled));
    List<String> emails = List.of(email(), wrong, passwordless, disabled);
    ExecutorService callers = Executors.newCachedThreadPool();
    try (HeldTurns held =
        HeldTurns.of(node.get(Argon2id.class), Runtime.getRuntime().availableProcessors())) {
      assertThat(held.turns()).isPositive();
      List<Callable<HttpResponse<String>>> tries =
          emails.stream()
              .<Callable<HttpResponse<String>>>map(email -> () -> signIn(email, WRONG))
              .toList();
      Set<JsonNode> answers = new HashSet<>();
      for (Future<HttpResponse<String>> answer : callers.invokeAll(tries)) {
        answers.add(answer(503, answer.get()));
      }
      assertThat(answers).hasSize(1);
    }
    callers.shutdown();
  }

  @Test
  @Tag("SIGN-4")
  void unknown_wrong_passwordless_expired_and_disabled_are_refused_in_the_same_words() {
    String wrong = email();
    temporaryPassword(people.register(wrong, null));
    String passwordless = email();
    people.register(passwordless, null);
    String expired = email();
    String late = temporaryPassword(people.register(expired, null));
    database.advance(Duration.ofDays(4));
    String disabled = email();
    String right = temporaryPassword(people.register(disabled, null));
    useUp("PASSWORD", passwordSubject(disabled));
    Map<String, String> typed = new LinkedHashMap<>();
    for (String each : List.of(email(), wrong, passwordless)) {
      typed.put(each, WRONG);
    }
    typed.put(expired, late);
    typed.put(disabled, right);
    Set<JsonNode> answers = new HashSet<>();
    typed.forEach((email, password) -> answers.add(refusal(signIn(email, password))));
    assertThat(answers).hasSize(1);
  }

  @Test
  @Tag("SIGN-4")
  void a_recovery_code_costs_a_hash_also_where_none_is_verified_any_more() {
    String email = email();
    UserId user = people.register(email, null);
    people.enableMfa(people.person(user), 1);
    String signIn = begun(email, temporaryPassword(user));
    useUp("RECOVERY_CODE", userSubject(user));
    String body = "{\"signIn\":\"%s\",\"code\":\"0000-0000-0000-0000\"}".formatted(signIn);
    try (HeldTurns held =
        HeldTurns.of(node.get(Argon2id.class), Runtime.getRuntime().availableProcessors())) {
      assertThat(held.turns()).isPositive();
      assertThat(post("/v1/sign-ins/recovery-code", body, null).statusCode()).isEqualTo(503);
    }
  }

  @Test
  @Tag("SIGN-5")
  void a_guess_whose_hash_gets_no_turn_is_none() {
    String email = email();
    String temporary = temporaryPassword(people.register(email, null));
    String device = json(signIn(email, temporary)).get("deviceToken").asString();
    database.setClock(database.now());
    try (HeldTurns held = everyHashIsAwaited()) {
      assertThat(held.turns()).isPositive();
      for (int i = 0; i < 10; i++) {
        assertThat(signIn(email, temporary, device).statusCode()).isEqualTo(503);
        assertThat(signIn(email, temporary).statusCode()).isEqualTo(503);
      }
    }
    assertThat(signIn(email, temporary, device).statusCode()).isEqualTo(201);
    assertThat(signIn(email, temporary).statusCode()).isEqualTo(201);
  }

  @Test
  @Tag("SIGN-5")
  void so_it_is_of_who_is_signed_in_and_proves_it_again() {
    String session = signedUp(email());
    database.setClock(database.now());
    try (HeldTurns held = everyHashIsAwaited()) {
      assertThat(held.turns()).isPositive();
      for (int i = 0; i < 10; i++) {
        assertThat(reauthenticate(session, PASSWORD).statusCode()).isEqualTo(503);
      }
    }
    assertThat(reauthenticate(session, PASSWORD).statusCode()).isEqualTo(200);
  }

  @Test
  @Tag("SIGN-5")
  void so_it_is_with_a_recovery_code() {
    String email = email();
    UserId user = people.register(email, null);
    Person person = people.person(user);
    people.enableMfa(person, 1);
    List<String> codes =
        Objects.requireNonNull(
            node.get(RecoveryCodeIssue.class).regenerate(user, person.caller()).recoveryCodes());
    String signIn = begun(email, temporaryPassword(user));
    database.setClock(database.now());
    String right = "{\"signIn\":\"%s\",\"code\":\"%s\"}".formatted(signIn, codes.get(0));
    try (HeldTurns held = everyHashIsAwaited()) {
      assertThat(held.turns()).isPositive();
      for (int i = 0; i < 10; i++) {
        assertThat(post("/v1/sign-ins/recovery-code", right, null).statusCode()).isEqualTo(503);
      }
    }
    assertThat(post("/v1/sign-ins/recovery-code", right, null).statusCode()).isEqualTo(201);
  }

  /** Else a flood of commands would use up the tries of who types the right code. */
  @Test
  @Tag("SIGN-5")
  void a_right_code_whose_command_gets_no_turn_may_be_typed_again() throws Exception {
    UserId user = people.register(email(), null);
    TotpRevision app = people.enableMfa(people.person(user), 1);
    SecondFactorCheck check = node.get(SecondFactorCheck.class);
    DoorCaller door =
        new DoorCaller(
            TestPeople.CLIENT,
            Set.of(),
            "127.0.0.1",
            null,
            new ClientAddress("192.0.2.7"),
            null,
            "test",
            null);
    database.setClock(database.now());
    String code = code(database.now());
    for (int i = 0; i < 60; i++) {
      SecondFactorCheck.Proved<TotpProof> proved =
          check.requireTotp(door, user, GuessedFrom.ANYWHERE, app, code);
      assertThatThrownBy(
              () ->
                  check.settle(
                      door,
                      proved,
                      () -> {
                        throw Deferred.busy("Later", Duration.ofSeconds(1));
                      }))
          .isInstanceOf(Deferred.class);
    }
    assertThat(log.namesOf(user)).doesNotContain("user.authenticator-disabled");
  }

  private HeldTurns everyHashIsAwaited() {
    return HeldTurns.withAFullQueue(
        node.get(Argon2id.class), Runtime.getRuntime().availableProcessors());
  }

  /** The temporary password of a new user with an authenticator app. */
  private String withApp(String email) {
    UserId user = people.register(email, null);
    people.enableMfa(people.person(user), 1);
    return temporaryPassword(user);
  }

  /** A sign-in whose password was right, and which waits for a code. */
  private String begun(String email, String password) {
    return json(signIn(email, password)).get("signIn").asString();
  }

  private HttpResponse<String> withTotp(String signIn, String code) {
    return post(
        "/v1/sign-ins/totp", "{\"signIn\":\"%s\",\"code\":\"%s\"}".formatted(signIn, code), null);
  }

  private HttpResponse<String> operate(UserId user, String what, String body) {
    return post("/v1/users/" + user + what, body, null);
  }

  private void guessUntilDelayed(String email) {
    for (int i = 0; i < 5; i++) {
      assertThat(signIn(email, WRONG).statusCode()).isEqualTo(401);
    }
  }

  /** As if the last guess from anywhere had been verified by a node that then stopped. */
  private void useUp(String authenticator, String subject) {
    log.sql()
        .sql(
            "INSERT INTO command.attempt (authenticator, subject, device, failures, not_before)"
                + " VALUES (:authenticator, :subject, '-', 50, log.now())")
        .param("authenticator", authenticator)
        .param("subject", subject)
        .update();
  }

  private String passwordSubject(String email) {
    return node.get(SubjectHashes.class).of(new EmailAddress(email)).value();
  }

  private String userSubject(UserId user) {
    return node.get(SubjectHashes.class).of(user).value();
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

  private HttpResponse<String> signIn(String email, String password, String device) {
    return post(
        "/v1/sign-ins",
        "{\"email\":\"%s\",\"password\":\"%s\",\"deviceToken\":\"%s\"}"
            .formatted(email, password, device),
        null);
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
    return answer(401, response);
  }

  private static JsonNode answer(int status, HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(status);
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
