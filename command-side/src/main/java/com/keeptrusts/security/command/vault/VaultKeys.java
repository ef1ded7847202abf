package com.keeptrusts.security.command.vault;

import com.google.crypto.tink.Aead;
import com.keeptrusts.security.log.KeysetFile;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * The keys that secrets are sealed with: AES-256-GCM, one primary key for new rows and the earlier
 * ones for old rows. What cannot be opened is tried once more after the file was read again:
 * another node may have sealed it with a newer key.
 */
public final class VaultKeys {

  /** Tink's prefix: a version byte and the key's id, so that a row tells which key opens it. */
  private static final int PREFIX_BYTES = 5;

  private final KeysetFile file;
  private volatile Aead aead;

  public VaultKeys(KeysetFile file) {
    this.file = file;
    this.aead = file.aead();
  }

  byte[] seal(Secret secret, byte[] rowIdentity) {
    return secret.open(SecretReader.VAULT, bytes -> seal(bytes, rowIdentity));
  }

  /** Fails if it is not what was sealed for this row. */
  Secret open(byte[] sealed, byte[] rowIdentity) {
    try {
      return Secret.taking(aead.decrypt(sealed, rowIdentity));
    } catch (GeneralSecurityException perhapsNewer) {
      return openWithFileAsItIsNow(sealed, rowIdentity);
    }
  }

  /** How everything begins that was sealed with the primary key. */
  byte[] primaryPrefix() {
    return Arrays.copyOf(seal(new byte[0], new byte[0]), PREFIX_BYTES);
  }

  void rotatePrimary() {
    file.addPrimary();
    aead = file.aead();
  }

  private Secret openWithFileAsItIsNow(byte[] sealed, byte[] rowIdentity) {
    Aead now = file.aead();
    try {
      Secret secret = Secret.taking(now.decrypt(sealed, rowIdentity));
      aead = now;
      return secret;
    } catch (GeneralSecurityException notThisRow) {
      throw new IllegalStateException(
          "The vault's row "
              + new String(rowIdentity, StandardCharsets.UTF_8)
              + " cannot be opened: its key is missing, or it is not the row that was written",
          notThisRow);
    }
  }

  private byte[] seal(byte[] bytes, byte[] rowIdentity) {
    try {
      return aead.encrypt(bytes, rowIdentity);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("AES-GCM seals any bytes", impossible);
    }
  }
}
