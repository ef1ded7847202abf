package com.keeptrusts.security.command.passkey;

/** What a challenge was made for; good for nothing else (rule PK-1). */
public enum Purpose {
  /** By a signed-in user, in one session. */
  REGISTRATION,
  /** By nobody known: whose passkey answers signs in. */
  SIGN_IN,
  /** In one sign-in in progress, after its first factor. */
  SECOND_FACTOR,
  /** By a signed-in user, in one session, to prove again who they are. */
  REAUTHENTICATION
}
