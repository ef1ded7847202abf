package com.keeptrusts.security.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.web.TestCaller.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

@AtTheDoor
@Tag("ORG-4")
class HealthTest {

  private final TestCaller caller;
  private final ApplicationContext context;
  private final TestSide.TestHealth audit;

  @Autowired
  HealthTest(@LocalServerPort int port, ApplicationContext context, TestSide.TestHealth audit) {
    caller = new TestCaller(port);
    this.context = context;
    this.audit = audit;
  }

  @AfterEach
  void well() {
    audit.set(Health.up().build());
    AvailabilityChangeEvent.publish(context, LivenessState.CORRECT);
    AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
  }

  @Test
  void anybody_may_ask_whether_it_lives_and_is_ready() {
    assertThat(caller.ask("/livez").get().body()).isEqualTo("{\"status\":\"UP\"}");
    assertThat(caller.ask("/readyz").get().status()).isEqualTo(200);
    assertThat(caller.ask("/readyz").get().json().path("status").asString()).isEqualTo("UP");
  }

  @Test
  void readiness_shows_how_far_a_projection_is_behind_but_no_text() {
    audit.set(Health.up().withDetail("lag", 17).withDetail("error", "password=hunter2").build());

    Answer answer = caller.ask("/readyz").get();

    assertThat(answer.json().path("checks").path("audit").path("lag").asInt()).isEqualTo(17);
    assertThat(answer.body()).doesNotContain("hunter2");
  }

  @Test
  void one_indicator_that_is_down_makes_it_not_ready_but_alive() {
    audit.set(Health.down(new IllegalStateException("jdbc:secret")).build());

    Answer answer = caller.ask("/readyz").get();

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body()).contains("\"status\":\"DOWN\"").doesNotContain("secret");
    assertThat(caller.ask("/livez").get().status()).isEqualTo(200);
  }

  @Test
  void a_process_that_says_it_is_broken_or_closing_is_believed() {
    AvailabilityChangeEvent.publish(context, LivenessState.BROKEN);
    AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);

    assertThat(caller.ask("/livez").get().status()).isEqualTo(503);
    assertThat(caller.ask("/readyz").get().status()).isEqualTo(503);
  }
}
