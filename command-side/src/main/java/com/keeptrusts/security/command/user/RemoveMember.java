package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.AboutOrg;
import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.OrgLock;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Asks that the user belongs to the org no more, or withdraws the invitation that is still open.
 */
@Demands(value = Demand.ORG_ADMIN, org = OrgLock.EXCLUSIVE)
public record RemoveMember(@TargetAggregateIdentifier UserId userId, OrgId orgId)
    implements UserCommand, AboutOrg {}
