package com.keeptrusts.security.command.user;

import com.keeptrusts.security.event.SessionId;
import java.time.Instant;

/** A session whose end is not recorded yet; it may have run out already. */
record LiveSession(SessionId id, boolean multiFactor, Instant expiresAt) {

  boolean expired(Instant now) {
    return !now.isBefore(expiresAt);
  }

  /** It counts as made with several factors from now on (rule TOTP-6). */
  LiveSession proved() {
    return new LiveSession(id, true, expiresAt);
  }
}
