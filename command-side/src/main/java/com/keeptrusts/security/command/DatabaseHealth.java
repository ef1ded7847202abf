package com.keeptrusts.security.command;

import com.keeptrusts.security.log.SequenceReader;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Whether the database answers, and how many committed events wait for their number. */
final class DatabaseHealth extends AbstractHealthIndicator {

  private final SequenceReader sequence;

  DatabaseHealth(SequenceReader sequence) {
    super("The database does not answer");
    this.sequence = sequence;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    health.withDetail("eventsWithoutNumber", sequence.waiting()).up();
  }
}
