package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.event.PasskeyId;
import com.keeptrusts.security.event.PasskeyName;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Asks to call a passkey otherwise (rule PK-6). */
@Demands(Demand.OWN_ACCOUNT)
public record RenamePasskey(
    @TargetAggregateIdentifier UserId userId, PasskeyId passkey, Personal<PasskeyName> name)
    implements UserCommand {}
