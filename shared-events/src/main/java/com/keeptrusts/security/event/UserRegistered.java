package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * An account exists. It has no way to sign in yet; a temporary password gives it one. {@code
 * createdFor} is the org that asked for it, and may issue that password until the user accepts an
 * invitation (rule ORG-3).
 */
@EventName("user.registered")
@Revision("1")
public record UserRegistered(
    UserId userId,
    Personal<EmailAddress> email,
    Personal<DisplayName> displayName,
    @Nullable OrgId createdFor)
    implements UserSecurityEvent {}
