package com.keeptrusts.security.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.web.TestCaller.Answer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.util.HtmlUtils;

@AtTheDoor
@ExtendWith(OutputCaptureExtension.class)
class ProblemTest {

  private static final String USER = "/v1/users/00000000-0000-4000-8000-000000000001/things";

  private final TestCaller caller;

  ProblemTest(@LocalServerPort int port) {
    caller = new TestCaller(port);
  }

  private Answer fail(String kind) {
    return caller.ask("/v1/failures/" + kind).as(Scope.OPERATE).post();
  }

  @Test
  void a_refusal_is_told_with_its_type_sentence_and_correlation() {
    Answer answer =
        caller
            .ask("/v1/failures/rejected")
            .as(Scope.OPERATE)
            .with("Keeptrusts-Correlation-Id", "c-1")
            .post();

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.body())
        .isEqualTo(
            """
            {"type":"/problems/last-owner","title":"Last owner","status":409,\
            "detail":"Org 7 keeps an owner","correlation":"c-1"}\
            """);
  }

  @Test
  void who_hung_up_before_the_answer_was_written_is_no_fault(CapturedOutput output) {
    assertThat(fail("hung-up").status()).isEqualTo(400);
    assertThat(output).doesNotContain("ERROR", "\tat ");
  }

  @Test
  @Tag("SIGN-5")
  void who_is_to_come_back_later_is_told_when_never_too_early() {
    Answer throttled = fail("throttled");
    Answer busy = fail("busy");

    assertThat(throttled.problem()).isEqualTo("throttled");
    assertThat(throttled.status()).isEqualTo(429);
    assertThat(throttled.header("Retry-After")).isEqualTo("3");
    assertThat(busy.problem()).isEqualTo("busy");
    assertThat(busy.status()).isEqualTo(503);
    assertThat(busy.header("Retry-After")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "08001", "08006", "53300", "55P03", "40P01", "40001", "57014", "57P01", "57P02", "57P03",
        "25P03", "25P04", "pool"
      })
  void a_database_that_does_not_answer_is_a_reason_to_come_back(String how, CapturedOutput output) {
    Answer answer =
        caller
            .ask("/v1/failures/database/" + how)
            .as(Scope.OPERATE)
            .with("Keeptrusts-Correlation-Id", "away-" + how)
            .post();

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.problem()).isEqualTo("busy");
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    assertThat(answer.body()).doesNotContain("secret-host");
    assertThat(output.getAll().lines().filter(line -> line.contains("away-" + how))).hasSize(1);
    assertThat(output).doesNotContain("secret-host", "SQLException", "\tat ");
  }

  @Test
  void a_constraint_that_says_no_is_a_fault_of_ours() {
    assertThat(fail("constraint").problem()).isEqualTo("internal");
  }

  @ParameterizedTest
  @Tag("AUD-4")
  @ValueSource(strings = {"bug", "argument", "stack", "status500"})
  void a_fault_of_ours_is_logged_once_and_told_to_nobody(String kind, CapturedOutput output) {
    Answer answer =
        caller
            .ask("/v1/failures/" + kind)
            .as(Scope.OPERATE)
            .with("Keeptrusts-Correlation-Id", "fault-" + kind)
            .with("Keeptrusts-User-Agent", "never-in-a-log")
            .post("{\"password\":\"hunter2\"}");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.problem()).isEqualTo("internal");
    assertThat(answer.json().path("correlation").asString()).isEqualTo("fault-" + kind);
    assertThat(answer.body()).doesNotContain("fault of ours", "java", "internals");
    assertThat(output.getAll().split("Unexpected failure of request fault-" + kind, -1)).hasSize(2);
    assertThat(output.getAll().lines().filter(line -> line.contains("request fault-" + kind)))
        .allMatch(line -> line.contains("[fault-" + kind + "] "));
    assertThat(output)
        .doesNotContain("hunter2", "never-in-a-log", TestSide.credential(Scope.OPERATE));
  }

  @Test
  void a_bare_status_is_a_problem_too() {
    assertThat(fail("status").problem()).isEqualTo("not-found");
  }

  @Test
  void an_address_that_is_none_is_not_found() {
    assertThat(caller.ask("/v1/nowhere").as(Scope.OPERATE).get().problem()).isEqualTo("not-found");
    assertThat(caller.ask("/error").as(Scope.OPERATE).get().problem()).isEqualTo("not-found");
    assertThat(caller.ask("/v1/alone/").as(Scope.OPERATE).post().problem()).isEqualTo("not-found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1", "x", "00000000-0000-4000-8000-00000000000A", "..%20", "%F0%9F%98%80"})
  void an_id_that_can_be_none_leads_nowhere(String id) {
    assertThat(caller.ask("/v1/users/" + id + "/things").as(Scope.AUDIT).get().problem())
        .isEqualTo("not-found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"limit=x", "limit=", "limit=1.5", "limit=99999999999", "role=ROOT", "role=admin"})
  void a_parameter_of_a_wrong_form_is_refused(String query) {
    Answer answer = caller.ask(USER + "?" + query).as(Scope.AUDIT).get();

    assertThat(answer.problem()).isEqualTo("invalid-value");
    assertThat(answer.body()).doesNotContain("java", "keeptrusts.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limt=1",
        "limit=1&limit=2",
        "limit=1&x",
        "role=%00",
        "role=%FF",
        "role=%ED%A0%80",
        "role=%",
        "%00=1",
        "=1"
      })
  void a_parameter_that_is_unknown_doubled_or_no_text_is_refused(String query) {
    Answer answer =
        caller.raw(
            "GET "
                + USER
                + "?"
                + query
                + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer "
                + TestSide.credential(Scope.AUDIT)
                + "\r\n\r\n");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isIn("malformed", "invalid-value");
  }

  @Test
  void known_parameters_are_taken() {
    assertThat(caller.ask(USER + "?limit=5&role=OWNER").as(Scope.AUDIT).get().body())
        .contains("\"limit\":5", "OWNER");
  }

  @Test
  void another_method_is_refused_with_those_there_are() {
    Answer answer = caller.ask("/v1/alone").as(Scope.OPERATE).send("PUT", BodyPublishers.noBody());

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.problem()).isEqualTo("method-not-allowed");
    assertThat(answer.header("Allow")).isEqualTo("POST");
  }

  @Test
  void asking_for_methods_runs_nothing() {
    var options = caller.ask("/v1/alone").as(Scope.AUDIT);
    assertThat(options.send("OPTIONS", BodyPublishers.noBody()).header("Allow")).contains("POST");
  }

  @Test
  void only_json_is_read_and_written() {
    var xml = caller.ask("/v1/everything").as(Scope.DIRECTORY).with("Content-Type", "text/xml");
    var latin =
        caller
            .ask("/v1/everything")
            .as(Scope.DIRECTORY)
            .with("Content-Type", "application/json;charset=ISO-8859-1");
    var form =
        caller
            .ask("/v1/everything")
            .as(Scope.DIRECTORY)
            .with("Content-Type", "application/x-www-form-urlencoded");
    var junk = caller.ask("/v1/everything").as(Scope.DIRECTORY).with("Content-Type", "junk");
    var none = caller.ask("/v1/everything").as(Scope.DIRECTORY);
    var body = BodyPublishers.ofString("{}");

    assertThat(xml.send("POST", body).problem()).isEqualTo("unsupported-media-type");
    assertThat(latin.send("POST", body).problem()).isEqualTo("unsupported-media-type");
    assertThat(form.send("POST", body).status()).isIn(400, 415);
    assertThat(junk.send("POST", body).problem()).isEqualTo("unsupported-media-type");
    assertThat(none.send("POST", body).problem()).isEqualTo("unsupported-media-type");
    assertThat(caller.ask(USER).as(Scope.AUDIT).with("Accept", "text/xml").get().problem())
        .isEqualTo("not-acceptable");
    assertThat(caller.ask(USER).as(Scope.AUDIT).with("Accept", "junk").get().problem())
        .isEqualTo("not-acceptable");
  }

  @Test
  void a_wildcard_is_no_type_of_a_body() {
    var wild = caller.ask("/v1/everything").as(Scope.DIRECTORY).with("Content-Type", "text/*");

    assertThat(wild.send("POST", BodyPublishers.ofString("{}")).problem())
        .isEqualTo("unsupported-media-type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/xml, text/*", "application/json;q=0", "junk"})
  void nothing_is_done_for_who_could_not_read_the_answer(String accepted) {
    Answer answer =
        caller
            .ask("/v1/failures/rejected")
            .as(Scope.OPERATE)
            .with("Accept", accepted)
            .send("POST", BodyPublishers.noBody());

    assertThat(answer.problem()).as("not the refusal of the handler").isEqualTo("not-acceptable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "application/*", "text/html, application/json;q=0.1"})
  void who_accepts_json_among_others_is_answered(String accepted) {
    assertThat(caller.ask(USER).as(Scope.AUDIT).with("Accept", accepted).get().status())
        .isEqualTo(200);
  }

  @Test
  void a_body_has_64_KiB_at_most() {
    String largest = "\"" + "a".repeat(64 * 1024 - 2) + "\"";

    assertThat(caller.ask("/v1/everything").as(Scope.DIRECTORY).post(largest).problem())
        .isEqualTo("malformed");
    assertThat(caller.ask("/v1/everything").as(Scope.DIRECTORY).post(largest + " ").problem())
        .isEqualTo("body-too-large");
  }

  @Test
  void a_body_that_does_not_tell_its_length_has_the_same_limit() {
    byte[] large = "a".repeat(65 * 1024).getBytes(StandardCharsets.US_ASCII);
    var chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));
    var ask =
        caller.ask("/v1/everything").as(Scope.DIRECTORY).with("Content-Type", "application/json");

    assertThat(ask.send("POST", chunked).problem()).isEqualTo("body-too-large");
  }

  @Test
  void a_huge_body_is_refused_before_it_is_read() {
    Answer answer =
        caller.raw(
            String.join(
                "\r\n",
                "POST /v1/everything HTTP/1.1",
                "Host: a",
                "Connection: close",
                "Content-Length: 99999999999",
                "",
                ""));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.problem()).isEqualTo("body-too-large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 9", "Transfer-Encoding: chunked"})
  void a_body_that_ends_too_early_is_the_callers_fault(String framing, CapturedOutput output) {
    Answer answer =
        caller.cutOff(
            String.join(
                "\r\n",
                "POST /v1/everything HTTP/1.1",
                "Host: a",
                "Connection: close",
                "Content-Type: application/json",
                "Authorization: Bearer " + TestSide.credential(Scope.DIRECTORY),
                framing,
                "",
                "9\r\n{}"));

    assertThat(answer.problem()).isEqualTo("malformed");
    assertThat(output).doesNotContain("Unexpected failure");
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void every_problem_has_a_page_that_explains_it(Reason reason) {
    Answer page = caller.ask("/problems/" + reason.stableName()).get();

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
    assertThat(page.header("Content-Security-Policy"))
        .isEqualTo("default-src 'none'; frame-ancestors 'none'");
    assertThat(page.body())
        .contains("<h1>" + Problem.titleOf(reason) + "</h1>")
        .contains(HtmlUtils.htmlEscape(reason.explanation()))
        .doesNotContain("<script");
    assertThat(caller.ask("/problems").get().body())
        .contains("href=\"/problems/" + reason.stableName() + "\"");
  }

  @Test
  void no_page_repeats_an_unknown_name() {
    Answer answer = caller.ask("/problems/%3Cscript%3E").get();

    assertThat(answer.problem()).isEqualTo("not-found");
    assertThat(answer.body()).doesNotContain("script");
  }
}
