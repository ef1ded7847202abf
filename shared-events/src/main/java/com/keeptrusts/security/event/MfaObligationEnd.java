package com.keeptrusts.security.event;

/** Why a member is obliged no more, without having got a method (rule POL-5). */
public enum MfaObligationEnd {
  POLICY_LOOSENED,
  DEMOTED,
  MEMBERSHIP_ENDED
}
