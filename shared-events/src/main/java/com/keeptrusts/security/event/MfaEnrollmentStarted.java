package com.keeptrusts.security.event;

import java.time.Instant;
import org.axonframework.serialization.Revision;

/**
 * A fresh secret was shown to the user. Nothing is on until a code confirms it; a second start
 * replaces it, and at {@code expiresAt} it dies (rule TOTP-1).
 */
@EventName("user.mfa-enrollment-started")
@Revision("1")
public record MfaEnrollmentStarted(
    UserId userId, EnrollmentId enrollment, TotpRevision revision, Instant expiresAt)
    implements UserSecurityEvent {}
