package com.keeptrusts.security.command.user;

import com.keeptrusts.security.event.Role;
import java.time.Instant;

/** The user belongs to an org: they accepted an invitation, and have had this role since. */
record Membership(Role role, boolean suspended, Instant since) {

  boolean activeOwner() {
    return role == Role.OWNER && !suspended;
  }
}
