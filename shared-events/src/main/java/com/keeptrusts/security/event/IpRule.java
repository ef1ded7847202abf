package com.keeptrusts.security.event;

/** An address rule of an org, as it is now. */
public record IpRule(IpRuleId id, IpRuleTerms terms) {}
