package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Asks that the authenticator app and the recovery codes are off (rule TOTP-4). */
@Demands(Demand.OWN_ACCOUNT_REAUTHENTICATED)
public record DisableMfa(@TargetAggregateIdentifier UserId userId) implements UserCommand {}
