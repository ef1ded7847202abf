package com.keeptrusts.security.event;

import java.time.Duration;

/**
 * Not now: too many attempts, or too much work waiting. The caller may come back after {@link
 * #retryAfter()}.
 */
public final class Deferred extends Rejected {

  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  private Deferred(Reason reason, String sentence, Duration retryAfter) {
    super(reason, sentence);
    this.retryAfter = retryAfter;
  }

  /** Too much work is waiting ({@link Reason#BUSY}). */
  public static Deferred busy(String sentence, Duration retryAfter) {
    return new Deferred(Reason.BUSY, sentence, retryAfter);
  }

  /** Too many attempts ({@link Reason#THROTTLED}). */
  public static Deferred throttled(String sentence, Duration retryAfter) {
    return new Deferred(Reason.THROTTLED, sentence, retryAfter);
  }

  public Duration retryAfter() {
    return retryAfter;
  }
}
