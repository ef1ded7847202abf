package com.keeptrusts.security.event;

/** Why a sign-in went nowhere, for the audit log; the caller is told less (rule SIGN-4). */
public enum SignInRefusal {
  UNKNOWN_EMAIL,
  /** No account is linked to what the identity provider vouched for. */
  UNKNOWN_IDENTITY,
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
  THROTTLED
}
