package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * From now on decisions about the org look at this rule too (rule IP-1). {@code lockout} is the
 * reason for which whoever added it accepted to be denied by it (rule IP-5).
 */
@EventName("org.ip-rule-added")
@Revision("1")
public record IpRuleAdded(OrgId orgId, IpRuleId rule, IpRuleTerms terms, @Nullable String lockout)
    implements OrgSecurityEvent {}
