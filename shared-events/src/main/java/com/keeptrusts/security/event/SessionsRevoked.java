package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * All sessions of the user ended, also those nobody here knows of, {@code except} one if it is
 * named. Sign-ins in progress died with them.
 */
@EventName("user.sessions-revoked")
@Revision("1")
public record SessionsRevoked(UserId userId, EndCause cause, @Nullable SessionId except)
    implements UserSecurityEvent {}
