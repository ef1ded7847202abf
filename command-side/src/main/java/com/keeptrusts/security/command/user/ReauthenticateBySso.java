package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.enforcement.Gate;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Says that an identity provider authenticated the user again just now (rule SES-5), and that they
 * proved a second factor if they have one. The service client vouches for that, so it has to be one
 * that may run sign-ins.
 */
@Demands(value = Demand.OWN_ACCOUNT, also = Scope.SIGN_IN, through = Gate.MFA_ENROLLMENT_REQUIRED)
public record ReauthenticateBySso(
    @TargetAggregateIdentifier UserId userId,
    SessionId session,
    SsoProof first,
    @Nullable MfaMethodProof second)
    implements UserCommand {}
