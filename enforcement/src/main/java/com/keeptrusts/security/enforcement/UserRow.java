package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.UserId;
import org.jspecify.annotations.Nullable;

/**
 * An account, after the event of its stream that has this number.
 *
 * @param passkeys how many it has
 */
public record UserRow(
    UserId id, long revision, boolean hasTotp, int passkeys, @Nullable PasswordKind passwordKind) {

  /**
   * Whether re-authentication and sign-in take several factors. A passkey without user verification
   * is no more than that: what it proves, it proves beside a password or SSO.
   */
  public boolean hasMfaMethod() {
    return hasTotp || passkeys > 0;
  }
}
