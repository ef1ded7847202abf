package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * Somebody else took the user's authenticator app away, with a reason; recovery codes die with it.
 * {@code byOrg} is the org whose admin did it; without it, the operator did.
 */
@EventName("user.mfa-reset")
@Revision("1")
@TellsUser
public record MfaReset(UserId userId, TotpRevision revision, @Nullable OrgId byOrg, String reason)
    implements UserSecurityEvent {}
