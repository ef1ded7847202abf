package com.keeptrusts.security.event;

import java.time.Instant;
import org.axonframework.serialization.Revision;

/**
 * The client has another credential; the one before stays good until {@code previousValidUntil}.
 */
@EventName("service-client.credential-rotated")
@Revision("1")
public record ServiceCredentialRotated(
    ServiceClientId clientId, Sha256 credentialHash, Instant expiresAt, Instant previousValidUntil)
    implements ServiceClientEvent {}
