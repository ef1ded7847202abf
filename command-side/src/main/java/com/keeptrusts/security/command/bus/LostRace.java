package com.keeptrusts.security.command.bus;

/** Another transaction was faster; the same step may well succeed when it is run again. */
final class LostRace extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LostRace(Throwable cause) {
    super(cause);
  }
}
