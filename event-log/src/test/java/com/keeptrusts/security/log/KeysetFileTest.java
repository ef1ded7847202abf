package com.keeptrusts.security.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysetFileTest {

  private static final byte[] TEXT = "text".getBytes(UTF_8);
  private static final byte[] DATA = "data".getBytes(UTF_8);

  @TempDir private Path directory;

  @Test
  void a_new_keyset_can_be_read_by_its_owner_only() throws IOException {
    KeysetFile.existingOrNew(file());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(directory).isDirectoryContaining(file()::equals).isNotEmptyDirectory();
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file());
    }
  }

  @Test
  void a_keyset_that_must_be_there_is_never_made() {
    assertThatThrownBy(() -> KeysetFile.existing(file())).isInstanceOf(UncheckedIOException.class);
    assertThat(file()).doesNotExist();
  }

  @Test
  void nodes_that_make_it_at_once_have_the_same_key() throws Exception {
    int nodes = 8;
    ExecutorService pool = Executors.newFixedThreadPool(nodes);
    try {
      Callable<Aead> node = () -> KeysetFile.existingOrNew(file()).aead();
      List<Future<Aead>> keys = pool.invokeAll(Collections.nCopies(nodes, node));
      byte[] encrypted = keys.get(0).get().encrypt(TEXT, DATA);

      for (Future<Aead> key : keys) {
        assertThat(key.get().decrypt(encrypted, DATA)).isEqualTo(TEXT);
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void a_new_primary_key_leaves_what_the_old_one_encrypted_readable()
      throws GeneralSecurityException, IOException {
    KeysetFile keyset = KeysetFile.existingOrNew(file());
    Aead old = keyset.aead();
    byte[] before = old.encrypt(TEXT, DATA);

    keyset.addPrimary();

    byte[] after = keyset.aead().encrypt(TEXT, DATA);
    assertThat(keyset.aead().decrypt(before, DATA)).isEqualTo(TEXT);
    assertThat(keyset.aead().decrypt(after, DATA)).isEqualTo(TEXT);
    assertThatThrownBy(() -> old.decrypt(after, DATA)).isInstanceOf(GeneralSecurityException.class);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  private Path file() {
    return directory.resolve("personal.keyset");
  }
}
