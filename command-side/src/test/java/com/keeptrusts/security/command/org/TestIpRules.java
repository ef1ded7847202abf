package com.keeptrusts.security.command.org;

import com.keeptrusts.security.event.Cidr;
import com.keeptrusts.security.event.IpAddress;
import com.keeptrusts.security.event.IpRuleAction;
import com.keeptrusts.security.event.IpRuleAdded;
import com.keeptrusts.security.event.IpRuleId;
import com.keeptrusts.security.event.IpRuleTerms;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.OrgRegistered;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Acme, its office, and rules about it. */
final class TestIpRules {

  static final OrgId ACME = OrgId.of(new UUID(0, 10).toString());
  static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  static final Instant TOMORROW = Instant.parse("2026-03-03T09:00:00Z");
  static final IpAddress OFFICE = IpAddress.of("203.0.113.7");
  static final IpAddress HOME = IpAddress.of("198.51.100.9");

  private TestIpRules() {}

  static OrgRegistered registered() {
    return new OrgRegistered(ACME, "Acme");
  }

  static IpRuleId id(int number) {
    return IpRuleId.of(new UUID(0, number).toString());
  }

  static IpRuleTerms allow(String block) {
    return terms(IpRuleAction.ALLOW, block, true, null);
  }

  static IpRuleTerms deny(String block) {
    return terms(IpRuleAction.DENY, block, true, null);
  }

  static IpRuleTerms terms(
      IpRuleAction action, String block, boolean enabled, @Nullable Instant expiresAt) {
    return new IpRuleTerms(action, Cidr.of(block), "", enabled, expiresAt);
  }

  static IpRuleAdded added(int number, IpRuleTerms terms) {
    return new IpRuleAdded(ACME, id(number), terms, null);
  }
}
