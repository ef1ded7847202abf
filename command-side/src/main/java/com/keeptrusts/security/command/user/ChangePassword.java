package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Asks to replace the password of the own, which was verified as {@code verified}, by another (rule
 * PWD-4). Every session ends, {@code session}, which asks, too.
 */
@Demands(Demand.OWN_ACCOUNT_REAUTHENTICATED_IF_MFA)
public record ChangePassword(
    @TargetAggregateIdentifier UserId userId,
    PasswordRevision verified,
    PasswordRevision next,
    SessionId session)
    implements UserCommand {}
