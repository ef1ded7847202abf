package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;

/** The user accepted an invitation and is an active member from now on. */
@EventName("user.org-joined")
@Revision("1")
public record OrgJoined(UserId userId, OrgId orgId, InvitationId invitation, Role role)
    implements UserSecurityEvent {}
