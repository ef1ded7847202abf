package com.keeptrusts.security.enforcement;

/** What a signed-in user has to do before anything else. */
public enum Gate {
  /** Replace the temporary password by one of the own: {@code RotatePassword} (rule PWD-3). */
  PASSWORD_ROTATION_REQUIRED
}
