package com.keeptrusts.security.command.user;

import com.keeptrusts.security.event.PasskeyId;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import org.jspecify.annotations.Nullable;

/**
 * A passkey in force. Whether it verifies its user is believed from {@code uvInitialized} on: else
 * who finds a key that has no PIN yet could set one and pass for its owner (Web Authentication
 * Level 3 §7.2 step 24).
 */
record Passkey(
    PasskeyId id, long signCount, boolean uvInitialized, @Nullable Boolean discoverable) {

  Passkey used(long count, boolean verificationCounts) {
    return new Passkey(id, count, verificationCounts, discoverable);
  }

  /** Whether it completes a sign-in without anything else that the account has (rule SIGN-2). */
  boolean signsInAlone() {
    return uvInitialized && Boolean.TRUE.equals(discoverable);
  }

  /**
   * Refuses a counter that did not grow since the last use, wherever that was (rule PK-4); one that
   * always says 0 does not count.
   */
  void requireGrown(long count) {
    if ((count != 0 || signCount != 0) && count <= signCount) {
      throw new Rejected(
          Reason.PASSKEY_NOT_ACCEPTED,
          "The passkey's counter did not grow, so there may be a copy of it (§7.2 step 22)");
    }
  }
}
