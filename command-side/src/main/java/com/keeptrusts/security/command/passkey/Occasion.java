package com.keeptrusts.security.command.passkey;

import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.Sha256;

/**
 * What a challenge is bound to: what it is for, and in which session or sign-in in progress, and
 * thereby of which user (rule PK-1).
 */
public record Occasion(Purpose purpose, String within) {

  public static Occasion registration(SessionId session) {
    return new Occasion(Purpose.REGISTRATION, session.value());
  }

  public static Occasion reauthentication(SessionId session) {
    return new Occasion(Purpose.REAUTHENTICATION, session.value());
  }

  /** {@code signIn}: the digest of its token. */
  public static Occasion secondFactor(Sha256 signIn) {
    return new Occasion(Purpose.SECOND_FACTOR, signIn.value());
  }

  public static Occasion signIn() {
    return new Occasion(Purpose.SIGN_IN, "-");
  }
}
