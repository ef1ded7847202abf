package com.keeptrusts.security.command.totp;

import com.keeptrusts.security.event.TotpStep;

/** What a typed code turned out to be. */
public sealed interface TotpVerdict {

  /** The code of this step. Whether it was used before, the aggregate decides (rule TOTP-3). */
  record Accepted(TotpStep step) implements TotpVerdict {}

  /** No code of any step that is accepted now, or no code at all. */
  record Wrong() implements TotpVerdict {}
}
