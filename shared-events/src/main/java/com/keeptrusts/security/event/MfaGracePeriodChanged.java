package com.keeptrusts.security.event;

import java.time.Instant;
import org.axonframework.serialization.Revision;

/**
 * The org's policy gives the member another deadline. {@code start}: from when on the time counts,
 * another one if the policy was looser in between.
 */
@EventName("user.mfa-grace-period-changed")
@Revision("1")
@TellsUser
public record MfaGracePeriodChanged(
    UserId userId, OrgId orgId, long policyVersion, Instant start, Instant from, Instant to)
    implements UserSecurityEvent {}
