package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;

/** A disabled authenticator answers again. */
@EventName("user.authenticator-enabled")
@Revision("1")
public record AuthenticatorEnabled(UserId userId, Authenticator authenticator)
    implements UserSecurityEvent {}
