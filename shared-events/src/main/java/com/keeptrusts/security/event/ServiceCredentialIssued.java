package com.keeptrusts.security.event;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
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
    // Sorted, so that the same fact is always the same text.
    scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
  }
}
