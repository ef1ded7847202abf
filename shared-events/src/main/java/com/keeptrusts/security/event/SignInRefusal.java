package com.keeptrusts.security.event;

/** Why a sign-in went nowhere, for the audit log; the caller is told less (rule SIGN-4). */
public enum SignInRefusal {
  UNKNOWN_EMAIL,
  /** No account is linked to what the identity provider vouched for. */
  UNKNOWN_IDENTITY,
  /** No account has this passkey, or not the one that is signing in. */
  UNKNOWN_PASSKEY,
  /** Its answer is not what an authenticator of this account makes for this question. */
  PASSKEY_NOT_ACCEPTED,
  /** It was made for a page elsewhere: somebody may be phishing. */
  PASSKEY_OF_ANOTHER_ORIGIN,
  /** Its counter did not grow: there may be a copy of it (rule PK-4). */
  PASSKEY_POSSIBLY_CLONED,
  /** It is not discoverable, so it is no more than a second factor (rule PK-2). */
  PASSKEY_IS_SECOND_FACTOR,
  /** The challenge is unknown, used, too old, or was for something else. */
  CHALLENGE_NOT_OPEN,
  NO_PASSWORD,
  WRONG_PASSWORD,
  TEMPORARY_PASSWORD_EXPIRED,
  PASSWORD_DISABLED,
  WRONG_CODE,
  CODE_ALREADY_USED,
  WRONG_RECOVERY_CODE,
  SECOND_FACTOR_DISABLED,
  SIGN_IN_NOT_OPEN,
  CREDENTIAL_CHANGED,
  /** Everything was right, but every org of the user denies the address (rule IP-7). */
  ADDRESS_DENIED,
  THROTTLED
}
