package com.keeptrusts.security.event;

/** What guesses are counted against, and what too many of them disable (rule SIGN-5). */
public enum Authenticator {
  PASSWORD,
  TOTP,
  RECOVERY_CODE
}
