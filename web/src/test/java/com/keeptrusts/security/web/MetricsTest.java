package com.keeptrusts.security.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.web.TestCaller.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@AtTheDoor
class MetricsTest {

  private static final String SOMEBODY = "7b0c1c1e-0000-4000-8000-1234567890ab";

  private final TestCaller caller;

  MetricsTest(@LocalServerPort int port) {
    caller = new TestCaller(port);
  }

  private Answer scrape() {
    return caller.ask("/metrics").as(Scope.OPERATE).get();
  }

  private double value(String series) {
    List<String> lines =
        scrape().body().lines().filter(line -> line.startsWith(series + " ")).toList();
    return lines.isEmpty() ? 0 : Double.parseDouble(lines.get(0).substring(series.length() + 1));
  }

  @Test
  void a_service_client_that_may_operate_reads_metrics_as_text_that_nobody_keeps() {
    Answer answer = scrape();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("text/plain;version=0.0.4;charset=utf-8");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.body())
        .contains("jvm_memory_used_bytes", "process_uptime_seconds", "logback_events_total");
  }

  @Test
  @Tag("ORG-4")
  void nobody_else_reads_them() {
    assertThat(caller.ask("/metrics").get().problem()).isEqualTo("unauthenticated");
    assertThat(caller.ask("/metrics").as(Scope.AUDIT).get().problem()).isEqualTo("scope-missing");
    assertThat(caller.ask("/metrics").credential(TestSide.EVERYTHING).acting().get().problem())
        .isEqualTo("invalid-value");
  }

  @Test
  void what_prometheus_says_that_it_accepts_is_accepted_and_another_type_is_refused() {
    String prometheus =
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
            + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2";
    assertThat(caller.ask("/metrics").as(Scope.OPERATE).with("Accept", prometheus).get().status())
        .isEqualTo(200);
    for (String other : List.of("application/json", "text/plain;q=0", "text/html")) {
      assertThat(caller.ask("/metrics").as(Scope.OPERATE).with("Accept", other).get().problem())
          .isEqualTo("not-acceptable");
    }
  }

  @Test
  void refusals_are_counted_by_the_type_of_their_problem_also_those_of_the_server() {
    String missing = "keeptrusts_refusals_total{type=\"scope-missing\"}";
    String malformed = "keeptrusts_refusals_total{type=\"malformed\"}";
    double missingBefore = value(missing);
    double malformedBefore = value(malformed);

    caller.ask("/metrics").as(Scope.AUDIT).get();
    caller.raw("GET /v1/<a> HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

    assertThat(value(missing)).isEqualTo(missingBefore + 1);
    assertThat(value(malformed)).isEqualTo(malformedBefore + 1);
    assertThat(scrape().body()).contains("keeptrusts_refusals_total{type=\"internal\"}");
  }

  @Test
  @Tag("AUD-4")
  void requests_are_counted_by_route_and_nothing_that_was_sent_becomes_a_label() {
    caller.ask("/v1/users/" + SOMEBODY + "/things").credential(TestSide.EVERYTHING).get();
    caller.ask("/nowhere/hunter2").credential(TestSide.EVERYTHING).get();
    caller.ask("/v1/users/hunter2").get();
    caller
        .ask("/v1/alone")
        .credential(TestSide.EVERYTHING)
        .send("HUNTER2", BodyPublishers.noBody());

    assertThat(scrape().body())
        .contains("uri=\"/v1/users/{user}/things\"", "uri=\"/metrics\"")
        .doesNotContainIgnoringCase("hunter2")
        .doesNotContain(SOMEBODY);
  }
}
