package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.event.ExternalIdentityId;
import com.keeptrusts.security.event.ExternalSubject;
import com.keeptrusts.security.event.Issuer;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Asks to join the org that the secret was made for, as this subject of this issuer, for which the
 * service client vouches. The secret stands for the person: there is no session yet (rule SIGN-3).
 */
@Demands(value = Demand.SERVICE_CLIENT, scope = Scope.SIGN_IN)
public record AcceptInvitationBySso(
    @TargetAggregateIdentifier UserId userId,
    Sha256 secretHash,
    ExternalIdentityId identity,
    Personal<Issuer> issuer,
    Personal<ExternalSubject> subject)
    implements UserCommand {}
