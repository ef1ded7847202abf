package com.keeptrusts.security.query.audit;

import com.keeptrusts.security.log.PersonalData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;

/** The keyset that wraps the keys of personal data in these tests. */
final class TestKeyset {

  static final Path FILE = file();

  private TestKeyset() {}

  /** Personal data of this database, under that keyset. */
  static PersonalData personalData(DataSource login) {
    return PersonalData.ofSetting(login, "the tests' keyset", FILE);
  }

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
