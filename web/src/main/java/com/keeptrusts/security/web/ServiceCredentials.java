package com.keeptrusts.security.web;

import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.ServiceClientId;
import java.util.Optional;
import java.util.Set;

/** Whose service credential this is and what it covers, as of now; a side brings it. */
@FunctionalInterface
public interface ServiceCredentials {

  /** Nobody's, if it is unknown, wrong, expired or revoked. */
  Optional<Holder> authenticate(String credential);

  record Holder(ServiceClientId client, Set<Scope> scopes) {}
}
