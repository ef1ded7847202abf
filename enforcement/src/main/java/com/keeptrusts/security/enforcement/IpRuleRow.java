package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.Actor;
import com.keeptrusts.security.event.IpRule;
import java.time.Instant;

/** An address rule with who set it, and when (rule IP-1). */
public record IpRuleRow(
    IpRule rule, Instant addedAt, Actor addedBy, Instant changedAt, Actor changedBy) {}
