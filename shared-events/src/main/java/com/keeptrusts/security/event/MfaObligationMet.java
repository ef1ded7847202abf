package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;

/** The member has an MFA method now, as the org demands. */
@EventName("user.mfa-obligation-met")
@Revision("1")
public record MfaObligationMet(UserId userId, OrgId orgId) implements UserSecurityEvent {}
