package com.keeptrusts.security.enforcement;

import java.time.Duration;
import java.time.Instant;

/** Whether the user proved a moment ago who they are (rules SES-5, TOTP-5). */
public final class Reauthentication {

  public static final Duration LASTS = Duration.ofMinutes(10);

  private Reauthentication() {}

  /**
   * SES-5: within the last ten minutes, with several factors if the user has an MFA method. A
   * sign-in counts, except one by recovery code.
   */
  public static boolean isFresh(SessionRow session, UserRow user, Instant now) {
    Instant at = session.reauthenticatedAt();
    return at != null
        && isRecent(at, now)
        && (session.reauthenticatedMultiFactor() || !user.hasMfaMethod());
  }

  /**
   * TOTP-5: the user, whose authenticator is lost, signed in with a recovery code within the last
   * ten minutes. That is enough to replace the authenticator, and for nothing else.
   */
  public static boolean isFreshRecovery(SessionRow session, UserRow user, Instant now) {
    return session.recoverySignIn() && user.hasMfaMethod() && isRecent(session.startedAt(), now);
  }

  private static boolean isRecent(Instant at, Instant now) {
    return !now.isAfter(at.plus(LASTS));
  }
}
