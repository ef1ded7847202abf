package com.keeptrusts.security.query.audit;

import com.google.crypto.tink.Aead;
import com.keeptrusts.security.log.KeysetFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The keyset that wraps the keys of personal data in these tests. */
final class TestKeyset {

  static final Path FILE = file();
  static final Aead AEAD = KeysetFile.existingOrNew(FILE).aead();

  private TestKeyset() {}

  private static Path file() {
    try {
      Path folder = Files.createTempDirectory("keeptrusts-keyset");
      folder.toFile().deleteOnExit();
      return folder.resolve("personal.json");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
