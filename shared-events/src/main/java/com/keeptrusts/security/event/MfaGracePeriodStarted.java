package com.keeptrusts.security.event;

import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * The org demands an MFA method of the member, who has none. From {@code deadline} on nothing but
 * getting one is possible there. {@code start}: from when on the time counts, earlier than the
 * cause by what had run before. {@code extendedUntil}: an extension of before that still holds.
 */
@EventName("user.mfa-grace-period-started")
@Revision("1")
@TellsUser
public record MfaGracePeriodStarted(
    UserId userId,
    OrgId orgId,
    MfaObligationCause cause,
    long policyVersion,
    Instant start,
    Instant deadline,
    @Nullable Instant extendedUntil)
    implements UserSecurityEvent {}
