package com.keeptrusts.security.command.attempt;

import java.time.Duration;

/**
 * How often may be guessed (rule SIGN-5). After {@code freeAttempts} failures in a row the next one
 * waits {@code firstDelay}, then twice as long each time, up to {@code longestDelay}. After {@code
 * limit} failures from anywhere, or {@code limitPerDevice} from one device of the user or from the
 * user's sessions together, nothing is verified any more; with five devices that must stay within
 * 100 (NIST SP 800-63B-4 §3.2.2). Counters of what was typed as e-mail, which may be anything, are
 * forgotten: {@code forgetFew} after the last attempt as long as there was no delay, {@code
 * forgetMany} once there was. Those of a user's disabled password and of second factors stay.
 */
public record ThrottleSettings(
    int freeAttempts,
    Duration firstDelay,
    Duration longestDelay,
    int limit,
    int limitPerDevice,
    Duration forgetFew,
    Duration forgetMany) {

  public static final ThrottleSettings DEFAULT =
      new ThrottleSettings(
          5,
          Duration.ofSeconds(1),
          Duration.ofMinutes(15),
          50,
          8,
          Duration.ofDays(1),
          Duration.ofDays(30));

  private static final int MOST_CONSECUTIVE = 100;

  /** The devices, and the sessions as one more ({@link GuessedFrom}). */
  private static final int OWN_PLACES = Devices.MOST_PER_USER + 1;

  public ThrottleSettings {
    if (freeAttempts < 1 || freeAttempts > limit || limitPerDevice < 1) {
      throw new IllegalArgumentException(
          "At least one attempt is free, and no more than the limit of attempts");
    }
    if (limit + OWN_PLACES * limitPerDevice > MOST_CONSECUTIVE) {
      throw new IllegalArgumentException(
          "The limits from anywhere, from %d devices and from sessions are to sum up to %d at most"
              .formatted(Devices.MOST_PER_USER, MOST_CONSECUTIVE));
    }
    if (firstDelay.isNegative() || firstDelay.isZero() || longestDelay.compareTo(firstDelay) < 0) {
      throw new IllegalArgumentException("Delays are to grow");
    }
    if (forgetFew.compareTo(longestDelay) < 0 || forgetMany.compareTo(forgetFew) < 0) {
      throw new IllegalArgumentException("A counter is to be kept for longer than it delays");
    }
  }
}
