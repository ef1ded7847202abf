package com.keeptrusts.security.web;

/**
 * Whether the caller of an endpoint acts for a signed-in user, whose session token it then sends.
 */
public enum Acting {
  /** Never: a session token is refused. */
  NO,
  /** Always. */
  YES,
  /** Either: with a session token the user's rights count, without one the service client's own. */
  OPTIONAL
}
