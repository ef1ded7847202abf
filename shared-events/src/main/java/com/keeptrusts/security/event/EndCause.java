package com.keeptrusts.security.event;

/** Why a session is over. */
public enum EndCause {
  SIGNED_OUT,
  ENDED_BY_USER,
  IDLE,
  EXPIRED,
  /** The user had too many; the oldest went. */
  TOO_MANY,
  /** It was made with one factor, and MFA is on now (rule TOTP-6). */
  SINGLE_FACTOR,
  PASSWORD_ROTATED,
  PASSWORD_CHANGED,
  PASSWORD_ADDED,
  PASSWORD_ISSUED,
  MFA_RESET,
  REVOKED_BY_USER,
  REVOKED_BY_OPERATOR
}
