package com.keeptrusts.security.command.user;

import java.time.Instant;
import org.axonframework.deadline.DeadlineManager;

/** What it takes to follow a grace period: the instant, the orgs' policies, and timers. */
record MfaWatch(Instant now, OrgPolicies policies, DeadlineManager timers) {}
