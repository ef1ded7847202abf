package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * From now on a second factor is demanded at every sign-in. The secret itself is in the vault,
 * never here. {@code acceptedStep} is the step of the confirming code, which counts as used; {@code
 * replaced} is the secret that went out of force, if there was one; {@code provenIn} is the session
 * that proved the method and counts as multi-factor from now on (rule TOTP-6).
 */
@EventName("user.mfa-enabled")
@Revision("1")
@TellsUser
public record MfaEnabled(
    UserId userId,
    EnrollmentId enrollment,
    TotpRevision revision,
    TotpStep acceptedStep,
    @Nullable TotpRevision replaced,
    SessionId provenIn)
    implements UserSecurityEvent {}
