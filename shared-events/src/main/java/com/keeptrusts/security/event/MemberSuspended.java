package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;

/** Every decision about this member in this org is now a denial, until reactivated (rule SES-3). */
@EventName("user.member-suspended")
@Revision("1")
public record MemberSuspended(UserId userId, OrgId orgId) implements UserSecurityEvent {}
