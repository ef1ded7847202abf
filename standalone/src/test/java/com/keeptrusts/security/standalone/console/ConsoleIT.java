package com.keeptrusts.security.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.standalone.endpoints.Installation;
import com.keeptrusts.security.standalone.harness.Api;
import com.keeptrusts.security.standalone.harness.Ports;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the console's backend lets through, and what it keeps from its pages. */
class ConsoleIT {

  private static final String SIGN_INS = "/console/api/sign-ins";
  private static final Pattern SESSION_COOKIE =
      Pattern.compile("(keeptrusts-session=([\\w-]{43})); Path=/; HttpOnly; SameSite=Strict");
  private static final Pattern DEVICE_COOKIE =
      Pattern.compile(
          "(keeptrusts-device=([\\w-]{43})); Path=/; HttpOnly; SameSite=Strict; Max-Age=\\d+");

  @TempDir static Path folder;
  private static Installation installation;
  private static String origin;
  private static Api api;
  private static Browsing browser;

  @BeforeAll
  static void start() throws IOException {
    int port = Ports.free();
    installation = Installation.start(folder, port);
    origin = "http://localhost:" + port;
    api = new Api(port, port, installation.credential(), installation.ledger());
    browser = new Browsing(origin);
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  private static HttpResponse<String> signIn(Newcomer person, String cookie) {
    return browser.ask("POST", SIGN_INS, cookie, credentials(person));
  }

  private static String credentials(Newcomer person) {
    return "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(person.email(), person.password());
  }

  /** The cookie of this form, as a browser sends it back, and its token. */
  private static Matcher cookie(Pattern form, HttpResponse<String> answer) {
    List<Matcher> set =
        answer.headers().allValues("set-cookie").stream()
            .map(form::matcher)
            .filter(Matcher::matches)
            .toList();
    assertThat(set).as("cookies: " + answer.headers().allValues("set-cookie")).hasSize(1);
    return set.get(0);
  }

  @Test
  void both_tokens_go_into_cookies_that_no_script_reads_and_never_to_the_page() {
    HttpResponse<String> answer = signIn(Newcomer.settled(api), "other=1");
    assertThat(answer.statusCode()).isEqualTo(201);
    Matcher session = cookie(SESSION_COOKIE, answer);
    Matcher device = cookie(DEVICE_COOKIE, answer);
    assertThat(answer.body())
        .contains("\"status\":\"COMPLETE\"")
        .doesNotContain(session.group(2), device.group(2), "token", "deviceToken");

    HttpResponse<String> own =
        browser.ask("GET", "/console/api/me/passkeys", session.group(1), null);
    assertThat(own.statusCode()).isEqualTo(200);
    assertThat(own.body()).contains("\"passkeys\":[]");
  }

  @Test
  @Tag("IP-7")
  void behind_a_trusted_proxy_the_address_is_that_which_it_tells() {
    Newcomer person = Newcomer.settled(api);
    HttpResponse<String> answer = signInThrough("198.51.100.1, 203.0.113.9", person);
    assertThat(answer.statusCode()).isEqualTo(201);
    String session = cookie(SESSION_COOKIE, answer).group(2);
    assertThat(api.call("GET", "/v1/me/sessions", session, null).body().toString())
        .contains("203.0.113.9")
        .doesNotContain("198.51.100.1");

    HttpResponse<String> garbage = signInThrough("203.0.113.9, a", person);
    assertThat(garbage.statusCode()).isEqualTo(400);
    assertThat(garbage.body()).contains("invalid-value");
  }

  private static HttpResponse<String> signInThrough(String forwarded, Newcomer person) {
    return browser.send(
        "POST",
        SIGN_INS,
        Map.of(
            "Origin", origin,
            "Content-Type", "application/json",
            "X-Forwarded-For", forwarded),
        credentials(person));
  }

  @Test
  void who_has_a_session_in_another_tab_or_an_ended_one_signs_in_again() {
    Newcomer person = Newcomer.settled(api);
    String session = cookie(SESSION_COOKIE, signIn(person, "other=1")).group(1);
    String another = cookie(SESSION_COOKIE, signIn(person, session)).group(1);
    assertThat(another).isNotEqualTo(session);
    browser.ask("DELETE", "/console/api/me/session", session, null);
    assertThat(signIn(person, session).statusCode()).isEqualTo(201);
  }

  @Test
  void a_device_is_recognised_by_its_cookie() {
    Newcomer person = Newcomer.settled(api);
    String device = cookie(DEVICE_COOKIE, signIn(person, "other=1")).group(1);
    HttpResponse<String> again = signIn(person, device);
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.headers().allValues("set-cookie")).hasSize(1);
  }

  @Test
  void a_chosen_password_brings_the_fresh_session_into_the_cookie() {
    Newcomer person = Newcomer.invited(api);
    String gated = cookie(SESSION_COOKIE, signIn(person, "other=1")).group(1);
    assertThat(browser.ask("GET", "/console/api/me/passkeys", gated, null).body())
        .contains("/problems/password-rotation-required");
    HttpResponse<String> rotated =
        browser.ask(
            "POST",
            "/console/api/me/password/rotation",
            gated,
            "{\"temporaryPassword\":\"%s\",\"newPassword\":\"%s\"}"
                .formatted(person.password(), Newcomer.PASSWORD));
    Matcher fresh = cookie(SESSION_COOKIE, rotated);
    assertThat(rotated.body()).doesNotContain(fresh.group(2));
    assertThat(browser.ask("GET", "/console/api/me/passkeys", fresh.group(1), null).statusCode())
        .isEqualTo(200);
  }

  @Test
  void signing_out_ends_the_session_and_clears_its_cookie_and_so_does_an_ended_session() {
    String session = cookie(SESSION_COOKIE, signIn(Newcomer.settled(api), "other=1")).group(1);
    String cleared = "keeptrusts-session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0";
    HttpResponse<String> out = browser.ask("DELETE", "/console/api/me/session", session, null);
    assertThat(out.statusCode()).isEqualTo(200);
    assertThat(out.headers().allValues("set-cookie")).containsExactly(cleared);

    HttpResponse<String> after = browser.ask("GET", "/console/api/me/passkeys", session, null);
    assertThat(after.statusCode()).isEqualTo(401);
    assertThat(after.body()).contains("/problems/session-not-live");
    assertThat(after.headers().allValues("set-cookie")).containsExactly(cleared);
  }

  @Test
  void what_changes_anything_comes_from_a_page_of_the_console_or_is_refused() {
    String body = credentials(Newcomer.settled(api));
    for (String foreign :
        List.of(
            "https://evil.example",
            "null",
            origin.replace("localhost", "127.0.0.1"),
            origin.replace("http:", "https:"),
            origin + "1",
            origin + ".evil.example",
            "http://localhost")) {
      assertRefused(403, Map.of("Origin", foreign, "Content-Type", "application/json"), body);
    }
    assertRefused(403, Map.of("Content-Type", "application/json"), body);
    assertRefused(415, Map.of("Origin", origin, "Content-Type", "text/plain"), body);
    assertRefused(415, Map.of("Origin", origin), body);
  }

  private static void assertRefused(int status, Map<String, String> headers, String body) {
    HttpResponse<String> answer = browser.send("POST", SIGN_INS, headers, body);
    assertThat(answer.statusCode()).as(headers.toString()).isEqualTo(status);
    assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
  }

  @Test
  void signing_out_is_refused_to_a_foreign_page_and_the_session_goes_on() {
    String session = cookie(SESSION_COOKIE, signIn(Newcomer.settled(api), "other=1")).group(1);
    HttpResponse<String> forged =
        browser.send(
            "DELETE",
            "/console/api/me/session",
            Map.of("Origin", "https://evil.example", "Cookie", session),
            null);
    assertThat(forged.statusCode()).isEqualTo(403);
    assertThat(browser.ask("GET", "/console/api/me/passkeys", session, null).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /users",
    "POST, /decisions",
    "GET, /audit/entries",
    "POST, /service-clients",
    "POST, /sign-ins/sso",
    "PUT, /me/passkeys",
    "DELETE, /me/passkeys/x",
    "GET, /me/passkeys/",
    "GET, /me/sessions",
    "POST, /",
    "GET, /me/passkeys/../sessions"
  })
  void what_is_not_listed_is_not_passed_on(String method, String path) {
    assertThat(browser.ask(method, "/console/api" + path, null, "{}").statusCode()).isIn(400, 404);
  }

  @Test
  void the_api_itself_takes_no_cookie() {
    Matcher session = cookie(SESSION_COOKIE, signIn(Newcomer.settled(api), "other=1"));
    assertThat(browser.ask("GET", "/v1/me/passkeys", session.group(1), null).statusCode())
        .isEqualTo(401);
    HttpResponse<String> withCredential =
        browser.send(
            "GET",
            "/v1/me/passkeys",
            Map.of(
                "Authorization",
                "Bearer " + installation.credential(),
                "Keeptrusts-Client-Address",
                Api.ADDRESS,
                "Cookie",
                session.group(1)),
            null);
    assertThat(withCredential.body()).contains("/problems/session-not-live");
  }

  /** Else a page could act with a token that it was told somewhere. */
  @Test
  void the_backend_takes_no_session_but_from_its_cookie() {
    Matcher session = cookie(SESSION_COOKIE, signIn(Newcomer.settled(api), "other=1"));
    HttpResponse<String> answer =
        browser.send(
            "GET",
            "/console/api/me/passkeys",
            Map.of(
                "Keeptrusts-Session",
                session.group(2),
                "Authorization",
                "Bearer " + installation.credential()),
            null);
    assertThat(answer.statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "index.html", "console.js", "passkeys.js", "backend.js", "console.css"})
  void pages_run_their_own_scripts_and_nothing_else(String file) {
    HttpResponse<String> page = browser.send("GET", "/console/" + file, Map.of(), null);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().allValues("content-security-policy"))
        .containsExactly(
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none';"
                + " script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:;"
                + " require-trusted-types-for 'script'; trusted-types 'none'");
    assertThat(page.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(page.headers().firstValue("x-frame-options")).contains("DENY");
    assertThat(page.body()).doesNotContainPattern("(?i)innerHTML|\\son\\w+=\"|style=\"");
  }

  @Test
  void there_are_no_other_files() {
    assertThat(browser.send("GET", "/console/ConsoleDoor.class", Map.of(), null).statusCode())
        .isEqualTo(404);
    HttpResponse<String> answer = browser.send("GET", "/console", Map.of(), null);
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("location")).contains("/console/");
  }
}
