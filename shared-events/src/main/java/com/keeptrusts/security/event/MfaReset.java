package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * Somebody else took the user's MFA methods away, with a reason; recovery codes die with them.
 * {@code revision} is the authenticator app's, if there was one; each passkey has a {@link
 * PasskeyRevoked} of its own. {@code byOrg} is the org whose admin did it; without it, the operator
 * did.
 */
@EventName("user.mfa-reset")
@Revision("2")
@TellsUser
public record MfaReset(
    UserId userId, @Nullable TotpRevision revision, @Nullable OrgId byOrg, String reason)
    implements UserSecurityEvent {}
