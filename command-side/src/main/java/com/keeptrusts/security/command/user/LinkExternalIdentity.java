package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.event.ExternalIdentityId;
import com.keeptrusts.security.event.ExternalSubject;
import com.keeptrusts.security.event.Issuer;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Asks that the user may sign in as this subject of this issuer, for which the service client
 * vouches; so it has to be one that may run sign-ins (rule SIGN-3).
 */
@Demands(value = Demand.OWN_ACCOUNT_REAUTHENTICATED, also = Scope.SIGN_IN)
public record LinkExternalIdentity(
    @TargetAggregateIdentifier UserId userId,
    ExternalIdentityId identity,
    Personal<Issuer> issuer,
    Personal<ExternalSubject> subject)
    implements UserCommand {}
