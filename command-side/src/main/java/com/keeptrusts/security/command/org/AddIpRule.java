package com.keeptrusts.security.command.org;

import com.keeptrusts.security.command.PlainText;
import com.keeptrusts.security.command.authority.AboutOrg;
import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.OrgLock;
import com.keeptrusts.security.event.IpAddress;
import com.keeptrusts.security.event.IpRuleId;
import com.keeptrusts.security.event.IpRuleTerms;
import com.keeptrusts.security.event.OrgId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Asks for an address rule (rule IP-1). {@code from} is the address that it is asked from, {@code
 * lockout} the reason for which being denied there is accepted (rule IP-5).
 */
@Demands(value = Demand.ORG_ADMIN, org = OrgLock.EXCLUSIVE)
public record AddIpRule(
    @TargetAggregateIdentifier OrgId orgId,
    IpRuleId rule,
    IpRuleTerms terms,
    IpAddress from,
    @Nullable String lockout)
    implements Command, AboutOrg {

  public AddIpRule {
    if (lockout != null) {
      PlainText.requireReason(lockout);
    }
  }
}
