package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.AboutOrg;
import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Asks to write down what an org's policy, which demands an MFA method of the member, means for
 * them. An older version than the one in force says nothing (rules POL-3, POL-10).
 */
@Demands(Demand.SYSTEM)
public record RequireMfa(@TargetAggregateIdentifier UserId userId, OrgId orgId, long policyVersion)
    implements UserCommand, AboutOrg {}
