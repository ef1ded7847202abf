package com.keeptrusts.security.command.totp;

import com.keeptrusts.security.command.vault.Secret;
import java.security.SecureRandom;

/** Fresh secrets for authenticator apps, 160 bits each: the length of SHA-1 (RFC 4226 §4, R6). */
public final class TotpSecrets {

  private static final int BYTES = 20;

  private final SecureRandom random = new SecureRandom();

  public Secret next() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Secret.taking(bytes);
  }
}
