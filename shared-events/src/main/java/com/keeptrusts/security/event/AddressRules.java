package com.keeptrusts.security.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An org's address rules, compiled: matching takes a binary search however many they are (rule
 * IP-9). A pure function of the rules, the address and the instant; it never changes.
 */
public final class AddressRules {

  /** Of an org without rules. */
  public static final AddressRules NONE = of(List.of());

  private final boolean allowlist;
  private final BlocksOfRules deny4;
  private final BlocksOfRules deny6;
  private final BlocksOfRules allow4;
  private final BlocksOfRules allow6;

  private AddressRules(List<IpRule> enabled) {
    this.allowlist = enabled.stream().anyMatch(rule -> rule.terms().action() == IpRuleAction.ALLOW);
    this.deny4 = BlocksOfRules.of(enabled, IpRuleAction.DENY, IpFamily.IPV4);
    this.deny6 = BlocksOfRules.of(enabled, IpRuleAction.DENY, IpFamily.IPV6);
    this.allow4 = BlocksOfRules.of(enabled, IpRuleAction.ALLOW, IpFamily.IPV4);
    this.allow6 = BlocksOfRules.of(enabled, IpRuleAction.ALLOW, IpFamily.IPV6);
  }

  public static AddressRules of(List<IpRule> rules) {
    return new AddressRules(rules.stream().filter(rule -> rule.terms().enabled()).toList());
  }

  /** Deny first; then the allowlist, if the org has one, expired rules included (rule IP-2). */
  public AddressVerdict match(IpAddress address, Instant now) {
    boolean ipv4 = address.family() == IpFamily.IPV4;
    IpRule denying = (ipv4 ? deny4 : deny6).lastingLongest(address);
    if (denying != null && denying.terms().isUnexpired(now)) {
      return AddressVerdict.by(AddressVerdict.Why.DENY_RULE, denying);
    }
    if (!allowlist) {
      return AddressVerdict.NO_RULE;
    }
    IpRule allowing = (ipv4 ? allow4 : allow6).lastingLongest(address);
    return allowing != null && allowing.terms().isUnexpired(now)
        ? AddressVerdict.by(AddressVerdict.Why.ALLOW_RULE, allowing)
        : AddressVerdict.NOT_ON_ALLOWLIST;
  }

  /** The rules of one action and family. Blocks are nested or apart, never across each other. */
  private static final class BlocksOfRules {

    /** Ascending: where the rule changes. */
    private final long[] highs;

    private final long[] lows;

    /** What holds from there on: of the rules that match, the one that lasts longest. */
    private final @Nullable IpRule[] rules;

    private BlocksOfRules(List<Boundary> boundaries) {
      highs = boundaries.stream().mapToLong(boundary -> boundary.from().high()).toArray();
      lows = boundaries.stream().mapToLong(boundary -> boundary.from().low()).toArray();
      rules = boundaries.stream().map(Boundary::rule).toArray(IpRule[]::new);
    }

    static BlocksOfRules of(List<IpRule> enabled, IpRuleAction action, IpFamily family) {
      return new BlocksOfRules(Boundary.between(enabled, action, family));
    }

    @Nullable IpRule lastingLongest(IpAddress address) {
      int below = -1;
      int above = lows.length;
      while (above - below > 1) {
        int middle = (below + above) >>> 1;
        if (IpAddress.compare(highs[middle], lows[middle], address.high(), address.low()) <= 0) {
          below = middle;
        } else {
          above = middle;
        }
      }
      return below < 0 ? null : rules[below];
    }
  }
}
