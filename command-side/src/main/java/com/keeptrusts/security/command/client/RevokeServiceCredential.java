package com.keeptrusts.security.command.client;

import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.ServiceClientId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Asks that none of the client's credentials is good any more. */
@Demands(value = Demand.SERVICE_CLIENT, scope = Scope.SERVICE_CLIENTS)
public record RevokeServiceCredential(@TargetAggregateIdentifier ServiceClientId clientId)
    implements Command {}
