package com.keeptrusts.security.standalone.endpoints;

/** Who may call an endpoint, by kind; what each caller then gets is a table of its own. */
enum Access {
  /** Anybody, without a credential. */
  OPEN,
  /** A service client for itself, never for a user. */
  CLIENT,
  /** A signed-in user, about the own account. */
  OWN,
  /** The same, of somebody who is not the same afterwards. */
  ONCE,
  /** Only who has a password of the own, and is signed out by it. */
  CHANGE,
  /** The own account, through a client that may run sign-ins too, as it vouches for an identity. */
  VOUCHED,
  /** A signed-in user, also while a temporary password is not rotated. */
  UNGATED,
  /** A signed-in user, also while an MFA method is demanded that is not there. */
  ENROLLMENT,
  /** The same, through a client that may run sign-ins too. */
  PROVING,
  /** A signed-in user, whatever is to be done first. */
  SIGN_OUT,
  /** Only whose password is temporary. */
  ROTATION,
  /** Only who has no password. */
  ADDITION,
  /** A member, about the own membership. */
  LEAVE,
  /** An admin or owner of the org. */
  MEMBERS,
  /** The same, about the org's own settings. */
  SETTINGS,
  /** The same, who has an MFA method and is not the same afterwards. */
  POLICY,
  /** A service client, or an admin or owner of the org. */
  INVITE,
  /** A service client, or whoever reviews the org. */
  FEED,
  /** A proxy, about somebody's request to what is the org's. */
  PROXY_ORG,
  /** A proxy, about a request of which only the own account matters. */
  PROXY_OWN;

  /** Whether a user stands behind the example. */
  boolean acts() {
    return this != OPEN && this != CLIENT;
  }
}
