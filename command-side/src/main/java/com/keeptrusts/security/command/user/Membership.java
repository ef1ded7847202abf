package com.keeptrusts.security.command.user;

import com.keeptrusts.security.event.Role;

/** The user belongs to an org: they accepted an invitation. */
record Membership(Role role, boolean suspended) {

  boolean activeOwner() {
    return role == Role.OWNER && !suspended;
  }
}
