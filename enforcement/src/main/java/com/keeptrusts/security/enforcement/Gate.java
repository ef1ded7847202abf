package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;

/** What a signed-in user has to do before anything else. */
public enum Gate {
  /** Replace the temporary password by one of the own: {@code RotatePassword} (rule PWD-3). */
  PASSWORD_ROTATION_REQUIRED,
  /** Get an MFA method, and nothing else (rule POL-9). */
  MFA_ENROLLMENT_REQUIRED;

  /** What somebody is told who wants something else first. */
  Rejected refusal() {
    return switch (this) {
      case PASSWORD_ROTATION_REQUIRED ->
          new Rejected(
              Reason.PASSWORD_ROTATION_REQUIRED,
              "This session began with a temporary password: choose a new one first");
      case MFA_ENROLLMENT_REQUIRED ->
          new Rejected(
              Reason.MFA_ENROLLMENT_REQUIRED,
              "Set up an authenticator app or a passkey first: the time that was given for it is"
                  + " over");
    };
  }
}
