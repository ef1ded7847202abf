package com.keeptrusts.security.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An address rule as far as it decides.
 *
 * @param expiresAt from when on it matches nothing; absent if never. A rule that has expired still
 *     makes an allowlist (rule IP-2)
 */
public record IpRule(
    IpRuleId id, IpRuleAction action, Cidr block, boolean enabled, @Nullable Instant expiresAt) {

  boolean isUnexpired(Instant now) {
    return expiresAt == null || now.isBefore(expiresAt);
  }

  /** Whether it goes on for longer than the other. */
  boolean outlasts(IpRule other) {
    return other.expiresAt != null && (expiresAt == null || other.expiresAt.isBefore(expiresAt));
  }
}
