package com.keeptrusts.security.command.sweep;

import com.github.kagkarlsson.scheduler.Clock;
import com.keeptrusts.security.log.DatabaseClock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * The database's clock for the scheduler, which asks it all the time: this machine's, put right by
 * how far it is off. That is measured anew every few seconds; without the database the last measure
 * holds.
 */
final class SweepClock implements Clock {

  private static final Logger LOG = LoggerFactory.getLogger(SweepClock.class);
  private static final long MEASURED_FOR_NANOS = Duration.ofSeconds(10).toNanos();

  private final DatabaseClock database;
  private final java.time.Clock machine;
  private volatile Measure last;

  /** By how much the database's clock is ahead, and when that was found out. */
  private record Measure(Duration ahead, long nanoTime) {}

  SweepClock(DatabaseClock database, java.time.Clock machine) {
    this.database = database;
    this.machine = machine;
    this.last = measure(database, machine);
  }

  @Override
  public Instant now() {
    if (System.nanoTime() - last.nanoTime() > MEASURED_FOR_NANOS) {
      try {
        last = measure(database, machine);
      } catch (DataAccessException unreachable) {
        LOG.debug("The database's clock cannot be read; the last measure holds", unreachable);
      }
    }
    return machine.instant().plus(last.ahead());
  }

  private static Measure measure(DatabaseClock database, java.time.Clock machine) {
    Instant databases = database.now();
    return new Measure(Duration.between(machine.instant(), databases), System.nanoTime());
  }
}
