package com.keeptrusts.security.command.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * The keys that secrets are sealed with: AES-256-GCM, one primary key for new rows and the earlier
 * ones for old rows. A row that was sealed by another node with a newer key is opened after the
 * file was read again.
 */
public final class VaultKeys {

  private static final Configuration KIND = AeadConfig2026.get();

  /** Tink's prefix: a version byte and the key's id, so that a row tells which key opens it. */
  private static final byte TINK_VERSION = 1;

  private static final int PREFIX_BYTES = 5;

  private final KeysetStore store;
  private volatile Keys keys;

  public VaultKeys(KeysetStore store) {
    this.store = store;
    this.keys = Keys.of(store.readOrMake(PredefinedAeadParameters.AES256_GCM, KIND));
  }

  byte[] seal(Secret secret, SecretName name) {
    Aead aead = keys.aead();
    return secret.open(SecretReader.VAULT, bytes -> seal(aead, bytes, name));
  }

  /** Fails if the row is not the one that was written under this name. */
  Secret open(byte[] ciphertext, SecretName name) {
    if (!keys.hold(ciphertext)) {
      keys = Keys.of(store.read(KIND));
    }
    try {
      return Secret.taking(keys.aead().decrypt(ciphertext, name.associatedData()));
    } catch (GeneralSecurityException notThisRow) {
      throw new IllegalStateException(
          "The vault's row of " + name.kind() + ' ' + name.revision() + " cannot be opened",
          notThisRow);
    }
  }

  byte[] primaryPrefix() {
    return prefix(keys.handle().getPrimary().getId());
  }

  synchronized void rotatePrimary() {
    try {
      KeysetHandle rotated =
          KeysetHandle.newBuilder(store.read(KIND))
              .setConfiguration(KIND)
              .addEntry(
                  KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                      .withRandomId()
                      .makePrimary())
              .build();
      store.replace(rotated, KIND);
      keys = Keys.of(rotated);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Tink makes keys of its own kinds", impossible);
    }
  }

  private static byte[] seal(Aead aead, byte[] bytes, SecretName name) {
    try {
      return aead.encrypt(bytes, name.associatedData());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("AES-GCM seals any bytes", impossible);
    }
  }

  private static byte[] prefix(int keyId) {
    return ByteBuffer.allocate(PREFIX_BYTES).put(TINK_VERSION).putInt(keyId).array();
  }

  private record Keys(KeysetHandle handle, Aead aead) {

    static Keys of(KeysetHandle handle) {
      try {
        return new Keys(handle, handle.getPrimitive(KIND, Aead.class));
      } catch (GeneralSecurityException wrongKind) {
        throw new IllegalStateException("The vault's keyset holds other keys than AEAD", wrongKind);
      }
    }

    boolean hold(byte[] ciphertext) {
      for (int i = 0; i < handle.size(); i++) {
        if (Arrays.equals(
            prefix(handle.getAt(i).getId()), Arrays.copyOf(ciphertext, PREFIX_BYTES))) {
          return true;
        }
      }
      return false;
    }
  }
}
