package com.keeptrusts.security.web;

import com.keeptrusts.security.event.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** Counts problems by their type: what callers are refused, and ({@code internal}) faults. */
final class RefusalMetrics {

  private final Map<Reason, Counter> byType = new EnumMap<>(Reason.class);

  RefusalMetrics(MeterRegistry meters) {
    for (Reason reason : Reason.values()) {
      byType.put(
          reason,
          Counter.builder("keeptrusts.refusals")
              .description("Problems that were answered")
              .tag("type", reason.stableName())
              .register(meters));
    }
  }

  void refused(Reason reason) {
    Counter counter = byType.get(reason);
    if (counter != null) {
      counter.increment();
    }
  }
}
