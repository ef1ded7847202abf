package com.keeptrusts.security.command.authority;

/** How the org's row is held while a command about it is decided. */
public enum OrgLock {
  /** Others may decide about the org at the same time, but nobody may change who is who. */
  SHARED,
  /** One at a time: changes of role, suspension and membership, so that an owner remains. */
  EXCLUSIVE
}
