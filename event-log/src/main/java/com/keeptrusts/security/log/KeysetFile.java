package com.keeptrusts.security.log;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.UUID;

/**
 * A key-encryption key that lives in a file instead of a key management service: a Tink keyset in
 * JSON, readable by its owner only (mode 0600). Who has the file and the database has everything;
 * who loses the file has lost what is under it.
 */
public final class KeysetFile {

  private final Path path;

  private KeysetFile(Path path) {
    this.path = path;
  }

  /** The file that is there, or fails. */
  public static KeysetFile existing(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new UncheckedIOException(
          new NoSuchFileException(path.toString(), null, "no keyset is in this file"));
    }
    return new KeysetFile(path);
  }

  /** The file that is there, or a new one; of two who make it at once, both get the same. */
  public static KeysetFile existingOrNew(Path path) {
    KeysetFile file = new KeysetFile(path);
    if (!Files.exists(path)) {
      file.make();
    }
    return file;
  }

  /**
   * The file that a setting names, read once so that the start ends here if it is no keyset.
   *
   * @param whose what is under it, with its verb: "personal data is"
   * @param inUse whether the database holds anything that was sealed under such a file: else a new
   *     one is made where there is none
   * @throws WrongSetting if it is no keyset, if there is none and none can be made, or if there is
   *     none although one is in use
   */
  public static KeysetFile ofSetting(String setting, Path path, String whose, boolean inUse) {
    if (inUse && !Files.exists(path)) {
      throw notOfThisDatabase(setting, path, whose, new NoSuchFileException(path.toString()));
    }
    try {
      KeysetFile file = existingOrNew(path);
      file.aead();
      return file;
    } catch (UncheckedIOException | IllegalStateException unusable) {
      throw new WrongSetting(
          setting, "a file with a keyset, or a place where one can be made", path, unusable);
    }
  }

  /** What is said of a file under which the database's data is not. */
  public static WrongSetting notOfThisDatabase(
      String setting, Path path, String whose, Exception cause) {
    return new WrongSetting(
        setting,
        "the keyset that this database's " + whose + " under, the same on every node",
        path,
        cause);
  }

  /** Encrypts with the primary key, decrypts with any of the keyset. */
  public Aead aead() {
    try {
      return read().getPrimitive(RegistryConfiguration.get(), Aead.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("No keyset can be read from " + path, e);
    }
  }

  /** Adds a key that is used from now on (after a restart); older ones are kept for reading. */
  public void addPrimary() {
    try {
      KeysetHandle longer =
          KeysetHandle.newBuilder(read())
              .addEntry(
                  KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                      .withRandomId()
                      .makePrimary())
              .build();
      Files.move(
          written(longer),
          path,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The keyset in " + path + " cannot be rotated", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void make() {
    try {
      AeadConfig.register();
      Path complete =
          written(
              KeysetHandle.generateNew(
                  PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get()));
      try {
        Files.createLink(path, complete);
      } catch (FileAlreadyExistsException another) {
        // Whoever was first wins; this key was never used.
      } finally {
        Files.delete(complete);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("No key can be made", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private KeysetHandle read() throws GeneralSecurityException {
    AeadConfig.register();
    try {
      return TinkJsonProtoKeysetFormat.parseKeyset(
          Files.readString(path), RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The keyset, complete, in a file beside the final one. */
  private Path written(KeysetHandle keyset) throws GeneralSecurityException, IOException {
    String json =
        TinkJsonProtoKeysetFormat.serializeKeyset(
            keyset, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
    Path beside = path.resolveSibling(path.getFileName() + "." + UUID.randomUUID());
    Files.createFile(beside, ownerOnly());
    return Files.writeString(beside, json, StandardOpenOption.WRITE);
  }

  private FileAttribute<?>[] ownerOnly() {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
