package com.keeptrusts.security.command.signin;

import static com.keeptrusts.security.command.signin.Console.NEW_PASSWORD;
import static com.keeptrusts.security.command.signin.Console.PASSWORD;
import static com.keeptrusts.security.command.signin.Console.WRONG;
import static com.keeptrusts.security.command.signin.Console.json;
import static com.keeptrusts.security.command.signin.Console.problem;
import static com.keeptrusts.security.command.signin.Console.session;
import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.command.TestLog;
import com.keeptrusts.security.command.TestNode;
import com.keeptrusts.security.command.TestPeople;
import com.keeptrusts.security.command.lookup.Accounts;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * A guesser who knows the e-mail, has stolen a session and devices, waits out every delay, and
 * never stops: what the owner feels of it, and how many guesses are verified (rule SIGN-5).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuesserIT {

  private static final Duration PAST_ANY_DELAY = Duration.ofMinutes(15).plusSeconds(1);
  private static final int FROM_ANYWHERE = 50;
  private static final int FROM_ONE_PLACE = 8;
  private static final String PROOF = "/v1/me/reauthentications";
  private static final int MOST_IN_A_ROW = 100;

  @TempDir static Path keysets;

  private TestDatabase database;
  private TestNode node;
  private TestLog log;
  private Console console;

  @BeforeAll
  void start() {
    database = TestDatabase.fresh();
    node = TestNode.start(database, keysets);
    log = new TestLog(database);
    console = new Console(node);
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

  /** Some way to have a password looked at. */
  private interface Door {
    HttpResponse<String> type(String password);
  }

  @Test
  @Tag("SIGN-5")
  void a_guesser_at_every_door_gets_98_verifications_in_a_row_and_never_delays_the_owner() {
    String email = Console.email();
    String stolen = console.signedUp(email);
    List<String> devices = Stream.generate(() -> newDevice(email)).limit(5).toList();
    Door ownersDevice = fromDevice(email, devices.get(0));
    Door anywhere = password -> console.signIn(email, password);
    List<Door> stolenOnes = new ArrayList<>();
    stolenOnes.add(password -> console.post(PROOF, stolen, "password", password));
    stolenOnes.add(password -> console.change(stolen, password, NEW_PASSWORD));
    stolenOnes.add(password -> console.rotate(stolen, password, NEW_PASSWORD));
    devices.stream().skip(1).forEach(device -> stolenOnes.add(fromDevice(email, device)));
    UserId user = user(email);
    database.setClock(database.now());
    Runnable theSessionLives =
        () -> assertThat(console.get("/v1/me/sessions", stolen).statusCode()).isEqualTo(200);
    Runnable theOwnerSignsIn =
        () -> {
          theSessionLives.run();
          assertThat(ownersDevice.type(PASSWORD).statusCode()).isEqualTo(201);
        };

    guessUntilNothingIsVerified(user, List.of(anywhere), theOwnerSignsIn);
    assertThat(verified(user)).isEqualTo(FROM_ANYWHERE);
    guessUntilNothingIsVerified(user, stolenOnes, theOwnerSignsIn);
    assertThat(verified(user)).isEqualTo(FROM_ANYWHERE + (4 + 1) * FROM_ONE_PLACE);
    guessUntilNothingIsVerified(user, List.of(ownersDevice), theSessionLives);
    assertThat(verified(user))
        .isEqualTo(FROM_ANYWHERE + (5 + 1) * FROM_ONE_PLACE)
        .isLessThanOrEqualTo(MOST_IN_A_ROW);
    assertThatTheRightOneIsOfNoUse(
        Stream.concat(stolenOnes.stream(), Stream.of(anywhere, ownersDevice)).toList(), PASSWORD);

    console.post("/v1/users/" + user + "/authenticators/PASSWORD/enabling", null);
    assertThat(console.signIn(email, PASSWORD).statusCode()).isEqualTo(201);
  }

  @Test
  @Tag("SIGN-5")
  @Tag("PWD-3")
  void through_a_stolen_session_that_is_to_rotate_eight_are_verified_and_the_owner_signs_in() {
    String email = Console.email();
    UserId user = new TestPeople(node).register(email, null);
    String temporary = console.temporaryPassword(user);
    HttpResponse<String> first = console.signIn(email, temporary);
    Door ownersDevice = fromDevice(email, json(first).get("deviceToken").asString());
    String stolen = session(first);
    Door rotation = password -> console.rotate(stolen, password, NEW_PASSWORD);
    database.setClock(database.now());

    guessUntilNothingIsVerified(
        user,
        List.of(rotation),
        () -> assertThat(ownersDevice.type(temporary).statusCode()).isEqualTo(201));
    assertThat(verified(user)).isEqualTo(FROM_ONE_PLACE);
    assertThatTheRightOneIsOfNoUse(List.of(rotation), temporary);
    String gated = session(ownersDevice.type(temporary));
    assertThat(problem(console.get("/v1/me/sessions", gated)))
        .isEqualTo("password-rotation-required");
  }

  /** From a browser that was never seen before. */
  private String newDevice(String email) {
    return json(console.signIn(email, PASSWORD)).get("deviceToken").asString();
  }

  private Door fromDevice(String email, String device) {
    return password ->
        console.post(
            "/v1/sign-ins", null, "email", email, "password", password, "deviceToken", device);
  }

  private UserId user(String email) {
    return node.get(Accounts.class).find(new EmailAddress(email)).orElseThrow();
  }

  /** Each round begins when no delay runs any more, and goes on at each door until one does. */
  private void guessUntilNothingIsVerified(UserId user, List<Door> doors, Runnable meanwhile) {
    for (int before = -1; before < verified(user); ) {
      before = verified(user);
      database.advance(PAST_ANY_DELAY);
      for (Door door : doors) {
        guessUntilDelayed(door);
      }
      meanwhile.run();
    }
  }

  private static void guessUntilDelayed(Door door) {
    int guesses = 0;
    while (door.type(WRONG).statusCode() == 401) {
      guesses++;
      assertThat(guesses).isLessThan(MOST_IN_A_ROW);
    }
  }

  /**
   * How many guesses were held against the password: each is recorded with whether it was, and so
   * are those that were not, for which a hash is made all the same.
   */
  private int verified(UserId user) {
    return log.payloads("sign-in.refused").stream()
        .map(JsonMapper.shared()::readTree)
        .filter(refusal -> refusal.path("userId").asString("").equals(user.value()))
        .filter(refusal -> refusal.get("reason").asString().equals("WRONG_PASSWORD"))
        .mapToInt(refusal -> refusal.get("count").asInt())
        .sum();
  }

  private void assertThatTheRightOneIsOfNoUse(List<Door> doors, String password) {
    for (Door door : doors) {
      database.advance(PAST_ANY_DELAY);
      HttpResponse<String> answer = door.type(password);
      assertThat(problem(answer)).isIn("sign-in-failed", "password-exists");
    }
  }
}
