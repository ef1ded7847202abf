package com.keeptrusts.security.query.audit;

import com.keeptrusts.security.query.audit.AuditHealth.Progress;
import com.keeptrusts.security.web.Sampled;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** How far the audit log is, as {@link AuditHealth} sees it. */
final class AuditMetrics implements MeterBinder {

  private final Sampled<Progress> progress;

  AuditMetrics(AuditHealth health) {
    this.progress = new Sampled<>("audit", health::progress);
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    Gauge.builder("keeptrusts.audit.behind", progress, it -> it.number(Progress::behind))
        .description("Numbers that have no entry in the audit log yet")
        .register(meters);
    Gauge.builder(
            "keeptrusts.audit.stopped",
            progress,
            it -> it.number(now -> now.stoppedAt() == null ? 0 : 1))
        .description("1 while the audit log stands still")
        .register(meters);
  }
}
