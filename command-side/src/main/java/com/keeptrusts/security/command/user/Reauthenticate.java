package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.enforcement.Gate;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Says that the user proved again, in this session, who they are (rule SES-5): by the password, and
 * by the authenticator app or a passkey too if they have one.
 */
@Demands(value = Demand.OWN_ACCOUNT, through = Gate.MFA_ENROLLMENT_REQUIRED)
public record Reauthenticate(
    @TargetAggregateIdentifier UserId userId,
    SessionId session,
    @Nullable PasswordRevision verified,
    @Nullable MfaMethodProof second)
    implements UserCommand {}
