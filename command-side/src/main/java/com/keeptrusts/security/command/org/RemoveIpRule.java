package com.keeptrusts.security.command.org;

import com.keeptrusts.security.command.PlainText;
import com.keeptrusts.security.command.authority.AboutOrg;
import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.OrgLock;
import com.keeptrusts.security.event.IpAddress;
import com.keeptrusts.security.event.IpRuleId;
import com.keeptrusts.security.event.OrgId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Asks that an address rule is gone; the rest as in {@link AddIpRule}. */
@Demands(value = Demand.ORG_ADMIN, org = OrgLock.EXCLUSIVE)
public record RemoveIpRule(
    @TargetAggregateIdentifier OrgId orgId, IpRuleId rule, IpAddress from, @Nullable String lockout)
    implements Command, AboutOrg {

  public RemoveIpRule {
    if (lockout != null) {
      PlainText.requireReason(lockout);
    }
  }
}
