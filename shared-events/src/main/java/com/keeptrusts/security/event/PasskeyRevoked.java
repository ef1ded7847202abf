package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;

/**
 * Nobody signs in with this passkey any more. {@code methodsRemain}: the user has another MFA
 * method; without one, recovery codes die with it (rule RC-3).
 */
@EventName("user.passkey-revoked")
@Revision("1")
@TellsUser
public record PasskeyRevoked(UserId userId, PasskeyId passkey, boolean methodsRemain)
    implements UserSecurityEvent {}
