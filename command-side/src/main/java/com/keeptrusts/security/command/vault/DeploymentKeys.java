package com.keeptrusts.security.command.vault;

import com.keeptrusts.security.log.KeysetFile;
import com.keeptrusts.security.log.WrongSetting;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Random 256-bit keys that belong to no user: one for each purpose, the same on all nodes and for
 * ever, made when it is first asked for and sealed like a secret.
 */
public final class DeploymentKeys {

  private static final int BYTES = 32;
  private static final String WHOSE = "secrets are";

  private final SecureRandom random = new SecureRandom();
  private final JdbcClient jdbc;
  private final VaultKeys keys;

  public DeploymentKeys(DataSource dataSource, VaultKeys keys) {
    this.jdbc = JdbcClient.create(dataSource);
    this.keys = keys;
  }

  /**
   * The vault's keys in the file that a setting names.
   *
   * @throws WrongSetting if it is no keyset, or not the one of this database
   */
  public static VaultKeys ofSetting(DataSource dataSource, String setting, Path path) {
    Optional<String> made =
        JdbcClient.create(dataSource)
            .sql("SELECT purpose FROM vault.key ORDER BY purpose LIMIT 1")
            .query((row, number) -> row.getString(1))
            .optional();
    VaultKeys keys = new VaultKeys(KeysetFile.ofSetting(setting, path, WHOSE, made.isPresent()));
    try {
      made.ifPresent(purpose -> new DeploymentKeys(dataSource, keys).key(purpose).close());
      return keys;
    } catch (IllegalStateException another) {
      throw KeysetFile.notOfThisDatabase(setting, path, WHOSE, another);
    }
  }

  public Secret key(String purpose) {
    return keys.open(
        sealed(purpose).or(() -> sealedAfterMaking(purpose)).orElseThrow(), rowIdentity(purpose));
  }

  /** Of two nodes that make it at once, both get the one that was written first. */
  private Optional<byte[]> sealedAfterMaking(String purpose) {
    byte[] fresh = new byte[BYTES];
    random.nextBytes(fresh);
    try (Secret key = Secret.taking(fresh)) {
      jdbc.sql(
              "INSERT INTO vault.key (purpose, ciphertext) VALUES (:purpose, :ciphertext)"
                  + " ON CONFLICT DO NOTHING")
          .param("purpose", purpose)
          .param("ciphertext", keys.seal(key, rowIdentity(purpose)))
          .update();
    }
    return sealed(purpose);
  }

  private Optional<byte[]> sealed(String purpose) {
    return jdbc.sql("SELECT ciphertext FROM vault.key WHERE purpose = :purpose")
        .param("purpose", purpose)
        .query(byte[].class)
        .optional();
  }

  static byte[] rowIdentity(String purpose) {
    return ("key|" + purpose).getBytes(StandardCharsets.UTF_8);
  }
}
