package com.keeptrusts.security.command.org;

import com.keeptrusts.security.command.authority.AboutOrg;
import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.OrgLock;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Scope;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Asks that the address rules of the org deny again before the time that was stated. */
@Demands(value = Demand.SERVICE_CLIENT, scope = Scope.OPERATE, org = OrgLock.EXCLUSIVE)
public record ResumeIpRestrictions(@TargetAggregateIdentifier OrgId orgId)
    implements Command, AboutOrg {}
