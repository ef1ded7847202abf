package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.AboutOrg;
import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.OrgLock;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Asks that a suspension ends. */
@Demands(value = Demand.ORG_ADMIN, org = OrgLock.EXCLUSIVE)
public record ReactivateMember(@TargetAggregateIdentifier UserId userId, OrgId orgId)
    implements UserCommand, AboutOrg {}
