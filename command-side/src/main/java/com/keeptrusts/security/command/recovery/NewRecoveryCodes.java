package com.keeptrusts.security.command.recovery;

import com.keeptrusts.security.command.vault.Secret;
import java.util.List;

/** A fresh set: the codes for the one answer that shows them, and what the vault keeps of them. */
public record NewRecoveryCodes(List<String> codes, Secret hashes) implements AutoCloseable {

  public NewRecoveryCodes {
    codes = List.copyOf(codes);
  }

  @Override
  public void close() {
    hashes.close();
  }

  /** Says nothing of the codes. */
  @Override
  public String toString() {
    return "NewRecoveryCodes";
  }
}
