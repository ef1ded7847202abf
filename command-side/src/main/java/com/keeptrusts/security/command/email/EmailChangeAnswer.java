package com.keeptrusts.security.command.email;

import java.time.Instant;

/**
 * A change of e-mail that waits for its proof.
 *
 * @param secret what the console backend sends to the new address, and to nobody else
 */
public record EmailChangeAnswer(String secret, Instant expiresAt) {

  @Override
  public String toString() {
    return "EmailChangeAnswer";
  }
}
