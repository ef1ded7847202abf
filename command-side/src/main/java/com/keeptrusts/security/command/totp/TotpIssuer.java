package com.keeptrusts.security.command.totp;

/**
 * Whose account it is, as the authenticator app shows it: the deployment's name, without a colon.
 */
public record TotpIssuer(String name) {

  public TotpIssuer {
    if (name.isBlank() || name.length() > 64 || name.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "The issuer that authenticator apps show has 1 to 64 characters and no colon");
    }
  }
}
