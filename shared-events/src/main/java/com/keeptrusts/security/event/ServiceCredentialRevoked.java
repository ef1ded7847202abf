package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;

/** None of the client's credentials is good any more. */
@EventName("service-client.credential-revoked")
@Revision("1")
public record ServiceCredentialRevoked(ServiceClientId clientId) implements ServiceClientEvent {}
