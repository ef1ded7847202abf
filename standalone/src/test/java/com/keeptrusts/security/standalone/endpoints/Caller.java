package com.keeptrusts.security.standalone.endpoints;

/** Who may stand at the door. A person comes through a client that may act and nothing else. */
enum Caller {
  /** Without a credential. */
  ANONYMOUS,
  /** A client with every scope but those of the endpoint. */
  CLIENT_WITHOUT_SCOPE,
  /** A client with every scope but {@code act}, that sends an owner's session all the same. */
  CLIENT_THAT_MAY_NOT_ACT,
  /** A client with the scopes of the endpoint and no other. */
  CLIENT,
  EXPIRED_CLIENT,
  REVOKED_CLIENT,
  MEMBER,
  REVIEWER,
  ADMIN,
  OWNER,
  /** Of another org than the request is about; so are the next three. */
  MEMBER_ELSEWHERE,
  REVIEWER_ELSEWHERE,
  ADMIN_ELSEWHERE,
  OWNER_ELSEWHERE,
  /** An admin who is suspended. */
  SUSPENDED,
  /** An admin who was removed. */
  REMOVED,
  /** An admin who has not rotated the temporary password. */
  GATED,
  /** An admin who has not rotated it either, and signed in by an identity provider. */
  GATED_BUT_BY_SSO,
  /** An admin whose time to get an MFA method is over. */
  MFA_GATED,
  /** An admin whose time for it is over in another org. */
  MFA_GATED_ELSEWHERE,
  /** An owner whose session was idle for too long. */
  EXPIRED_SESSION,
  /** An owner who has signed out. */
  ENDED_SESSION;

  boolean isPerson() {
    return compareTo(MEMBER) >= 0;
  }
}
