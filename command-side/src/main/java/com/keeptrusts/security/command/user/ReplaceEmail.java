package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.AboutOrg;
import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Asks, on somebody's behalf, that they sign in with another e-mail. Without an org the operator
 * asks (rules ORG-3, ORG-6). {@code from}: the one that is replaced, as it stands in the account;
 * {@code to} is the same if it is to be no other, which only who may ask is told.
 */
@Demands(value = Demand.ORG_ADMIN, scope = Scope.OPERATE)
public record ReplaceEmail(
    @TargetAggregateIdentifier UserId userId,
    @Nullable OrgId orgId,
    Personal<EmailAddress> from,
    Personal<EmailAddress> to)
    implements UserCommand, AboutOrg {

  boolean changesNothing() {
    return from.equals(to);
  }

  public static Rejected same() {
    return new Rejected(Reason.INVALID_VALUE, "email: another than the account has already");
  }
}
