package com.keeptrusts.security.event;

import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * The org demands no MFA method of the user any more. What had run from {@code start} to {@code
 * stoppedAt} is carried over if it does so again within 90 days, and {@code extendedUntil} too.
 */
@EventName("user.mfa-obligation-lifted")
@Revision("1")
public record MfaObligationLifted(
    UserId userId,
    OrgId orgId,
    MfaObligationEnd cause,
    long policyVersion,
    Instant start,
    Instant stoppedAt,
    @Nullable Instant extendedUntil)
    implements UserSecurityEvent {}
