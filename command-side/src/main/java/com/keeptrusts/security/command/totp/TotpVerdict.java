package com.keeptrusts.security.command.totp;

import com.keeptrusts.security.event.TotpStep;

/** What a typed code turned out to be. */
public sealed interface TotpVerdict {

  /**
   * Right, and of a step later than any accepted so far. From its acceptance on it counts as used.
   */
  record Accepted(TotpStep step) implements TotpVerdict {}

  /** Right once, but this step or a later one was accepted before (rule TOTP-3). */
  record AlreadyUsed() implements TotpVerdict {}

  /** No code of any step that is accepted now, or no code at all. */
  record Wrong() implements TotpVerdict {}
}
