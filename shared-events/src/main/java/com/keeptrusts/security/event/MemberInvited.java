package com.keeptrusts.security.event;

import java.time.Instant;
import org.axonframework.serialization.Revision;

/**
 * The user may join the org with the invitation's secret, of which only the digest is kept. A newer
 * invitation into the same org replaces it.
 */
@EventName("user.member-invited")
@Revision("1")
public record MemberInvited(
    UserId userId,
    OrgId orgId,
    InvitationId invitation,
    Sha256 secretHash,
    Role role,
    Instant expiresAt)
    implements UserSecurityEvent {}
