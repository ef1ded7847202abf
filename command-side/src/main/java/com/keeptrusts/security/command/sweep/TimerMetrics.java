package com.keeptrusts.security.command.sweep;

import com.keeptrusts.security.enforcement.MfaWalkRows;
import com.keeptrusts.security.log.DatabaseClock;
import com.keeptrusts.security.web.Sampled;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** How late timers go off, and how many orgs' members are being visited. */
@Component
final class TimerMetrics {

  private final Timer delay;
  private final DatabaseClock clock;

  TimerMetrics(MeterRegistry meters, DatabaseClock clock, MfaWalkRows walks) {
    this.clock = clock;
    this.delay =
        Timer.builder("keeptrusts.timers.delay")
            .description("How long after its instant a timer had gone off")
            .register(meters);
    Sampled<Long> underWay = new Sampled<>("mfa-walks", walks::count);
    Gauge.builder("keeptrusts.mfa.walks", underWay, it -> it.number(Long::doubleValue))
        .description("Orgs whose members are being visited after their MFA policy changed")
        .register(meters);
  }

  void wentOff(Instant due) {
    Duration late = Duration.between(due, clock.now());
    delay.record(late.isNegative() ? Duration.ZERO : late);
  }
}
