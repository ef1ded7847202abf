package com.keeptrusts.security.event;

import java.util.Collection;
import java.util.Set;

/** One thing that was proved in a sign-in (rule SIGN-1). */
public enum Factor {
  PASSWORD,
  TOTP,
  RECOVERY_CODE,
  /** An identity provider vouched for the user (rule SIGN-3). */
  SSO,
  /** A passkey whose authenticator did not verify its user: something that the user has. */
  PASSKEY,
  /**
   * A passkey whose authenticator verified its user by PIN or biometry: several factors in itself
   * (rule SIGN-2, NIST SP 800-63B-4 §3.1.7).
   */
  VERIFIED_PASSKEY;

  /** Whether these are at least two different factors, or one that is; the same twice is one. */
  public static boolean areMultiple(Collection<Factor> factors) {
    return Set.copyOf(factors).size() > 1 || factors.contains(VERIFIED_PASSKEY);
  }

  /**
   * Whether these count as a full re-authentication of a user with MFA: several factors, none of
   * them a recovery code, which only helps to set up a new authenticator (rules SES-5, TOTP-5).
   */
  public static boolean reauthenticateFully(Collection<Factor> factors) {
    return areMultiple(factors) && !factors.contains(RECOVERY_CODE);
  }
}
