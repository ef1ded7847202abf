package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.UserId;
import org.jspecify.annotations.Nullable;

/** An account, after the event of its stream that has this number. */
public record UserRow(
    UserId id, long revision, boolean hasTotp, @Nullable PasswordKind passwordKind) {

  /** Whether re-authentication and sign-in take a second factor. */
  public boolean hasMfaMethod() {
    return hasTotp;
  }
}
