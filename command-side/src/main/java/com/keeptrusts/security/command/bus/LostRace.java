package com.keeptrusts.security.command.bus;

import org.jspecify.annotations.Nullable;

/** Another transaction was faster; the same step may well succeed when it is run again. */
final class LostRace extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Over over;

  LostRace(Over over, Throwable cause) {
    super(cause);
    this.over = over;
  }

  Over over() {
    return over;
  }

  /** What was lost to the other. */
  enum Over {
    /** The place of an event in its subject's stream. */
    REVISION,
    /** A lock that was not free in time. */
    LOCK,
    DEADLOCK,
    SERIALIZATION;

    static Over of(@Nullable String sqlState) {
      return "40P01".equals(sqlState) ? DEADLOCK : "40001".equals(sqlState) ? SERIALIZATION : LOCK;
    }
  }
}
