package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;

/**
 * The link is gone, and a sign-in that was under way through it with it. The pair is free for any
 * account.
 */
@EventName("user.external-identity-unlinked")
@Revision("1")
@TellsUser
public record ExternalIdentityUnlinked(UserId userId, ExternalIdentityId identity)
    implements UserSecurityEvent {}
