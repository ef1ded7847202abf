package com.keeptrusts.security.command.vault;

import java.util.Locale;

/** What a row of the vault is good for. */
public enum SecretKind {
  PASSWORD,
  TOTP,
  RECOVERY_CODES;

  /** As it stands in the tables, {@code recovery-codes}. */
  public String storedName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static SecretKind stored(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
