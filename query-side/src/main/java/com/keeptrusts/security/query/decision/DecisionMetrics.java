package com.keeptrusts.security.query.decision;

import com.keeptrusts.security.enforcement.DecisionReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** Counts decisions by outcome and first reason. */
final class DecisionMetrics {

  private final MeterProvider<Counter> decisions;

  DecisionMetrics(MeterRegistry meters) {
    this.decisions =
        Counter.builder("keeptrusts.decisions")
            .description("Decisions that were answered")
            .withRegistry(meters);
  }

  DecisionAnswer counted(DecisionAnswer answer) {
    String reason =
        answer.reasons().stream().findFirst().map(DecisionReason::stableName).orElse("none");
    decisions
        .withTags("outcome", answer.outcome().name().toLowerCase(Locale.ROOT), "reason", reason)
        .increment();
    return answer;
  }
}
