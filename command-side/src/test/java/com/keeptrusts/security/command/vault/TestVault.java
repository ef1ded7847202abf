package com.keeptrusts.security.command.vault;

import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.KeysetFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.UUID;
import javax.sql.DataSource;

/** Vaults for tests, each with keys of its own. */
public final class TestVault {

  private TestVault() {}

  public static VaultKeys keys() {
    return new VaultKeys(keysetFile());
  }

  static KeysetFile keysetFile() {
    try {
      return KeysetFile.existingOrNew(
          Files.createTempDirectory("keeptrusts-vault").resolve("vault.json"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public static Vault over(DataSource dataSource) {
    return new Vault(dataSource, keys());
  }

  public static String id() {
    return UUID.randomUUID().toString();
  }

  public static UserId user() {
    return UserId.of(id());
  }

  static Secret secret(String text) {
    return Secret.taking(text.getBytes(StandardCharsets.UTF_8));
  }

  static String text(Secret secret) {
    return secret.open(SecretReader.SHOWN_ONCE, bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
