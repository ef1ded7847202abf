package com.keeptrusts.security.web;

import com.keeptrusts.security.enforcement.ServiceClient;
import java.util.Optional;

/** Whose service credential this is and what it covers, as of now; a side brings it. */
@FunctionalInterface
public interface ServiceCredentials {

  /** Nobody's, if it is unknown, wrong, expired or revoked. */
  Optional<ServiceClient> authenticate(String credential);
}
