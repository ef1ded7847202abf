package com.keeptrusts.security.event;

import com.keeptrusts.security.event.AddressVerdict.Why;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The address rules of an org after what has happened to it so far: a fold of its events, the same
 * for who decides about the next change and for who asks about the past.
 *
 * @param rules in the order in which they were added or changed
 * @param suspendedUntil until when they deny nobody, whether or not that is over (rule IP-8)
 */
public record IpRuleSet(List<IpRule> rules, @Nullable Instant suspendedUntil) {

  /** Of an org that was just registered. */
  public static final IpRuleSet NONE = new IpRuleSet(List.of(), null);

  public IpRuleSet {
    rules = List.copyOf(rules);
  }

  /** After one event more. */
  public IpRuleSet after(OrgSecurityEvent event) {
    if (event instanceof IpRuleAdded added) {
      return with(new IpRule(added.rule(), added.terms()));
    }
    if (event instanceof IpRuleChanged changed) {
      return with(new IpRule(changed.rule(), changed.to()));
    }
    if (event instanceof IpRuleRemoved removed) {
      return without(removed.rule());
    }
    if (event instanceof IpRestrictionsSuspended suspended) {
      return new IpRuleSet(rules, suspended.until());
    }
    if (event instanceof IpRestrictionsResumed) {
      return new IpRuleSet(rules, null);
    }
    return this;
  }

  public Optional<IpRuleTerms> find(IpRuleId id) {
    return rules.stream().filter(rule -> rule.id().equals(id)).map(IpRule::terms).findFirst();
  }

  /** With this rule, in place of the one that has its id. */
  public IpRuleSet with(IpRule rule) {
    List<IpRule> changed = new ArrayList<>(without(rule.id()).rules);
    changed.add(rule);
    return new IpRuleSet(changed, suspendedUntil);
  }

  public IpRuleSet without(IpRuleId id) {
    return new IpRuleSet(
        rules.stream().filter(rule -> !rule.id().equals(id)).toList(), suspendedUntil);
  }

  /** What the rules say of an address, as if they were not suspended. */
  public AddressVerdict match(IpAddress address, Instant now) {
    return AddressRules.of(rules).match(address, now);
  }

  /** What the address gets: while the rules are suspended, it may pass. */
  public AddressVerdict verdict(IpAddress address, Instant now) {
    return suspendedUntil != null && now.isBefore(suspendedUntil)
        ? new AddressVerdict(Why.SUSPENDED, null, suspendedUntil)
        : match(address, now);
  }
}
