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
import com.keeptrusts.security.command.lookup.Account;
import com.keeptrusts.security.command.lookup.Accounts;
import com.keeptrusts.security.command.recovery.NewRecoveryCodes;
import com.keeptrusts.security.command.recovery.RecoveryCodes;
import com.keeptrusts.security.command.vault.Secret;
import com.keeptrusts.security.command.vault.SecretName;
import com.keeptrusts.security.command.vault.SecretReader;
import com.keeptrusts.security.command.vault.Vault;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** What a deployment sets for passwords, and what a form is told of one, over HTTP. */
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PasswordSettingsIT {

  @TempDir static Path keysets;

  private TestDatabase database;
  private TestNode node;
  private TestNode strict;
  private TestLog log;
  private Console console;
  private Console strictly;

  @BeforeAll
  void start() {
    database = TestDatabase.fresh();
    node = TestNode.start(database, keysets);
    strict =
        TestNode.start(
            database,
            keysets,
            Map.of(
                "keeptrusts.password.minimum-length", "30",
                "keeptrusts.password.maximum-length", "64",
                "keeptrusts.password.product-names", "Acme Vault,Maples",
                "keeptrusts.password.hash.iterations", "3",
                "keeptrusts.throttle.free-attempts", "2",
                "keeptrusts.throttle.first-delay", "40s"));
    log = new TestLog(database);
    console = new Console(node);
    strictly = new Console(strict);
  }

  @AfterAll
  void stop() {
    strict.close();
    node.close();
    database.close();
  }

  @Test
  @Tag("PWD-1")
  void an_old_hash_is_made_anew_at_the_next_sign_in_once_and_nothing_else_changes() {
    String email = email();
    String session = console.signedUp(email);
    UserId user = node.get(Accounts.class).find(new EmailAddress(email)).orElseThrow();
    Stored old = stored(user);
    assertThat(old.hash()).contains(",t=2,");

    assertThat(problem(strictly.signIn(email, WRONG))).isEqualTo("sign-in-failed");
    assertThat(stored(user)).isEqualTo(old);

    List<String> before = log.namesOf(user);
    session(strictly.signIn(email, PASSWORD));
    Stored anew = stored(user);
    assertThat(anew.hash()).contains(",t=3,");
    assertThat(anew.revisions()).isEqualTo(old.revisions());

    session(strictly.signIn(email, PASSWORD));
    assertThat(stored(user)).isEqualTo(anew);
    List<String> since = log.namesOf(user);
    assertThat(since.subList(before.size(), since.size()))
        .containsExactly("user.session-started", "user.session-started");
    assertThat(console.get("/v1/me/sessions", session).statusCode()).isEqualTo(200);
  }

  @Test
  @Tag("PWD-1")
  void recovery_codes_are_hashed_in_the_same_settings() {
    try (NewRecoveryCodes codes = strict.get(RecoveryCodes.class).next()) {
      assertThat(
              codes
                  .hashes()
                  .<String>open(
                      SecretReader.RECOVERY_CODE_CHECK,
                      json -> new String(json, StandardCharsets.UTF_8)))
          .contains("\"iterations\":3");
    }
  }

  @Test
  @Tag("PWD-2")
  void lengths_and_product_names_are_the_deployments() {
    String session = console.signedUp(email());
    assertThat(strictly.form(session).get("minimumLength").asInt()).isEqualTo(30);
    assertThat(detail(strictly.change(session, PASSWORD, NEW_PASSWORD)))
        .isEqualTo("A password has at least 30 characters; this one has 26");
    assertThat(detail(strictly.change(session, PASSWORD, NEW_PASSWORD + " and oaks")))
        .isEqualTo("The password contains the name of this product, which is guessed first");
    assertThat(detail(strictly.change(session, PASSWORD, "plum tango ".repeat(6))))
        .isEqualTo("A password has at most 64 characters");
  }

  @Test
  @Tag("PWD-2")
  void a_maximum_that_is_lowered_locks_nobody_out() {
    String email = email();
    String session = console.signedUp(email);
    String longer = "seventy characters are what this one has, and that was fine yesterday";
    assertThat(console.change(session, PASSWORD, longer).statusCode()).isEqualTo(200);
    assertThat(strictly.signIn(email, longer).statusCode()).isEqualTo(201);
  }

  @Test
  @Tag("SIGN-5")
  void how_many_attempts_are_free_and_how_long_the_next_waits_are_the_deployments() {
    String email = email();
    console.signedUp(email);
    for (int i = 0; i < 2; i++) {
      assertThat(problem(strictly.signIn(email, WRONG))).isEqualTo("sign-in-failed");
    }
    HttpResponse<String> throttled = strictly.signIn(email, PASSWORD);
    assertThat(problem(throttled)).isEqualTo("throttled");
    assertThat(throttled.headers().firstValueAsLong("Retry-After").orElseThrow())
        .isBetween(30L, 40L);
  }

  @Test
  @Tag("PWD-2")
  void a_form_is_told_the_same_sentence_that_would_refuse_the_password() {
    String email = email();
    String session = console.signedUp(email);
    String name = email.substring(0, email.indexOf('@'));
    for (String refused :
        List.of("too short", "P4$$w0rd!!!!!!!!!", "my name is " + name, "x".repeat(5_000))) {
      JsonNode estimate = estimate(session, refused);
      assertThat(estimate.get("accepted").asBoolean()).isFalse();
      assertThat(estimate.get("refusal").asString())
          .isEqualTo(detail(console.change(session, PASSWORD, refused)));
      assertThat(estimate.get("score").asInt()).isLessThan(2);
    }
    JsonNode good = estimate(session, NEW_PASSWORD);
    assertThat(good.get("accepted").asBoolean()).isTrue();
    assertThat(good.get("score").asInt()).isEqualTo(4);
    assertThat(console.change(session, PASSWORD, NEW_PASSWORD).statusCode()).isEqualTo(200);
  }

  @Test
  @Tag("PWD-2")
  void so_is_the_form_of_a_rotation() {
    String email = email();
    UserId user = new TestPeople(node).register(email, null);
    String session = session(console.signIn(email, console.temporaryPassword(user)));
    assertThat(estimate(session, NEW_PASSWORD).get("accepted").asBoolean()).isTrue();
  }

  @Test
  @Tag("PWD-2")
  void what_a_form_asks_about_is_neither_kept_nor_logged(CapturedOutput output) {
    String session = console.signedUp(email());
    int events = log.size();
    estimate(session, "glimmering tortoise 4711");
    assertThat(log.size()).isEqualTo(events);
    assertThat(output.getAll()).doesNotContain("glimmering");
  }

  private JsonNode estimate(String session, String password) {
    HttpResponse<String> answer =
        console.post("/v1/me/password/estimate", session, "password", password);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  private static String detail(HttpResponse<String> problem) {
    assertThat(problem(problem)).isEqualTo("password-not-accepted");
    return json(problem).get("detail").asString();
  }

  /** The hash of the password in force, and the rows there are. */
  private record Stored(String hash, List<String> revisions) {}

  private Stored stored(UserId user) {
    Account account = node.get(Accounts.class).of(user).orElseThrow();
    SecretName name = SecretName.of(Objects.requireNonNull(account.password()), user);
    try (Secret hash = node.get(Vault.class).read(name).orElseThrow()) {
      return new Stored(
          hash.open(
              SecretReader.PASSWORD_CHECK, bytes -> new String(bytes, StandardCharsets.US_ASCII)),
          log.sql()
              .sql(
                  "SELECT revision || created_at FROM vault.secret WHERE user_id = :user ORDER BY"
                      + " 1")
              .param("user", user.value())
              .query((row, number) -> row.getString(1))
              .list());
    }
  }
}
