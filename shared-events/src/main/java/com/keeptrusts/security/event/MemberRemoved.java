package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;

/**
 * An admin or owner ended the membership, or withdrew the invitation that was still open. {@code
 * role} is what the user had or was offered.
 */
@EventName("user.member-removed")
@Revision("1")
public record MemberRemoved(UserId userId, OrgId orgId, Role role) implements UserSecurityEvent {}
