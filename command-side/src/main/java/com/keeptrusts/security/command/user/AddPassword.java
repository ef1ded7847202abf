package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Asks for a first password, from a user who signs in otherwise (rule PWD-4). Every session ends,
 * {@code session}, which asks, too.
 */
@Demands(Demand.OWN_ACCOUNT_REAUTHENTICATED)
public record AddPassword(
    @TargetAggregateIdentifier UserId userId, PasswordRevision added, SessionId session)
    implements UserCommand {}
