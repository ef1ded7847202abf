package com.keeptrusts.security.event;

import java.time.Instant;
import org.axonframework.serialization.Revision;

/**
 * The operator broke the glass: until then, or until resumed, no address rule of the org denies
 * anybody (rule IP-8). The rules stay as they are and can be changed meanwhile.
 */
@EventName("org.ip-restrictions-suspended")
@Revision("1")
public record IpRestrictionsSuspended(OrgId orgId, Instant until, String reason)
    implements OrgSecurityEvent {}
