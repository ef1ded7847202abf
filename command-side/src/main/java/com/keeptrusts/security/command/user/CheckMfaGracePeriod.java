package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.AboutOrg;
import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Asks to do what a timer ought to have done that was lost, and to set the next one. */
@Demands(Demand.SYSTEM)
public record CheckMfaGracePeriod(@TargetAggregateIdentifier UserId userId, OrgId orgId)
    implements UserCommand, AboutOrg {}
