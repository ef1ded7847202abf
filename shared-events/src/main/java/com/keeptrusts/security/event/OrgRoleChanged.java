package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;

/** The member's role is another one. */
@EventName("user.org-role-changed")
@Revision("1")
public record OrgRoleChanged(UserId userId, OrgId orgId, Role from, Role to)
    implements UserSecurityEvent {}
