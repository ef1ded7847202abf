package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;

/**
 * Too many wrong guesses in a row: this authenticator answers nobody who comes without a device
 * token or a session of the user any more; with {@code byDevice}, nobody who comes with that one
 * device's token, or none of the user's sessions, where a wrong guess came last (rule SIGN-5).
 */
@EventName("user.authenticator-disabled")
@Revision("1")
@TellsUser
public record AuthenticatorDisabled(
    UserId userId, Authenticator authenticator, boolean byDevice, int failures)
    implements UserSecurityEvent {}
