package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.AboutOrg;
import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Asks to write down that an org's policy demands no MFA method of the member any more. An older
 * version than the one in force says nothing (rule POL-5).
 */
@Demands(Demand.SYSTEM)
public record LiftMfaRequirement(
    @TargetAggregateIdentifier UserId userId, OrgId orgId, long policyVersion)
    implements UserCommand, AboutOrg {}
