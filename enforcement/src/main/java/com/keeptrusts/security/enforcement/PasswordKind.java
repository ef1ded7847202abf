package com.keeptrusts.security.enforcement;

/** Which password a user has, if any. */
public enum PasswordKind {
  TEMPORARY,
  PERMANENT
}
