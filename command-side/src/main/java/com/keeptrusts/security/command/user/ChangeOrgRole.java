package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.AboutOrg;
import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.OrgLock;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Asks that the member has this role in the org from now on (rules ORG-1, ORG-2). */
@Demands(value = Demand.ORG_ADMIN, org = OrgLock.EXCLUSIVE)
public record ChangeOrgRole(@TargetAggregateIdentifier UserId userId, OrgId orgId, Role role)
    implements UserCommand, AboutOrg {}
