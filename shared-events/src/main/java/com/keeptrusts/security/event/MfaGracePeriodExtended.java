package com.keeptrusts.security.event;

import java.time.Instant;
import org.axonframework.serialization.Revision;

/**
 * An admin gave the member more time, which no later policy takes away. {@code start}: from when on
 * the time counts, as before.
 */
@EventName("user.mfa-grace-period-extended")
@Revision("1")
@TellsUser
public record MfaGracePeriodExtended(
    UserId userId, OrgId orgId, Instant start, Instant from, Instant to, String reason)
    implements UserSecurityEvent {}
