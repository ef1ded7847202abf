package com.keeptrusts.security.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.web.TestCaller.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@AtTheDoor
class SecurityHeadersTest {

  private final TestCaller caller;

  SecurityHeadersTest(@LocalServerPort int port) {
    caller = new TestCaller(port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/alone",
        "/v1/failures/bug",
        "/v1/failures/status",
        "/v1/nowhere",
        "/livez",
        "/readyz",
        "/problems",
        "/openapi/test"
      })
  void every_answer_says_that_it_is_not_to_be_framed_guessed_or_kept(String path) {
    Answer answer = caller.ask(path).as(Scope.OPERATE).post();
    Answer got = caller.ask(path).get();

    for (Answer each : new Answer[] {answer, got}) {
      assertThat(each.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(each.header("X-Frame-Options")).isEqualTo("DENY");
      assertThat(each.header("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(each.header("Cache-Control")).isEqualTo("no-store");
      assertThat(each.header("Content-Security-Policy"))
          .startsWith("default-src 'none'; frame-ancestors 'none'");
      assertThat(each.headers()).doesNotContainKeys("set-cookie", "server", "x-powered-by");
    }
  }

  @Test
  void a_cookie_is_no_credential() {
    assertThat(
            caller
                .ask("/v1/alone")
                .with("Cookie", "JSESSIONID=1; session=" + TestSide.credential(Scope.OPERATE))
                .post()
                .problem())
        .isEqualTo("unauthenticated");
  }

  @Test
  void a_page_of_another_origin_is_granted_nothing() {
    Answer answer =
        caller.ask("/v1/alone").as(Scope.OPERATE).with("Origin", "https://evil.example").post();

    assertThat(answer.headers()).doesNotContainKey("access-control-allow-origin");
  }
}
