package com.keeptrusts.security.command.vault;

import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;

/**
 * A Tink keyset in a file that only its owner may read (mode 0600). Written whole beside the file
 * and then put in its place, so that nobody ever reads half a keyset.
 */
public final class KeysetStore {

  private final Path file;
  private final boolean mayBeMade;

  /** {@code mayBeMade}: whether a missing file is made, or a mistake to be told of. */
  public KeysetStore(Path file, boolean mayBeMade) {
    this.file = file;
    this.mayBeMade = mayBeMade;
  }

  KeysetHandle read(Configuration kind) {
    try {
      return TinkJsonProtoKeysetFormat.parseKeyset(
          Files.readString(file), kind, InsecureSecretKeyAccess.get());
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The keyset file " + file + " cannot be read", unreadable);
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("The file " + file + " holds no keyset", broken);
    }
  }

  /**
   * Reads it, after making one with a single fresh key if there is none; of two at once one wins.
   */
  public KeysetHandle readOrMake(Parameters parameters, Configuration kind) {
    if (mayBeMade && Files.notExists(file)) {
      try {
        make(KeysetHandle.generateNew(parameters, kind), kind);
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException("Tink makes keys of its own kinds", impossible);
      }
    }
    return read(kind);
  }

  void replace(KeysetHandle keyset, Configuration kind) {
    try {
      Files.move(
          written(keyset, kind),
          file,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException unwritable) {
      throw new UncheckedIOException("The keyset file " + file + " cannot be written", unwritable);
    }
  }

  private void make(KeysetHandle keyset, Configuration kind) {
    try {
      Path written = written(keyset, kind);
      try {
        Files.createLink(file, written);
      } catch (FileAlreadyExistsException anotherWasFaster) {
        // Theirs is as good as ours, and may be in use already.
      } finally {
        Files.delete(written);
      }
    } catch (IOException unwritable) {
      throw new UncheckedIOException("The keyset file " + file + " cannot be made", unwritable);
    }
  }

  /** Files that {@link Files#createTempFile} makes are their owner's alone. */
  private Path written(KeysetHandle keyset, Configuration kind) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Path written = Files.createTempFile(directory, "keyset", null);
    try {
      return Files.writeString(
          written,
          TinkJsonProtoKeysetFormat.serializeKeyset(keyset, kind, InsecureSecretKeyAccess.get()));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Tink writes the keysets that it made", impossible);
    }
  }
}
