package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;

/** The user, who had no password that let anybody in, chose one. */
@EventName("user.password-added")
@Revision("1")
@TellsUser
public record PasswordAdded(UserId userId, PasswordRevision revision)
    implements UserSecurityEvent {}
