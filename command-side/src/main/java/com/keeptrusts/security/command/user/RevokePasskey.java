package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.event.PasskeyId;
import com.keeptrusts.security.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Asks that nobody signs in with this passkey any more, unless it is the last way in (ORG-6). */
@Demands(Demand.OWN_ACCOUNT_REAUTHENTICATED)
public record RevokePasskey(@TargetAggregateIdentifier UserId userId, PasskeyId passkey)
    implements UserCommand {}
