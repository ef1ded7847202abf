package com.keeptrusts.security.event;

import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * A random password that was shown once lets the user in until {@code expiresAt}, only to choose
 * another (rule PWD-3). It replaces whatever password there was. {@code byOrg} is the org whose
 * admin asked for it.
 */
@EventName("user.temporary-password-issued")
@Revision("1")
@TellsUser
public record TemporaryPasswordIssued(
    UserId userId,
    PasswordRevision revision,
    @Nullable PasswordRevision replaced,
    Instant expiresAt,
    @Nullable OrgId byOrg)
    implements UserSecurityEvent {}
