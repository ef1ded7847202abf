package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.IpRuleSet;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The address rules of an org at one instant.
 *
 * @param now that instant, of the database
 * @param suspendedUntil until when they deny nobody; absent if they do
 * @param rules in the order in which they were added
 */
public record IpRestrictionsOfOrg(
    Instant now, @Nullable Instant suspendedUntil, List<IpRuleRow> rules) {

  public IpRestrictionsOfOrg {
    rules = List.copyOf(rules);
  }

  /** What they say, and nothing of who said it. */
  public IpRuleSet ruleSet() {
    return new IpRuleSet(rules.stream().map(IpRuleRow::rule).toList(), suspendedUntil);
  }
}
