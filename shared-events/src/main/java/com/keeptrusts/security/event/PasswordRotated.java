package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;

/** The user replaced the temporary password by a password of the own. */
@EventName("user.password-rotated")
@Revision("1")
@TellsUser
public record PasswordRotated(UserId userId, PasswordRevision from, PasswordRevision to)
    implements UserSecurityEvent {}
