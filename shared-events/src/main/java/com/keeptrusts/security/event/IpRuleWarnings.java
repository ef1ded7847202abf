package com.keeptrusts.security.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What whoever changed a rule may not have meant (rules IP-4, IP-5).
 *
 * @param coveredBy another rule of the same kind whose block has all of this one's addresses, for
 *     at least as long
 * @param locksYouOutAt from when on the address that the change came from is denied, since the rule
 *     that lets it in expires
 */
public record IpRuleWarnings(@Nullable IpRuleId coveredBy, @Nullable Instant locksYouOutAt) {

  /** Of this rule among those of the org, itself one of them unless it was removed. */
  public static IpRuleWarnings of(
      List<IpRule> rules, IpRuleId changed, IpAddress from, Instant now) {
    IpRuleId coveredBy =
        rules.stream()
            .filter(rule -> rule.id().equals(changed) && rule.terms().enabled())
            .findFirst()
            .flatMap(
                rule ->
                    rules.stream().filter(other -> covers(other, rule)).map(IpRule::id).findFirst())
            .orElse(null);
    AddressVerdict verdict = AddressRules.of(rules).match(from, now);
    return new IpRuleWarnings(
        coveredBy, verdict.why() == AddressVerdict.Why.ALLOW_RULE ? verdict.until() : null);
  }

  private static boolean covers(IpRule other, IpRule rule) {
    return !other.id().equals(rule.id())
        && other.terms().enabled()
        && other.terms().action() == rule.terms().action()
        && !rule.terms().outlasts(other.terms())
        && other.terms().block().range().covers(rule.terms().block().range());
  }
}
