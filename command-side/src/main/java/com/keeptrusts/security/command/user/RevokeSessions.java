package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Asks that all sessions and sign-ins in progress end, {@code except} the one named. */
@Demands(value = Demand.OWN_ACCOUNT, scope = Scope.OPERATE)
public record RevokeSessions(@TargetAggregateIdentifier UserId userId, @Nullable SessionId except)
    implements UserCommand {}
