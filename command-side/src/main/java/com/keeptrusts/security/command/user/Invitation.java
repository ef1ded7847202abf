package com.keeptrusts.security.command.user;

import com.keeptrusts.security.event.InvitationId;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Sha256;
import java.time.Instant;

/** The latest invitation into an org, neither accepted nor withdrawn. */
record Invitation(InvitationId id, Sha256 secretHash, Role role, Instant expiresAt) {

  boolean opensWith(Sha256 secret, Instant now) {
    return secretHash.equals(secret) && now.isBefore(expiresAt);
  }
}
