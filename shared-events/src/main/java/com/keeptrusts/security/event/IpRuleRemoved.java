package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** Nothing looks at the rule any more; {@code lockout} as in {@link IpRuleAdded}. */
@EventName("org.ip-rule-removed")
@Revision("1")
public record IpRuleRemoved(OrgId orgId, IpRuleId rule, IpRuleTerms terms, @Nullable String lockout)
    implements OrgSecurityEvent {}
