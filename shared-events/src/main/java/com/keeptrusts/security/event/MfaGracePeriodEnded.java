package com.keeptrusts.security.event;

import java.time.Instant;
import org.axonframework.serialization.Revision;

/** The deadline has passed: since then the member is blocked in the org until they enrol. */
@EventName("user.mfa-grace-period-ended")
@Revision("1")
@TellsUser
public record MfaGracePeriodEnded(UserId userId, OrgId orgId, Instant deadline)
    implements UserSecurityEvent {}
