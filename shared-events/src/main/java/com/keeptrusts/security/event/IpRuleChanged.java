package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** The rule says something else from now on; {@code lockout} as in {@link IpRuleAdded}. */
@EventName("org.ip-rule-changed")
@Revision("1")
public record IpRuleChanged(
    OrgId orgId, IpRuleId rule, IpRuleTerms from, IpRuleTerms to, @Nullable String lockout)
    implements OrgSecurityEvent {}
