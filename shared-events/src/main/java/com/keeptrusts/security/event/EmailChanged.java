package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * The user signs in with another e-mail from now on (rule ORG-6); whoever sends notices tells both
 * addresses. {@code byOrg} is the org whose admin changed it.
 */
@EventName("user.email-changed")
@Revision("1")
@TellsUser
public record EmailChanged(
    UserId userId, Personal<EmailAddress> from, Personal<EmailAddress> to, @Nullable OrgId byOrg)
    implements UserSecurityEvent {}
