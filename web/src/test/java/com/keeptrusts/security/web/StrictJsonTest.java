package com.keeptrusts.security.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.web.TestCaller.Answer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

@AtTheDoor
class StrictJsonTest {

  private static final String RIGHT =
      """
      {"text":"a","count":1,"flag":true,"share":0.5,"email":"a@example.org","at":"2026-05-01T12:00:00Z",\
      "scope":"sign-in","members":[{"user":"00000000-0000-4000-8000-000000000001","role":"ADMIN"}],"note":"n"}\
      """;

  private final TestCaller caller;

  StrictJsonTest(@LocalServerPort int port) {
    caller = new TestCaller(port);
  }

  private Answer post(String body) {
    return post(body.getBytes(StandardCharsets.UTF_8));
  }

  private Answer post(byte[] body) {
    return caller.ask("/v1/everything").as(Scope.DIRECTORY).post(body);
  }

  @Test
  void what_is_right_is_read_and_answered_in_the_order_it_was_declared() {
    Answer answer = post(RIGHT);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            """
            {"text":"a","email":"a@example.org","at":"2026-05-01T12:00:00Z",\
            "members":[{"user":"00000000-0000-4000-8000-000000000001","role":"ADMIN"}],"noted":true}\
            """);
  }

  @Test
  void only_what_is_nullable_may_be_absent_or_null() {
    assertThat(post(RIGHT.replace(",\"note\":\"n\"", "")).status()).isEqualTo(200);
    assertThat(post(RIGHT.replace("\"note\":\"n\"", "\"note\":null")).status()).isEqualTo(200);
  }

  @Test
  void text_of_every_plane_is_read_plain_or_escaped() {
    assertThat(post(RIGHT.replace("\"a\"", "\"\uD83D\uDE00 \\uD83D\\uDE00 \\\\u0000 ü\"")).body())
        .contains("\uD83D\uDE00 \uD83D\uDE00 \\\\u0000 ü");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "count", "flag", "share", "email", "at", "scope", "members"})
  void a_field_that_is_not_nullable_is_neither_absent_nor_null(String field) {
    var tree = new JsonMapper().readTree(RIGHT).asObject();
    String absent = tree.without(field).toString();
    String isNull = tree.putNull(field).toString();

    assertThat(post(absent).problem()).isEqualTo("malformed");
    assertThat(post(absent).json().path("detail").asString()).startsWith(field + " is missing");
    assertThat(post(isNull).problem()).isEqualTo("malformed");
    assertThat(post(isNull).json().path("detail").asString()).startsWith(field + " is missing");
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong("no JSON", "{", "malformed"),
        wrong("nothing", "", "malformed"),
        wrong("white space", " ", "malformed"),
        wrong("null", "null", "malformed"),
        wrong("a list", "[" + RIGHT + "]", "malformed"),
        wrong("a text", "\"a\"", "malformed"),
        wrong("an empty text", "\"\"", "malformed"),
        wrong("a number", "1", "malformed"),
        wrong("single quotes", RIGHT.replace('"', '\''), "malformed"),
        wrong("a comment", RIGHT.replace("{\"text", "{/*a*/\"text"), "malformed"),
        wrong("a trailing comma", RIGHT.replace("\"n\"}", "\"n\",}"), "malformed"),
        wrong("a trailing token", RIGHT + "{}", "malformed"),
        wrong("a trailing word", RIGHT + " x", "malformed"),
        wrong("an unknown field", RIGHT.replace("\"note\"", "\"admin\""), "malformed"),
        wrong("an unknown inner field", RIGHT.replace("\"role\"", "\"x\":1,\"role\""), "malformed"),
        wrong("other case", RIGHT.replace("\"note\"", "\"Note\""), "malformed"),
        wrong("a field twice", RIGHT.replace("\"note\"", "\"text\":\"b\",\"note\""), "malformed"),
        wrong("a number for a text", RIGHT.replace("\"a\"", "1"), "malformed"),
        wrong("a boolean for a text", RIGHT.replace("\"a\"", "true"), "malformed"),
        wrong("an object for a text", RIGHT.replace("\"a\"", "{}"), "malformed"),
        wrong("a list for a text", RIGHT.replace("\"a\"", "[\"a\"]"), "malformed"),
        wrong("a text for a number", RIGHT.replace(":1,", ":\"1\","), "malformed"),
        wrong("a fraction for an int", RIGHT.replace(":1,", ":1.0,"), "malformed"),
        wrong("too large an int", RIGHT.replace(":1,", ":2147483648,"), "malformed"),
        wrong("a huge number", RIGHT.replace(":1,", ":1e999999999,"), "malformed"),
        wrong("a boolean for a number", RIGHT.replace(":1,", ":true,"), "malformed"),
        wrong("NaN", RIGHT.replace("0.5", "NaN"), "malformed"),
        wrong("a text for a boolean", RIGHT.replace(":true", ":\"true\""), "malformed"),
        wrong("a number for a boolean", RIGHT.replace(":true", ":1"), "malformed"),
        wrong(
            "a number for an instant", RIGHT.replace("\"2026-05-01T12:00:00Z\"", "1"), "malformed"),
        wrong("a number for an e-mail", RIGHT.replace("\"a@example.org\"", "1"), "malformed"),
        wrong("a number for an enum", RIGHT.replace("\"ADMIN\"", "2"), "malformed"),
        wrong("an unknown enum", RIGHT.replace("\"ADMIN\"", "\"ROOT\""), "malformed"),
        wrong("an empty enum", RIGHT.replace("\"ADMIN\"", "\"\""), "malformed"),
        wrong("an object for a list", RIGHT.replace("[{", "{").replace("}]", "}"), "malformed"),
        wrong("null in a list", RIGHT.replace("[{", "[null,{"), "malformed"),
        wrong(
            "an object for an id",
            RIGHT.replace(
                "\"00000000-0000-4000-8000-000000000001\"",
                "{\"value\":\"00000000-0000-4000-8000-000000000001\"}"),
            "malformed"),
        wrong(
            "a number for an id",
            RIGHT.replace("\"00000000-0000-4000-8000-000000000001\"", "1"),
            "malformed"),
        wrong("an e-mail that is none", RIGHT.replace("a@example.org", "a"), "invalid-value"),
        wrong("an empty e-mail", RIGHT.replace("a@example.org", ""), "invalid-value"),
        wrong(
            "an id that is none",
            RIGHT.replace("0-000000000001", "0-00000000000G"),
            "invalid-value"),
        wrong(
            "an id in capitals",
            RIGHT.replace("0-000000000001", "0-00000000000A"),
            "invalid-value"),
        wrong("a scope that is none", RIGHT.replace("sign-in", "SIGN_IN"), "invalid-value"),
        wrong("a date that is none", RIGHT.replace("2026-05-01", "2026-02-30"), "invalid-value"),
        wrong("a year of five digits", RIGHT.replace("2026-05", "+12026-05"), "invalid-value"),
        wrong("a local time", RIGHT.replace("00Z", "00"), "invalid-value"),
        wrong("NUL", RIGHT.replace("\"a\"", "\"\u0000\""), "malformed"),
        wrong("escaped NUL", RIGHT.replace("\"a\"", "\"\\u0000\""), "malformed"),
        wrong("NUL in a name", RIGHT.replace("\"note\"", "\"no\\u0000te\""), "malformed"),
        wrong("a lone high surrogate", RIGHT.replace("\"a\"", "\"\\uD83D\""), "malformed"),
        wrong("a high surrogate and a letter", RIGHT.replace("\"a\"", "\"\\uD83Da\""), "malformed"),
        wrong(
            "two high surrogates",
            RIGHT.replace("\"a\"", "\"\\ud83d\\ud83d\\ude00\""),
            "malformed"),
        wrong("a lone low surrogate", RIGHT.replace("\"a\"", "\"\\ude00\""), "malformed"),
        wrong("a raw control", RIGHT.replace("\"a\"", "\"\n\""), "malformed"),
        wrong("a bad escape", RIGHT.replace("\"a\"", "\"\\u12\""), "malformed"),
        wrong("a backslash at the end", "\"\\", "malformed"),
        wrong("depth", RIGHT.replace("\"n\"", "[".repeat(500) + "]".repeat(500)), "malformed"),
        wrong("depth without an end", "[".repeat(60_000), "malformed"));
  }

  private static Arguments wrong(String what, String body, String problem) {
    return Arguments.of(what, body, problem);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void a_body_that_is_wrong_is_refused(String what, String body, String problem) {
    Answer answer = post(body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo(problem);
    assertThat(answer.json().path("detail").asString())
        .isNotEmpty()
        .doesNotContain("java", "Exception", "keeptrusts.", "tools.jackson");
  }

  @Test
  void a_refusal_names_the_field_and_what_is_right_but_not_what_was_sent() {
    Answer answer = post(RIGHT.replace("0-000000000001", "0-hunter2"));

    assertThat(answer.json().path("detail").asString())
        .isEqualTo("members[0].user: An id is a lower-case UUID");
    assertThat(answer.body()).doesNotContain("hunter2");
  }

  static Stream<Arguments> bytes() {
    return Stream.of(
        Arguments.of("a stray byte", new byte[] {'"', (byte) 0xFF, '"'}),
        Arguments.of("an overlong slash", new byte[] {'"', (byte) 0xC0, (byte) 0xAF, '"'}),
        Arguments.of("a surrogate", new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}),
        Arguments.of("half a character", new byte[] {'"', (byte) 0xE2, (byte) 0x82}),
        Arguments.of("UTF-16", RIGHT.getBytes(StandardCharsets.UTF_16LE)),
        Arguments.of("UTF-16 with a mark", RIGHT.getBytes(StandardCharsets.UTF_16)),
        Arguments.of(
            "Latin-1", RIGHT.replace("\"a\"", "\"ü\"").getBytes(StandardCharsets.ISO_8859_1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bytes")
  void bytes_that_are_no_utf8_are_refused(String what, byte[] body) {
    assertThat(post(body).problem()).isEqualTo("malformed");
  }
}
