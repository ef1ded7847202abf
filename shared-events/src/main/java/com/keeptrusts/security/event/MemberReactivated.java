package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;

/** The suspension is over. */
@EventName("user.member-reactivated")
@Revision("1")
public record MemberReactivated(UserId userId, OrgId orgId) implements UserSecurityEvent {}
