package com.keeptrusts.security.command.password;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Whether there are cores enough for those who sign in. */
public final class HashQueueMetrics implements MeterBinder {

  private final Argon2id argon2id;

  public HashQueueMetrics(Argon2id argon2id) {
    this.argon2id = argon2id;
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    Gauge.builder("keeptrusts.hashes.running", argon2id, Argon2id::running)
        .description("Password hashes that are being made")
        .register(meters);
    Gauge.builder("keeptrusts.hashes.waiting", argon2id, Argon2id::waiting)
        .description("Password hashes that wait for a core")
        .register(meters);
    FunctionCounter.builder("keeptrusts.hashes.refused", argon2id, Argon2id::refused)
        .description("Password hashes that got no turn")
        .register(meters);
  }
}
