package com.keeptrusts.security.command;

import com.keeptrusts.security.log.SequenceReader;
import com.keeptrusts.security.web.Sampled;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** How many committed events no reader of the sequence sees yet. */
final class NumberingMetrics implements MeterBinder {

  private final Sampled<Long> waiting;

  NumberingMetrics(SequenceReader sequence) {
    this.waiting = new Sampled<>("numbering", sequence::waiting);
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    Gauge.builder("keeptrusts.events.unnumbered", waiting, it -> it.number(Long::doubleValue))
        .description("Committed events without a number")
        .register(meters);
  }
}
