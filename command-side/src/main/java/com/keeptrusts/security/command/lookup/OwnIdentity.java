package com.keeptrusts.security.command.lookup;

import com.keeptrusts.security.event.ExternalIdentityId;
import java.time.Instant;

/** A link as its own user sees it: issuer and subject opened. */
public record OwnIdentity(
    ExternalIdentityId identity, String issuer, String subject, Instant linkedAt) {

  /** Says nothing of whom it links to. */
  @Override
  public String toString() {
    return "identity " + identity;
  }
}
