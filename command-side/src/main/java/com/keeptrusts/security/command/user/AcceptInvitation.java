package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Asks to join the org that the secret was made for. */
@Demands(Demand.OWN_ACCOUNT)
public record AcceptInvitation(@TargetAggregateIdentifier UserId userId, Sha256 secretHash)
    implements UserCommand {}
