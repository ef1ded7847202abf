package com.keeptrusts.security.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether an address may pass, and by which rule (rule IP-6).
 *
 * @param rule that decided; absent if none matched
 * @param until when that rule expires or the suspension ends, and with it perhaps the verdict
 */
public record AddressVerdict(Why why, @Nullable IpRuleId rule, @Nullable Instant until) {

  static final AddressVerdict NO_RULE = new AddressVerdict(Why.NO_RULE, null, null);
  static final AddressVerdict NOT_ON_ALLOWLIST =
      new AddressVerdict(Why.NOT_ON_ALLOWLIST, null, null);

  /** What decided. */
  public enum Why {
    /** Denied: a deny rule matches. */
    DENY_RULE,
    /** Denied: there is an allowlist, and none of its rules matches. */
    NOT_ON_ALLOWLIST,
    /** Allowed: a rule of the allowlist matches. */
    ALLOW_RULE,
    /** Allowed: no deny rule matches, and there is no allowlist. */
    NO_RULE,
    /** Allowed: the rules are suspended, whatever they say (rule IP-8). */
    SUSPENDED
  }

  static AddressVerdict by(Why why, IpRule rule) {
    return new AddressVerdict(why, rule.id(), rule.terms().expiresAt());
  }

  public boolean allowed() {
    return why != Why.DENY_RULE && why != Why.NOT_ON_ALLOWLIST;
  }
}
