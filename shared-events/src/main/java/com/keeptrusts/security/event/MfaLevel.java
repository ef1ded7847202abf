package com.keeptrusts.security.event;

/** Of whom an org demands an MFA method (rule POL-1). */
public enum MfaLevel {
  /** Of nobody. */
  OPTIONAL,
  /** Of admins and owners. */
  REQUIRED_FOR_ADMINS,
  /** Of every member. */
  REQUIRED_FOR_ALL;

  public boolean obliges(Role role) {
    return switch (this) {
      case OPTIONAL -> false;
      case REQUIRED_FOR_ADMINS -> role.administers();
      case REQUIRED_FOR_ALL -> true;
    };
  }
}
