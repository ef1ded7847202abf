package com.keeptrusts.security.command.passkey;

/**
 * What an authenticator signed is no challenge that waits for it: unknown, used, too old, or for
 * something else (rule PK-1).
 */
public final class ChallengeNotOpen extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ChallengeNotOpen() {
    super("The challenge is unknown, used, too old, or was for something else");
  }
}
