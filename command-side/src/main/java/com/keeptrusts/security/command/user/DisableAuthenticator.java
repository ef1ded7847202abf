package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.event.Authenticator;
import com.keeptrusts.security.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Says that wrong guesses reached the limit (rule SIGN-5): those of one device, or of the sessions,
 * or of everybody without either.
 */
@Demands(Demand.SYSTEM)
public record DisableAuthenticator(
    @TargetAggregateIdentifier UserId userId,
    Authenticator authenticator,
    boolean byDevice,
    int failures)
    implements UserCommand {}
