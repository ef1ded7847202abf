package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.ServiceClientId;
import java.util.Set;

/** An authenticated program that calls, and what it may do (rule ORG-4). */
public record ServiceClient(ServiceClientId id, String name, Set<Scope> scopes) {

  public ServiceClient {
    scopes = Set.copyOf(scopes);
  }
}
