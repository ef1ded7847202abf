package com.keeptrusts.security.event;

import java.time.Instant;
import org.axonframework.serialization.Revision;

/** The member still has no MFA method, and the deadline is near. */
@EventName("user.mfa-grace-period-ending-soon")
@Revision("1")
@TellsUser
public record MfaGracePeriodEndingSoon(UserId userId, OrgId orgId, Instant deadline)
    implements UserSecurityEvent {}
