package com.keeptrusts.security.event;

import java.time.Duration;

/**
 * What an org demands of its members.
 *
 * @param gracePeriod how long who becomes obliged may go on without a method; zero enforces at
 *     once, and where nothing is demanded
 */
public record MfaPolicyTerms(MfaLevel level, Duration gracePeriod) {

  /** The shortest that an org may choose, and the longest (rule POL-3). */
  public static final Duration SHORTEST = Duration.ofDays(1);

  public static final Duration LONGEST = Duration.ofDays(30);

  /** Of an org that never demanded anything. */
  public static final MfaPolicyTerms NONE = new MfaPolicyTerms(MfaLevel.OPTIONAL, Duration.ZERO);

  public MfaPolicyTerms {
    boolean atOnce = gracePeriod.isZero();
    if (level == MfaLevel.OPTIONAL ? !atOnce : !atOnce && !isGracePeriod(gracePeriod)) {
      throw new IllegalArgumentException("The grace period is from 1 to 30 days");
    }
  }

  /** Whether an org may choose it. */
  public static boolean isGracePeriod(Duration wanted) {
    return wanted.compareTo(SHORTEST) >= 0 && wanted.compareTo(LONGEST) <= 0;
  }
}
