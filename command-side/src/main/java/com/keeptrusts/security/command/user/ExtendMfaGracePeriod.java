package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.PlainText;
import com.keeptrusts.security.command.authority.AboutOrg;
import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.UserId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Asks for more time for a member to get an MFA method (rule POL-7). */
@Demands(Demand.ORG_ADMIN)
public record ExtendMfaGracePeriod(
    @TargetAggregateIdentifier UserId userId, OrgId orgId, Instant until, String reason)
    implements UserCommand, AboutOrg {

  public ExtendMfaGracePeriod {
    PlainText.requireReason(reason);
  }
}
