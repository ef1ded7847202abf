package com.keeptrusts.security.command.signin;

import static com.keeptrusts.security.command.signin.Console.NEW_PASSWORD;
import static com.keeptrusts.security.command.signin.Console.PASSWORD;
import static com.keeptrusts.security.command.signin.Console.WRONG;
import static com.keeptrusts.security.command.signin.Console.email;
import static com.keeptrusts.security.command.signin.Console.json;
import static com.keeptrusts.security.command.signin.Console.problem;
import static com.keeptrusts.security.command.signin.Console.session;
import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.command.TestLog;
import com.keeptrusts.security.command.TestNode;
import com.keeptrusts.security.command.TestPeople;
import com.keeptrusts.security.command.TestPeople.Person;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Changing and adding a password, over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnPasswordIT {

  private static final String ISSUER = "https://login.acme.example";

  @TempDir static Path keysets;

  private TestDatabase database;
  private TestNode node;
  private TestPeople people;
  private TestLog log;
  private Console console;

  @BeforeAll
  void start() {
    database = TestDatabase.fresh();
    node = TestNode.start(database, keysets);
    people = new TestPeople(node);
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

  /** Comes by an invitation and never had a password; how the provider calls them. */
  private String newcomer(String email) {
    JsonNode invited =
        json(
            console.post(
                "/v1/orgs/" + people.org() + "/invitations",
                null,
                "email",
                email,
                "displayName",
                "Somebody",
                "role",
                "MEMBER"));
    String subject = TestPeople.id();
    HttpResponse<String> accepted =
        console.post(
            "/v1/sign-ins/sso/invitation",
            null,
            "user",
            invited.get("user").asString(),
            "invitation",
            invited.get("secret").asString(),
            "issuer",
            ISSUER,
            "subject",
            subject);
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(201);
    return subject;
  }

  private String signedInBySso(String subject) {
    return session(console.post("/v1/sign-ins/sso", null, "issuer", ISSUER, "subject", subject));
  }

  private HttpResponse<String> proveAgain(String session, String subject) {
    return console.post(
        "/v1/me/reauthentications/sso",
        session,
        "issuer",
        ISSUER,
        "subject",
        subject,
        "authTime",
        database.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static List<String> form(JsonNode form) {
    return List.of(
        form.get("form").asString(),
        form.get("reauthenticationRequired").asString(),
        form.get("secondFactorRequired").asString());
  }

  @Test
  @Tag("PWD-4")
  void who_changes_the_password_signs_in_anew_with_the_new_one() {
    String email = email();
    String session = console.signedUp(email);
    String elsewhere = session(console.signIn(email, PASSWORD));
    assertThat(console.change(session, PASSWORD, NEW_PASSWORD).statusCode()).isEqualTo(200);
    for (String ended : List.of(session, elsewhere)) {
      assertThat(problem(console.get("/v1/me/sessions", ended))).isEqualTo("session-not-live");
    }
    assertThat(problem(console.signIn(email, PASSWORD))).isEqualTo("sign-in-failed");
    assertThat(console.signIn(email, NEW_PASSWORD).statusCode()).isEqualTo(201);
  }

  @Test
  @Tag("PWD-4")
  void changing_takes_the_current_password_and_guesses_are_throttled_like_those_of_a_sign_in() {
    String email = email();
    String session = console.signedUp(email);
    database.setClock(database.now());
    for (int i = 0; i < 5; i++) {
      assertThat(problem(console.change(session, WRONG, NEW_PASSWORD))).isEqualTo("sign-in-failed");
    }
    HttpResponse<String> throttled = console.change(session, PASSWORD, NEW_PASSWORD);
    assertThat(problem(throttled)).isEqualTo("throttled");
    assertThat(throttled.headers().firstValue("Retry-After")).isPresent();
    assertThat(console.signIn(email, PASSWORD).statusCode()).isEqualTo(201);
    database.advance(Duration.ofMinutes(1));
    assertThat(console.change(session, PASSWORD, NEW_PASSWORD).statusCode()).isEqualTo(200);
  }

  @Test
  @Tag("PWD-4")
  @Tag("SES-5")
  void who_has_mfa_proves_it_again_first_and_no_guess_is_counted_before() {
    String email = email();
    UserId user = people.register(email, null);
    Person person = people.person(user);
    people.enableMfa(person, 1);
    database.advance(Duration.ofMinutes(11));
    assertThat(problem(console.change(person.token(), WRONG, NEW_PASSWORD)))
        .isEqualTo("reauthentication-required");
    assertThat(log.payloads("sign-in.refused"))
        .noneMatch(payload -> payload.contains(user.value()));
    assertThat(form(console.form(person.token()))).containsExactly("CHANGE", "true", "false");
  }

  @Test
  @Tag("PWD-2")
  @Tag("PWD-4")
  void a_new_password_follows_the_rules_and_differs_from_the_current_one() {
    String session = console.signedUp(email());
    for (String refused : List.of("too short", "my Keeptrusts password", PASSWORD)) {
      assertThat(problem(console.change(session, PASSWORD, refused)))
          .as(refused)
          .isEqualTo("password-not-accepted");
    }
    assertThat(form(console.form(session))).containsExactly("CHANGE", "false", "false");
  }

  @Test
  @Tag("PWD-5")
  void the_wrong_kind_of_call_says_which_is_right_and_so_does_the_form() {
    String email = email();
    UserId user = people.register(email, null);
    String temporary = console.temporaryPassword(user);
    String gated = session(console.signIn(email, temporary));
    assertThat(form(console.form(gated))).containsExactly("ROTATE", "false", "false");
    String own = session(console.rotate(gated, temporary, PASSWORD));
    assertThat(form(console.form(own))).containsExactly("CHANGE", "false", "false");
    assertThat(problem(console.add(own, NEW_PASSWORD))).isEqualTo("password-exists");
    assertThat(problem(console.rotate(own, PASSWORD, NEW_PASSWORD))).isEqualTo("password-exists");
  }

  @Test
  @Tag("PWD-5")
  void who_rotates_what_is_not_temporary_is_told_so_before_anything_is_looked_at_or_counted() {
    String email = email();
    String own = console.signedUp(email);
    String none = signedInBySso(newcomer(email()));
    database.setClock(database.now());
    for (int i = 0; i < 10; i++) {
      assertThat(problem(console.rotate(own, WRONG, "short"))).isEqualTo("password-exists");
      assertThat(problem(console.rotate(none, WRONG, "short"))).isEqualTo("no-password");
    }
    assertThat(console.change(own, PASSWORD, NEW_PASSWORD).statusCode()).isEqualTo(200);
  }

  @Test
  @Tag("PWD-4")
  @Tag("PWD-5")
  @Tag("SES-5")
  void who_has_no_password_adds_one_after_proving_it_again_and_signs_in_anew_with_it() {
    String email = email();
    String subject = newcomer(email);
    String session = signedInBySso(subject);
    String elsewhere = signedInBySso(subject);
    assertThat(form(console.form(session))).containsExactly("ADD", "true", "false");
    assertThat(problem(console.change(session, WRONG, NEW_PASSWORD))).isEqualTo("no-password");
    assertThat(problem(console.add(session, NEW_PASSWORD))).isEqualTo("reauthentication-required");
    assertThat(proveAgain(session, subject).statusCode()).isEqualTo(200);
    assertThat(form(console.form(session))).containsExactly("ADD", "false", "false");
    for (String refused : List.of("too short", "my Keeptrusts password")) {
      assertThat(problem(console.add(session, refused))).isEqualTo("password-not-accepted");
    }
    database.advance(Duration.ofMinutes(11));
    assertThat(problem(console.add(session, NEW_PASSWORD))).isEqualTo("reauthentication-required");
    assertThat(proveAgain(session, subject).statusCode()).isEqualTo(200);
    assertThat(console.add(session, NEW_PASSWORD).statusCode()).isEqualTo(200);
    for (String ended : List.of(session, elsewhere)) {
      assertThat(problem(console.get("/v1/me/sessions", ended))).isEqualTo("session-not-live");
    }
    String fresh = session(console.signIn(email, NEW_PASSWORD));
    assertThat(form(console.form(fresh))).containsExactly("CHANGE", "false", "false");
    assertThat(problem(console.add(fresh, PASSWORD))).isEqualTo("password-exists");
  }

  @Test
  @Tag("PWD-3")
  @Tag("PWD-5")
  void a_session_whose_temporary_password_ran_out_is_told_to_begin_with_another() {
    String email = email();
    UserId user = people.register(email, null);
    String temporary = console.temporaryPassword(user);
    database.advance(Duration.ofDays(3).minusMinutes(5));
    String gated = session(console.signIn(email, temporary));
    assertThat(form(console.form(gated))).containsExactly("ROTATE", "false", "false");
    database.advance(Duration.ofMinutes(6));
    assertThat(form(console.form(gated))).containsExactly("NONE", "false", "false");
    for (int i = 0; i < 10; i++) {
      assertThat(problem(console.rotate(gated, temporary, PASSWORD)))
          .isEqualTo("temporary-password-expired");
    }
    String another = console.temporaryPassword(user);
    session(console.rotate(session(console.signIn(email, another)), another, PASSWORD));
  }

  @Test
  @Tag("PWD-4")
  void who_came_by_sso_adds_a_password_in_place_of_a_temporary_one_that_ran_out() {
    Person anna = people.person();
    String subject = TestPeople.id();
    people.link(anna, ISSUER, subject);
    console.temporaryPassword(anna.user());
    database.advance(Duration.ofDays(4));
    String session = signedInBySso(subject);
    assertThat(form(console.form(session))).containsExactly("ADD", "true", "false");
    assertThat(proveAgain(session, subject).statusCode()).isEqualTo(200);
    assertThat(console.add(session, NEW_PASSWORD).statusCode()).isEqualTo(200);
  }

  @Test
  @Tag("PWD-3")
  @Tag("PWD-5")
  void the_form_of_a_rotation_says_that_it_asks_for_the_second_factor() {
    String email = email();
    UserId user = people.register(email, null);
    people.enableMfa(people.person(user), 1);
    PasswordRevision temporary = people.temporaryPassword(user);
    Person gated = people.signIn(user, temporary, people.code(user, 2));
    assertThat(form(console.form(gated.token()))).containsExactly("ROTATE", "false", "true");
  }

  @Test
  @Tag("SIGN-5")
  void a_new_password_has_no_guesses_against_it() {
    String email = email();
    String session = console.signedUp(email);
    database.setClock(database.now());
    for (int i = 0; i < 5; i++) {
      assertThat(console.signIn(email, WRONG).statusCode()).isEqualTo(401);
    }
    assertThat(console.signIn(email, PASSWORD).statusCode()).isEqualTo(429);
    assertThat(console.change(session, PASSWORD, NEW_PASSWORD).statusCode()).isEqualTo(200);
    assertThat(console.signIn(email, NEW_PASSWORD).statusCode()).isEqualTo(201);
  }
}
