package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;

/** The user, who knew the password of the own, chose another. */
@EventName("user.password-changed")
@Revision("1")
@TellsUser
public record PasswordChanged(UserId userId, PasswordRevision from, PasswordRevision to)
    implements UserSecurityEvent {}
