package com.keeptrusts.security.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.web.TestCaller.Answer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is no request, or one that no endpoint ever sees. */
@AtTheDoor
@ExtendWith(OutputCaptureExtension.class)
class ServerRefusalTest {

  private static final String CLOSE = "Host: a\r\nConnection: close\r\n";
  private static final String CREDENTIAL =
      "Authorization: Bearer " + TestSide.credential(Scope.OPERATE) + "\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";

  private final TestCaller caller;

  ServerRefusalTest(@LocalServerPort int port) {
    caller = new TestCaller(port);
  }

  static Stream<Arguments> broken() {
    String authorized = CLOSE + CREDENTIAL;
    return Stream.of(
        request("no HTTP", "hello\r\n\r\n"),
        request("a broken request line", "GET /v1/<a> HTTP/1.1\r\n" + CLOSE + "\r\n"),
        request("an unknown version", "GET / HTTP/9.9\r\n" + CLOSE + "\r\n"),
        request("a method with odd characters", "G{T / HTTP/1.1\r\n" + CLOSE + "\r\n"),
        request("no host", "GET /livez HTTP/1.1\r\nConnection: close\r\n\r\n"),
        request("two hosts", "GET /livez HTTP/1.1\r\nHost: b\r\n" + CLOSE + "\r\n"),
        request("NUL in the path", "GET /v1/%00 HTTP/1.1\r\n" + authorized + "\r\n"),
        request(
            "a raw NUL in a header", "GET /v1/a HTTP/1.1\r\nX: \u0000\r\n" + authorized + "\r\n"),
        request("a bad escape in the path", "GET /v1/%zz HTTP/1.1\r\n" + authorized + "\r\n"),
        request("invalid UTF-8 in the path", "GET /v1/%ff HTTP/1.1\r\n" + authorized + "\r\n"),
        request("a way up", "GET /v1/../../etc HTTP/1.1\r\n" + authorized + "\r\n"),
        request("a hidden way up", "GET /v1/%2e%2e/livez HTTP/1.1\r\n" + authorized + "\r\n"),
        request("a double slash", "GET //v1/alone HTTP/1.1\r\n" + authorized + "\r\n"),
        request("a hidden slash", "GET /v1%2Falone HTTP/1.1\r\n" + authorized + "\r\n"),
        request("a path parameter", "GET /v1/alone;a=b HTTP/1.1\r\n" + authorized + "\r\n"),
        request("a backslash", "GET /v1%5Calone HTTP/1.1\r\n" + authorized + "\r\n"),
        request("trace", "TRACE /livez HTTP/1.1\r\n" + authorized + "\r\n"),
        request("connect", "CONNECT a:1 HTTP/1.1\r\n" + authorized + "\r\n"),
        request(
            "two lengths",
            "POST /v1/alone HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n"
                + authorized
                + "\r\nab"),
        request(
            "a negative length",
            "POST /v1/alone HTTP/1.1\r\nContent-Length: -1\r\n" + authorized + "\r\n"),
        request(
            "a broken chunk",
            "POST /v1/everything HTTP/1.1\r\nTransfer-Encoding: chunked\r\n"
                + JSON
                + CLOSE
                + "Authorization: Bearer "
                + TestSide.credential(Scope.DIRECTORY)
                + "\r\n\r\nzz\r\n"),
        request(
            "an unknown encoding",
            "POST /v1/alone HTTP/1.1\r\nTransfer-Encoding: odd\r\n" + authorized + "\r\n"));
  }

  private static Arguments request(String what, String bytes) {
    return Arguments.of(what, bytes);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void a_broken_request_is_a_problem_and_never_a_page_or_a_trace(String what, String bytes) {
    Answer answer = caller.raw(bytes);

    assertThat(answer.status()).isBetween(400, 599).isNotEqualTo(500);
    assertThat(answer.problem()).matches("[a-z-]+");
    assertThat(answer.body()).doesNotContain("<html", "org.apache", "java.");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  @Tag("AUD-4")
  void a_header_that_cannot_be_read_is_not_quoted_in_the_log(CapturedOutput output) {
    caller.raw("GET /v1/<hunter1> HTTP/1.1\r\n" + CLOSE + "\r\n");
    caller.raw("GET /livez HTTP/1.1\r\nAuthorization hunter2 \u0001\r\n" + CLOSE + "\r\n");
    caller.raw("GET /livez HTTP/1.1\r\nCookie: a=\"hunter3\u00FF\r\n" + CLOSE + "\r\n");
    caller.raw("GET /v1/a;hunter4 HTTP/1.1\r\n" + CLOSE + CREDENTIAL + "\r\n");
    caller.raw("GET /v1/alone?x=%zzhunter5 HTTP/1.1\r\n" + CLOSE + CREDENTIAL + "\r\n");

    assertThat(output).doesNotContain("hunter");
  }

  @Test
  void headers_have_16_KiB_at_most() {
    String fits = "X-A: " + "a".repeat(15 * 1024) + "\r\n";
    String tooLarge = "X-A: " + "a".repeat(17 * 1024) + "\r\n";

    assertThat(caller.raw("GET /livez HTTP/1.1\r\n" + CLOSE + fits + "\r\n").status())
        .isEqualTo(200);
    assertThat(caller.raw("GET /livez HTTP/1.1\r\n" + CLOSE + tooLarge + "\r\n").problem())
        .isEqualTo("headers-too-large");
  }

  @Test
  void many_headers_and_a_long_address_are_refused_too() {
    assertThat(
            caller
                .raw("GET /livez HTTP/1.1\r\n" + CLOSE + "X: a\r\n".repeat(500) + "\r\n")
                .problem())
        .isIn("headers-too-large", "malformed");
    assertThat(
            caller
                .raw("GET /livez?" + "a".repeat(20_000) + " HTTP/1.1\r\n" + CLOSE + "\r\n")
                .problem())
        .isIn("headers-too-large", "malformed");
  }
}
