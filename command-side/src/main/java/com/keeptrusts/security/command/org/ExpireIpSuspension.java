package com.keeptrusts.security.command.org;

import com.keeptrusts.security.command.authority.AboutOrg;
import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.OrgLock;
import com.keeptrusts.security.event.OrgId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Says that the time of a suspension is over; nothing if it is not. */
@Demands(value = Demand.SYSTEM, org = OrgLock.EXCLUSIVE)
public record ExpireIpSuspension(@TargetAggregateIdentifier OrgId orgId)
    implements Command, AboutOrg {}
