package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.event.RecoveryCodeSetId;
import com.keeptrusts.security.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Asks that this set of recovery codes replaces every earlier one (rule RC-3). */
@Demands(Demand.OWN_ACCOUNT_REAUTHENTICATED)
public record RegenerateRecoveryCodes(
    @TargetAggregateIdentifier UserId userId, RecoveryCodeSetId set, int count)
    implements UserCommand {}
