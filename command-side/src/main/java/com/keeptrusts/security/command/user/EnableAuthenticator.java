package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.event.Authenticator;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Asks that a disabled authenticator answers again. */
@Demands(value = Demand.SERVICE_CLIENT, scope = Scope.OPERATE)
public record EnableAuthenticator(
    @TargetAggregateIdentifier UserId userId, Authenticator authenticator) implements UserCommand {}
