package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;

/** One code of the set, by its place in it, is used up. */
@EventName("user.recovery-code-used")
@Revision("1")
@TellsUser
public record RecoveryCodeUsed(UserId userId, RecoveryCodeSetId set, int place, int remaining)
    implements UserSecurityEvent {}
