package com.keeptrusts.security.command.attempt;

import java.time.Duration;
import java.time.Instant;

/** Whether a guess may be verified. It was counted before this is known (rule SIGN-5). */
public sealed interface Admission {

  /** It was counted; the caller spends a hash on it either way. */
  sealed interface Counted extends Admission {

    Mark mark();
  }

  /** What a guess left at its counter, by which it is taken back if it is never verified. */
  record Mark(long counter, Instant notBefore) {}

  /**
   * Verify it. {@code attempts} is how many there were since the last success, this one included;
   * if it is the {@code last} one and fails too, the authenticator is to be disabled.
   */
  record Admitted(int attempts, boolean last, Mark mark) implements Counted {}

  /**
   * Do not verify it: there were too many, {@code attempts} with this one. The caller spends the
   * same password hash and gives the same answer as for a wrong guess, so that nobody sees the
   * difference (rule SIGN-4). Unless {@code recorded}, the log does not know yet that the
   * authenticator is disabled, since whoever had the last guess could not say so.
   */
  record Exhausted(int attempts, boolean recorded, Mark mark) implements Counted {}

  /**
   * Do not verify it, it came too early. {@code toRecord} refusals are to be recorded now, as one:
   * this one and those since the last record; 0 if the next record will tell of this one (rule
   * SIGN-7).
   */
  record Throttled(Duration retryAfter, int toRecord) implements Admission {}
}
