package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.enforcement.Gate;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Asks to sign out, or to end another of the own sessions. */
@Demands(
    value = Demand.OWN_ACCOUNT,
    through = {Gate.PASSWORD_ROTATION_REQUIRED, Gate.MFA_ENROLLMENT_REQUIRED})
public record EndSession(@TargetAggregateIdentifier UserId userId, SessionId session)
    implements UserCommand {}
