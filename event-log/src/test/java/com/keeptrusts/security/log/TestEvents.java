package com.keeptrusts.security.log;

import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.OrgRegistered;
import com.keeptrusts.security.event.UserId;
import java.util.UUID;

/** Facts that a test needs some of. */
final class TestEvents {

  private TestEvents() {}

  static UserId aUser() {
    return UserId.of(UUID.randomUUID().toString());
  }

  /** A new org whose name says which it is. */
  static OrgRegistered anOrg(String name) {
    return new OrgRegistered(OrgId.of(UUID.randomUUID().toString()), name);
  }
}
