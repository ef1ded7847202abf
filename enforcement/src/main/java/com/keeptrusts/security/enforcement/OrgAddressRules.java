package com.keeptrusts.security.enforcement;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.keeptrusts.security.event.AddressRules;
import com.keeptrusts.security.event.IpRule;
import com.keeptrusts.security.event.OrgId;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The compiled address rules of the orgs that were asked about last. Which rules an org has now is
 * told by its row, read for each question; what is kept here is only never compiled twice. So a
 * rule that was acknowledged a moment ago counts, on every node.
 */
public final class OrgAddressRules {

  /** So soon a rebuild that put rows right counts too: it is no event, and moves no revision. */
  private static final Duration LONGEST_IN_MEMORY = Duration.ofMinutes(1);

  /** Some hundred bytes each. */
  private static final long MOST_RULES_IN_MEMORY = 500_000;

  private record Version(OrgId org, long revision) {}

  private record Compiled(AddressRules rules, int count) {}

  private final IpRuleRows rows;
  private final Cache<Version, Compiled> compiled =
      Caffeine.newBuilder()
          .expireAfterWrite(LONGEST_IN_MEMORY)
          .maximumWeight(MOST_RULES_IN_MEMORY)
          .weigher((Version version, Compiled rules) -> 1 + rules.count())
          .build();

  /**
   * Reads with this login; within an open transaction of Spring's, on its connection.
   *
   * @param dataSource of either side
   */
  public OrgAddressRules(DataSource dataSource) {
    this.rows = new IpRuleRows(dataSource);
  }

  /**
   * The rules that the org had when its row was read, or newer ones, which were committed while the
   * question was under way; none without an org.
   *
   * @throws RuntimeException if they cannot be read: nothing is decided then
   */
  public AddressRules of(@Nullable OrgRow org) {
    return org == null || org.ipRulesRevision() == 0
        ? AddressRules.NONE
        : compiled
            .get(new Version(org.id(), org.ipRulesRevision()), version -> compile(version.org()))
            .rules();
  }

  private Compiled compile(OrgId org) {
    List<IpRule> rules = rows.of(org).ruleSet().rules();
    return new Compiled(AddressRules.of(rules), rules.size());
  }
}
