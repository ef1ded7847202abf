package com.keeptrusts.security.event;

/** Why a member without an MFA method is obliged to get one (rule POL-3). */
public enum MfaObligationCause {
  POLICY_TIGHTENED,
  JOINED,
  PROMOTED,
  FACTOR_RESET
}
