package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;

/** The user turned the authenticator app off; recovery codes die with it. */
@EventName("user.mfa-disabled")
@Revision("1")
@TellsUser
public record MfaDisabled(UserId userId, TotpRevision revision) implements UserSecurityEvent {}
