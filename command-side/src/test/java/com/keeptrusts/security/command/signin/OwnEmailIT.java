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
import com.keeptrusts.security.command.sweep.Sweeps;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Changing the own e-mail, over HTTP. */
@Tag("ORG-6")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnEmailIT {

  private static final String NOT_OPEN = "email-change-not-open";

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

  private String begun(String session, String email) {
    HttpResponse<String> begun = console.post("/v1/me/email-changes", session, "email", email);
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
    return json(begun).get("secret").asString();
  }

  private HttpResponse<String> confirm(String session, String secret) {
    return console.post("/v1/me/email-changes/confirmation", session, "secret", secret);
  }

  @Test
  void who_proves_the_new_address_signs_in_with_it_and_with_the_old_one_no_more() {
    String email = email();
    String next = email();
    String session = console.signedUp(email);
    String secret = begun(session, next);
    assertThat(problem(console.signIn(next, PASSWORD))).isEqualTo("sign-in-failed");
    assertThat(confirm(session, secret).statusCode()).isEqualTo(200);
    assertThat(console.signIn(next, PASSWORD).statusCode()).isEqualTo(201);
    assertThat(problem(console.signIn(email, PASSWORD))).isEqualTo("sign-in-failed");
    assertThat(problem(confirm(session, secret))).isEqualTo(NOT_OPEN);
    String another = console.signedUp(email);
    assertThat(another).isNotEqualTo(session);
  }

  @Test
  void a_secret_is_good_for_its_user_and_the_last_change_and_for_an_hour() {
    String session = console.signedUp(email());
    String stranger = console.signedUp(email());
    String replaced = begun(session, email());
    String secret = begun(session, email());
    assertThat(problem(confirm(session, replaced))).isEqualTo(NOT_OPEN);
    assertThat(problem(confirm(stranger, secret))).isEqualTo(NOT_OPEN);
    database.advance(Duration.ofMinutes(55));
    assertThat(console.post("/v1/me/reauthentications", session, "password", PASSWORD).statusCode())
        .isEqualTo(200);
    database.advance(Duration.ofMinutes(5));
    assertThat(problem(confirm(session, secret))).isEqualTo(NOT_OPEN);
    node.get(Sweeps.class).forgetWhatExpired();
    assertThat(count("command.email_change")).isZero();
  }

  private long count(String table) {
    return log.sql().sql("SELECT count(*) FROM " + table).query(Long.class).single();
  }

  @Test
  @Tag("SES-5")
  void beginning_and_finishing_take_a_fresh_proof_of_who_one_is() {
    String session = console.signedUp(email());
    String secret = begun(session, email());
    database.advance(Duration.ofMinutes(11));
    assertThat(problem(console.post("/v1/me/email-changes", session, "email", email())))
        .isEqualTo("reauthentication-required");
    assertThat(problem(confirm(session, secret))).isEqualTo("reauthentication-required");
    assertThat(console.post("/v1/me/reauthentications", session, "password", PASSWORD).statusCode())
        .isEqualTo(200);
    assertThat(confirm(session, secret).statusCode()).isEqualTo(200);
  }

  /** An e-mail that somebody else signs in with is told to who reads its mail alone. */
  @Test
  @Tag("SIGN-4")
  void that_an_address_is_taken_is_told_only_to_who_proved_it() {
    String taken = email();
    console.signedUp(taken);
    String session = console.signedUp(email());
    String secret = begun(session, taken);
    assertThat(problem(confirm(session, secret))).isEqualTo("email-taken");
    assertThat(console.signIn(taken, PASSWORD).statusCode()).isEqualTo(201);
  }

  @Test
  void what_ends_all_sessions_ends_a_change_of_e_mail_too() {
    String email = email();
    UserId user = people.register(email, null);
    String temporary = console.temporaryPassword(user);
    String session =
        session(console.rotate(session(console.signIn(email, temporary)), temporary, PASSWORD));
    String secret = begun(session, email());
    assertThat(console.change(session, PASSWORD, NEW_PASSWORD).statusCode()).isEqualTo(200);
    assertThat(problem(confirm(session(console.signIn(email, NEW_PASSWORD)), secret)))
        .isEqualTo(NOT_OPEN);
  }

  @Test
  @Tag("SIGN-5")
  void guesses_count_against_the_password_whatever_e_mail_it_is_guessed_with() {
    String email = email();
    String next = email();
    String session = console.signedUp(email);
    database.setClock(database.now());
    for (int i = 0; i < 5; i++) {
      assertThat(console.signIn(email, WRONG).statusCode()).isEqualTo(401);
    }
    assertThat(confirm(session, begun(session, next)).statusCode()).isEqualTo(200);
    assertThat(console.signIn(next, PASSWORD).statusCode()).isEqualTo(429);
    assertThat(console.signIn(email, WRONG).statusCode()).isEqualTo(401);
  }

  @Test
  void nothing_is_recorded_of_a_change_to_the_address_that_it_is_already() {
    String email = email();
    String session = console.signedUp(email);
    for (String same : List.of(email, email.toUpperCase(Locale.ROOT))) {
      assertThat(problem(console.post("/v1/me/email-changes", session, "email", same)))
          .isEqualTo("invalid-value");
    }
  }

  @Test
  @Tag("ORG-3")
  void the_operator_changes_it_without_a_proof_and_learns_that_it_is_taken() {
    String email = email();
    UserId user = people.register(email, null);
    String next = email();
    assertThat(console.put("/v1/users/" + user + "/email", null, "email", next).statusCode())
        .isEqualTo(200);
    console.temporaryPassword(user);
    String taken = email();
    people.register(taken, null);
    assertThat(problem(console.put("/v1/users/" + user + "/email", null, "email", taken)))
        .isEqualTo("email-taken");
    assertThat(Stream.of(next, taken).map(each -> problem(console.signIn(each, WRONG))).distinct())
        .containsExactly("sign-in-failed");
  }

  @Test
  @Tag("ORG-3")
  void an_admin_of_another_org_cannot_try_which_address_an_account_has() {
    OrgId org = people.org();
    Person admin = people.member(org, Role.ADMIN);
    String email = email();
    UserId foreign = people.register(email, null);
    String sharedEmail = email();
    Person shared = people.person(people.register(sharedEmail, null));
    people.join(shared, org, Role.MEMBER);
    people.join(shared, people.org(), Role.MEMBER);
    String colleague = email();
    Person member = people.person(people.register(colleague, null));
    people.join(member, org, Role.MEMBER);
    for (String tried : List.of(email, email.toUpperCase(Locale.ROOT), email(), colleague)) {
      assertThat(problem(replace(admin, org, foreign, tried))).as(tried).isEqualTo("not-a-member");
    }
    for (String tried : List.of(sharedEmail, email(), colleague)) {
      assertThat(problem(replace(admin, org, shared.user(), tried)))
          .as(tried)
          .isEqualTo("belongs-to-another-org");
    }
    assertThat(problem(replace(admin, org, member.user(), colleague))).isEqualTo("invalid-value");
    assertThat(problem(replace(admin, org, member.user(), email))).isEqualTo("email-taken");
    assertThat(replace(admin, org, member.user(), email()).statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> replace(Person admin, OrgId org, UserId user, String email) {
    return console.put(
        "/v1/orgs/" + org + "/members/" + user + "/email", admin.token(), "email", email);
  }

  /** Neither the account nor a key for what is personal is made. */
  @Test
  void of_an_account_that_there_is_not_nothing_is_made() {
    long keys = count("personal.key");
    assertThat(
            problem(console.put("/v1/users/" + TestPeople.id() + "/email", null, "email", email())))
        .isEqualTo("not-found");
    assertThat(count("personal.key")).isEqualTo(keys);
  }
}
