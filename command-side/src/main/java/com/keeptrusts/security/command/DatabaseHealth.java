package com.keeptrusts.security.command;

import com.keeptrusts.security.log.SequenceReader;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the database answers, and how many committed events wait for their number. */
final class DatabaseHealth implements HealthIndicator {

  private final SequenceReader sequence;

  DatabaseHealth(SequenceReader sequence) {
    this.sequence = sequence;
  }

  @Override
  public Health health() {
    return Health.up().withDetail("eventsWithoutNumber", sequence.waiting()).build();
  }
}
