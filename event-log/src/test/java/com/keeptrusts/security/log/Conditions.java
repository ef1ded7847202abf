package com.keeptrusts.security.log;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what must become true, instead of for a time. */
public final class Conditions {

  private static final long BETWEEN_NANOS = 5_000_000L;

  private Conditions() {}

  public static void await(Duration atMost, BooleanSupplier condition) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("Not so within " + atMost);
      }
      LockSupport.parkNanos(BETWEEN_NANOS);
    }
  }
}
