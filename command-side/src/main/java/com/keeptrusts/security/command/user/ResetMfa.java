package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.PlainText;
import com.keeptrusts.security.command.authority.AboutOrg;
import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Asks, on somebody's behalf, that their authenticator app and recovery codes are off. Without an
 * org the operator asks (rule ORG-3).
 */
@Demands(value = Demand.ORG_ADMIN, scope = Scope.OPERATE)
public record ResetMfa(
    @TargetAggregateIdentifier UserId userId, @Nullable OrgId orgId, String reason)
    implements UserCommand, AboutOrg {

  public ResetMfa {
    PlainText.requireReason(reason);
  }
}
