package com.keeptrusts.security.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.log.SequenceReader;
import com.keeptrusts.security.log.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class NumberingMetricsIT {

  private final MeterRegistry meters = new SimpleMeterRegistry();

  private Gauge unnumbered() {
    return meters.get("keeptrusts.events.unnumbered").gauge();
  }

  @Test
  void while_the_database_is_away_the_number_of_events_is_none_and_nobody_waits_for_it() {
    try (TestDatabase database = TestDatabase.fresh();
        HikariDataSource gone = new HikariDataSource()) {
      gone.setJdbcUrl(database.url().replaceFirst(":\\d+/", ":1/"));
      gone.setInitializationFailTimeout(-1);
      NumberingMetrics away = new NumberingMetrics(new SequenceReader(gone));
      away.bindTo(meters);
      long before = System.nanoTime();
      assertThat(unnumbered().value()).isNaN();
      assertThat(System.nanoTime() - before).isLessThan(4_000_000_000L);

      meters.clear();
      NumberingMetrics metrics = new NumberingMetrics(new SequenceReader(database.command()));
      metrics.bindTo(meters);
      assertThat(unnumbered().value()).isZero();
    }
  }
}
