package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;

/**
 * The user turned the authenticator app off. {@code methodsRemain}: there is another MFA method;
 * without one, recovery codes die with it (rule RC-3).
 */
@EventName("user.mfa-disabled")
@Revision("2")
@TellsUser
public record MfaDisabled(UserId userId, TotpRevision revision, boolean methodsRemain)
    implements UserSecurityEvent {

  /** The last method. */
  public MfaDisabled(UserId userId, TotpRevision revision) {
    this(userId, revision, false);
  }
}
