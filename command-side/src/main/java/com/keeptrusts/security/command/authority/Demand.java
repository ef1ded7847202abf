package com.keeptrusts.security.command.authority;

/** What a caller must be for a command, beyond holding a service credential. */
public enum Demand {
  /** A live session of the account itself. */
  OWN_ACCOUNT,
  /** That, re-authenticated within the last ten minutes (rule SES-5). */
  OWN_ACCOUNT_REAUTHENTICATED,
  /**
   * That, of who has an MFA method; of others a live session, since the command proves the password
   * (rule PWD-4).
   */
  OWN_ACCOUNT_REAUTHENTICATED_IF_MFA,
  /**
   * That, or signed in by a recovery code just now, to set up a new authenticator (rule TOTP-5).
   */
  OWN_ACCOUNT_REAUTHENTICATED_OR_RECOVERED,
  /** A re-authenticated admin or owner of the command's org (rule ORG-1). */
  ORG_ADMIN,
  /** A service client acting for itself, within the scopes that the command names. */
  SERVICE_CLIENT,
  /** An open sign-in in progress of this user (rule SIGN-6). */
  SIGN_IN,
  /** Nobody from outside: expiry, bootstrap, the record of a refusal. */
  SYSTEM
}
