package com.keeptrusts.security.command.org;

import com.keeptrusts.security.command.PlainText;
import com.keeptrusts.security.command.authority.AboutOrg;
import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.OrgLock;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Scope;
import java.time.Duration;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Asks, for an org that shut itself out, that its address rules deny nobody for this long; a second
 * one counts instead of the first (rule IP-8).
 */
@Demands(value = Demand.SERVICE_CLIENT, scope = Scope.OPERATE, org = OrgLock.EXCLUSIVE)
public record SuspendIpRestrictions(
    @TargetAggregateIdentifier OrgId orgId, Duration duration, String reason)
    implements Command, AboutOrg {

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  public SuspendIpRestrictions {
    PlainText.requireReason(reason);
    if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
      throw new Rejected(Reason.INVALID_VALUE, "A suspension lasts from a minute to a day");
    }
  }
}
