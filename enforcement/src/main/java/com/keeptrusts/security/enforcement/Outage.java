package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.log.SqlStates;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/**
 * What fails at every request while its cause lasts, said in one line now and then, without a
 * trace: a log that an outage fills hides how it began.
 */
final class Outage {

  private static final Duration BETWEEN = Duration.ofSeconds(10);

  private final Logger log;
  private final String what;
  private final AtomicLong silentUntil = new AtomicLong(System.nanoTime());
  private final AtomicInteger unsaid = new AtomicInteger();

  Outage(Logger log, String what) {
    this.log = log;
    this.what = what;
  }

  /** Counts the failure, and says how many there were, unless it was said just now. */
  void happened(Throwable failure) {
    int failures = unsaid.incrementAndGet();
    long now = System.nanoTime();
    long until = silentUntil.get();
    if (now - until >= 0 && silentUntil.compareAndSet(until, now + BETWEEN.toNanos())) {
      unsaid.addAndGet(-failures);
      log.warn(
          "{} ({} since the last line, SQLState {})", what, failures, SqlStates.first(failure));
    }
  }
}
