package com.keeptrusts.security.query.address;

import com.keeptrusts.security.enforcement.IpRestrictionsOfOrg;
import com.keeptrusts.security.enforcement.IpRuleRow;
import com.keeptrusts.security.event.IpRuleAction;
import com.keeptrusts.security.event.IpRuleId;
import com.keeptrusts.security.event.IpRuleTerms;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The address rules of an org, in the order in which they were added (rule IP-1). */
record IpRestrictionsAnswer(
    @Schema(description = "Until when the operator lets everybody in, whatever the rules say")
        @Nullable Instant suspendedUntil,
    List<Rule> rules) {

  record Rule(
      IpRuleId rule,
      IpRuleAction action,
      @Schema(example = "203.0.113.0/24") String block,
      String note,
      boolean enabled,
      @Nullable Instant expiresAt,
      Instant addedAt,
      @Schema(description = "user/<id>") String addedBy,
      Instant changedAt,
      String changedBy) {

    private static Rule of(IpRuleRow row) {
      IpRuleTerms terms = row.rule().terms();
      return new Rule(
          row.rule().id(),
          terms.action(),
          terms.block().text(),
          terms.note(),
          terms.enabled(),
          terms.expiresAt(),
          row.addedAt(),
          row.addedBy().value(),
          row.changedAt(),
          row.changedBy().value());
    }
  }

  static IpRestrictionsAnswer of(IpRestrictionsOfOrg restrictions) {
    return new IpRestrictionsAnswer(
        restrictions.suspendedUntil(), restrictions.rules().stream().map(Rule::of).toList());
  }
}
