package com.keeptrusts.security.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.web.TestCaller.Answer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@AtTheDoor
@Tag("ORG-4")
class ServiceClientTest {

  private final TestCaller caller;

  ServiceClientTest(@LocalServerPort int port) {
    caller = new TestCaller(port);
  }

  @Test
  void without_a_credential_nothing_is_answered_but_what_would_be_right() {
    Answer answer = caller.ask("/v1/alone").post();

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.problem()).isEqualTo("unauthenticated");
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"keeptrusts\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/v1/alone", "/v1/nowhere", "/", "/error", "/actuator", "/actuator/health"})
  void without_a_credential_nobody_learns_which_addresses_exist(String path) {
    assertThat(caller.ask(path).get().problem()).isEqualTo("unauthenticated");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer"
            + " kts_00000000-0000-4000-8000-000000000000_wrongwrongwrongwrongwrongwrongwrongwrong123",
        "Bearer kts_00000000-0000-4000-8000-000000000000",
        "Bearer AbCdEfGhIjKlMnOpQrStUvWxYz-_0123456789AbCdE",
        "Bearer ",
        "Basic a3RzOmt0cw==",
        "kts"
      })
  void an_unknown_or_malformed_credential_is_refused_alike(String authorization) {
    Answer answer = caller.ask("/v1/alone").with("Authorization", authorization).post();

    assertThat(answer.problem()).isEqualTo("unauthenticated");
    assertThat(answer.json().path("detail").asString())
        .isEqualTo(caller.ask("/v1/alone").post().json().path("detail").asString());
  }

  @Test
  void a_credential_for_another_scope_is_refused_and_told_which_is_needed() {
    Answer answer = caller.ask("/v1/alone").as(Scope.AUDIT).post();

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("scope-missing");
    assertThat(answer.json().path("detail").asString()).contains("sign-in or operate");
  }

  @Test
  void any_of_the_named_scopes_is_enough() {
    assertThat(caller.ask("/v1/alone").as(Scope.SIGN_IN).post().status()).isEqualTo(200);
    assertThat(caller.ask("/v1/alone").as(Scope.OPERATE).post().status()).isEqualTo(200);
  }

  @Test
  void the_scheme_is_read_in_any_case() {
    String credential = TestSide.credential(Scope.OPERATE);
    assertThat(
            caller.ask("/v1/alone").with("Authorization", "bearer " + credential).post().status())
        .isEqualTo(200);
  }

  @Test
  void a_handler_learns_who_acts_for_whom() {
    Answer answer =
        caller
            .ask("/v1/acting")
            .as(Scope.ACT)
            .acting()
            .with("Keeptrusts-User-Agent", "Firefox")
            .with("Keeptrusts-Correlation-Id", "order-1.b_c")
            .with("Idempotency-Key", "once!")
            .post();

    assertThat(answer.status()).isEqualTo(200);
    var told = answer.json();
    assertThat(told.path("client").asString()).isEqualTo(TestSide.id(Scope.ACT));
    assertThat(told.path("session").asString()).isEqualTo(Sha256.ofToken(TestSide.SESSION).value());
    assertThat(told.path("address").asString()).isEqualTo("192.0.2.7");
    assertThat(told.path("agent").asString()).isEqualTo("Firefox");
    assertThat(told.path("correlation").asString()).isEqualTo("order-1.b_c");
    assertThat(told.path("key").asString()).isEqualTo("once!");
    assertThat(answer.header("Keeptrusts-Correlation-Id")).isEqualTo("order-1.b_c");
  }

  @Test
  @Tag("IP-7")
  void the_peer_is_the_socket_whatever_a_header_says() {
    Answer answer =
        caller
            .ask("/v1/alone")
            .as(Scope.OPERATE)
            .with("X-Forwarded-For", "198.51.100.1")
            .with("Forwarded", "for=198.51.100.1")
            .with("X-Real-IP", "198.51.100.1")
            .with("True-Client-IP", "198.51.100.1")
            .post();

    assertThat(answer.json().path("peer").asString()).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
    assertThat(answer.json().path("address").asString()).isEqualTo("none");
  }

  @Test
  @Tag("IP-7")
  void who_acts_for_a_user_states_the_users_address() {
    Answer answer =
        caller.ask("/v1/acting").as(Scope.ACT).with("Keeptrusts-Session", TestSide.SESSION).post();

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("invalid-value");
  }

  @ParameterizedTest
  @Tag("IP-7")
  @ValueSource(
      strings = {
        "",
        "unknown",
        "localhost",
        "10.1",
        "010.0.0.1",
        "192.0.2.7:80",
        "[2001:db8::1]",
        "fe80::1%eth0",
        "192.0.2.7, 198.51.100.1",
        "192.0.2.300",
        "2001:db8::1::2",
        "*"
      })
  void a_stated_address_that_is_none_is_refused_never_skipped(String address) {
    Answer answer =
        caller
            .ask("/v1/acting")
            .as(Scope.ACT)
            .with("Keeptrusts-Session", TestSide.SESSION)
            .with("Keeptrusts-Client-Address", address)
            .post();

    assertThat(answer.problem()).isEqualTo("invalid-value");

    Answer withoutUser =
        caller.ask("/v1/alone").as(Scope.OPERATE).with("Keeptrusts-Client-Address", address).post();

    assertThat(withoutUser.problem()).isEqualTo("invalid-value");
  }

  @Test
  void an_endpoint_that_needs_a_user_is_not_passed_without_a_session() {
    Answer answer = caller.ask("/v1/acting").as(Scope.ACT).post();

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.problem()).isEqualTo("session-not-live");
  }

  @ParameterizedTest
  @Tag("SES-1")
  @ValueSource(
      strings = {
        "",
        "short",
        "AbCdEfGhIjKlMnOpQrStUvWxYz-_0123456789AbCdE=",
        "AbCdEfGhIjKlMnOpQrStUvWxYz-_0123456789AbCd%"
      })
  void a_malformed_session_token_is_no_live_session(String token) {
    Answer answer =
        caller
            .ask("/v1/acting")
            .as(Scope.ACT)
            .with("Keeptrusts-Session", token)
            .with("Keeptrusts-Client-Address", "192.0.2.7")
            .post();

    assertThat(answer.problem()).isEqualTo("session-not-live");
  }

  @Test
  void an_endpoint_that_acts_for_nobody_takes_no_session() {
    assertThat(caller.ask("/v1/alone").credential(TestSide.EVERYTHING).acting().post().problem())
        .isEqualTo("invalid-value");
  }

  @Test
  void acting_for_a_user_needs_the_scope_act_and_nothing_else_replaces_it() {
    assertThat(caller.ask("/v1/either").as(Scope.ACT).acting().post().status()).isEqualTo(200);
    assertThat(caller.ask("/v1/either").as(Scope.DIRECTORY).acting().post().problem())
        .isEqualTo("scope-missing");
    assertThat(caller.ask("/v1/acting").as(Scope.OPERATE).acting().post().problem())
        .isEqualTo("scope-missing");
  }

  @Test
  void whoever_vouches_for_something_of_its_user_needs_the_scope_for_that_beside() {
    assertThat(caller.ask("/v1/vouching").credential(TestSide.EVERYTHING).acting().post().status())
        .isEqualTo(200);
    assertThat(caller.ask("/v1/vouching").as(Scope.ACT).acting().post().problem())
        .isEqualTo("scope-missing");
    assertThat(caller.ask("/v1/vouching").as(Scope.SIGN_IN).acting().post().problem())
        .isEqualTo("scope-missing");
  }

  @Test
  void the_scope_act_gives_no_right_of_its_own() {
    assertThat(caller.ask("/v1/either").as(Scope.DIRECTORY).post().status()).isEqualTo(200);
    assertThat(caller.ask("/v1/either").as(Scope.ACT).post().problem()).isEqualTo("scope-missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "Keeptrusts-Session",
        "Keeptrusts-Client-Address",
        "Keeptrusts-User-Agent",
        "Keeptrusts-Correlation-Id",
        "Idempotency-Key"
      })
  void a_header_of_ours_that_stands_twice_is_refused(String name) {
    var ask =
        caller
            .ask("/v1/either")
            .credential(TestSide.EVERYTHING)
            .acting()
            .with("Keeptrusts-User-Agent", "a")
            .with("Keeptrusts-Correlation-Id", "a")
            .with("Idempotency-Key", "a");

    assertThat(ask.with(name, "a").post().problem()).isEqualTo("malformed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "with space", "a\tb"})
  void an_idempotency_key_is_visible_ascii(String key) {
    assertThat(
            caller.ask("/v1/alone").as(Scope.OPERATE).with("Idempotency-Key", key).post().problem())
        .isEqualTo("invalid-value");
  }

  @Test
  void an_idempotency_key_has_128_characters_at_most() {
    var right = caller.ask("/v1/alone").as(Scope.OPERATE).with("Idempotency-Key", "k".repeat(128));
    var wrong = caller.ask("/v1/alone").as(Scope.OPERATE).with("Idempotency-Key", "k".repeat(129));

    assertThat(right.post().status()).isEqualTo(200);
    assertThat(wrong.post().problem()).isEqualTo("invalid-value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "<script>"})
  void a_correlation_id_of_another_form_is_refused_and_not_repeated(String id) {
    Answer answer =
        caller.ask("/v1/alone").as(Scope.OPERATE).with("Keeptrusts-Correlation-Id", id).post();

    assertThat(answer.problem()).isEqualTo("invalid-value");
    assertThat(answer.header("Keeptrusts-Correlation-Id"))
        .isEqualTo(answer.json().path("correlation").asString())
        .matches("[0-9a-f-]{36}");
  }

  @Test
  void a_stated_agent_is_kept_short_and_without_controls_not_refused() {
    Answer answer =
        caller.raw(
            "POST /v1/alone HTTP/1.1\r\n"
                + "Host: localhost\r\n"
                + "Connection: close\r\n"
                + "Authorization: Bearer "
                + TestSide.credential(Scope.OPERATE)
                + "\r\n"
                + "Content-Length: 0\r\n"
                + "Keeptrusts-User-Agent: \u00C3\u00BC\u00E2\u0080\u00AE\u00FF"
                + "x".repeat(600)
                + "\r\n\r\n");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"agent\":\"ü\uFFFDx")
        .contains("x\"")
        .doesNotContain("x".repeat(511));
  }

  @Test
  void an_endpoint_that_needs_an_address_says_so() {
    assertThat(caller.ask("/v1/address").as(Scope.SIGN_IN).get().problem())
        .isEqualTo("invalid-value");
    assertThat(
            caller
                .ask("/v1/address")
                .as(Scope.SIGN_IN)
                .with("Keeptrusts-Client-Address", "2001:db8::1")
                .get()
                .body())
        .isEqualTo("2001:db8::1");
  }
}
