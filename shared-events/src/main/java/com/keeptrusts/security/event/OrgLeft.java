package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;

/** The user ended the own membership. */
@EventName("user.org-left")
@Revision("1")
public record OrgLeft(UserId userId, OrgId orgId, Role role) implements UserSecurityEvent {}
