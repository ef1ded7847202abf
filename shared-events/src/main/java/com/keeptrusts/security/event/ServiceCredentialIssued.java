package com.keeptrusts.security.event;

import java.time.Instant;
import java.util.Set;
import org.axonframework.serialization.Revision;

/**
 * A program may call with the credential whose digest this is, within its scopes, until it expires.
 */
@EventName("service-client.credential-issued")
@Revision("1")
public record ServiceCredentialIssued(
    ServiceClientId clientId,
    String name,
    Set<Scope> scopes,
    Sha256 credentialHash,
    Instant expiresAt)
    implements ServiceClientEvent {

  public ServiceCredentialIssued {
    scopes = Set.copyOf(scopes);
  }
}
