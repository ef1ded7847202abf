package com.keeptrusts.security.event;

import java.time.Instant;
import org.axonframework.serialization.Revision;

/**
 * The org's address rules deny again. {@code endedAt} is when the suspension ended: by itself at
 * its time, which may be told later, or earlier by the operator.
 */
@EventName("org.ip-restrictions-resumed")
@Revision("1")
public record IpRestrictionsResumed(OrgId orgId, Instant endedAt) implements OrgSecurityEvent {}
