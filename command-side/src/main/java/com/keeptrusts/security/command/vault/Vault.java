package com.keeptrusts.security.command.vault;

import com.keeptrusts.security.event.UserId;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Every secret of every user, one sealed row for each, named by the random revision that events
 * speak of. A row is written ahead of the fact that names it, is never changed to mean something
 * else, and is deleted once no fact in force names it: that is how a secret is forgotten.
 */
public final class Vault {

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final VaultKeys keys;

  public Vault(DataSource dataSource, VaultKeys keys) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    this.keys = keys;
  }

  /**
   * Puts a new secret in. A name is used once: a second secret under it is refused by the table.
   */
  public void write(SecretName name, Secret secret) {
    jdbc.sql(
            """
            INSERT INTO vault.secret (revision, kind, user_id, ciphertext)
            VALUES (:revision, :kind, :user, :ciphertext)
            """)
        .param("revision", name.revision())
        .param("kind", name.kind().storedName())
        .param("user", name.user().value())
        .param("ciphertext", keys.seal(secret, name))
        .update();
  }

  /** The secret, to be closed by whoever asked; empty if it was never written or is forgotten. */
  public Optional<Secret> read(SecretName name) {
    return ciphertext(name, "").map(ciphertext -> keys.open(ciphertext, name));
  }

  /**
   * Replaces a hash by a stronger one of the same password. Does nothing, and says so, if the row
   * is gone or holds something else by now.
   */
  public boolean upgrade(SecretName name, Secret from, Secret to) {
    return Boolean.TRUE.equals(
        transaction.execute(
            status ->
                ciphertext(name, "FOR NO KEY UPDATE")
                    .filter(ciphertext -> holds(ciphertext, name, from))
                    .map(ciphertext -> replace(name.revision(), keys.seal(to, name)))
                    .orElse(false)));
  }

  /**
   * Deletes up to {@code batch} secrets that no fact in force names: old ones, and those of
   * commands that never happened, once they are a minute old. A secret that is being named at this
   * very moment is left for the next sweep.
   */
  public int sweep(int batch) {
    try {
      return jdbc.sql(
              """
              DELETE FROM vault.secret WHERE revision IN (
                SELECT secret.revision FROM vault.secret
                WHERE secret.created_at < log.now() - interval '1 minute'
                  AND NOT EXISTS (SELECT FROM command.live_secret live WHERE live.revision = secret.revision)
                ORDER BY secret.created_at LIMIT :batch
                FOR UPDATE OF secret SKIP LOCKED)
              """)
          .param("batch", batch)
          .update();
    } catch (DataIntegrityViolationException namedMeanwhile) {
      return 0;
    }
  }

  /** From now on new rows are sealed with a new key; rows of earlier keys stay readable. */
  public void rotatePrimary() {
    keys.rotatePrimary();
  }

  /** Seals up to {@code batch} rows of earlier keys with the primary one; 0 when none are left. */
  public int reencrypt(int batch) {
    Integer done = transaction.execute(status -> reencryptLocked(batch));
    return done == null ? 0 : done;
  }

  private int reencryptLocked(int batch) {
    List<SecretName> names =
        jdbc.sql(
                """
                SELECT revision, kind, user_id FROM vault.secret
                WHERE substring(ciphertext FROM 1 FOR octet_length(:prefix)) <> :prefix
                ORDER BY revision LIMIT :batch
                FOR NO KEY UPDATE SKIP LOCKED
                """)
            .param("prefix", keys.primaryPrefix())
            .param("batch", batch)
            .query((row, number) -> name(row))
            .list();
    names.forEach(this::reencrypt);
    return names.size();
  }

  private void reencrypt(SecretName name) {
    try (Secret secret = read(name).orElseThrow()) {
      replace(name.revision(), keys.seal(secret, name));
    }
  }

  private Optional<byte[]> ciphertext(SecretName name, String lock) {
    return jdbc.sql(
            "SELECT ciphertext FROM vault.secret"
                + " WHERE revision = :revision AND kind = :kind AND user_id = :user "
                + lock)
        .param("revision", name.revision())
        .param("kind", name.kind().storedName())
        .param("user", name.user().value())
        .query(byte[].class)
        .optional();
  }

  private boolean holds(byte[] ciphertext, SecretName name, Secret expected) {
    try (Secret stored = keys.open(ciphertext, name)) {
      return stored.open(
          SecretReader.VAULT,
          found -> expected.open(SecretReader.VAULT, asked -> MessageDigest.isEqual(found, asked)));
    }
  }

  private boolean replace(String revision, byte[] ciphertext) {
    return jdbc.sql("UPDATE vault.secret SET ciphertext = :ciphertext WHERE revision = :revision")
            .param("ciphertext", ciphertext)
            .param("revision", revision)
            .update()
        == 1;
  }

  private static SecretName name(ResultSet row) throws SQLException {
    return new SecretName(
        row.getString("revision"),
        SecretKind.stored(row.getString("kind")),
        UserId.of(row.getString("user_id")));
  }
}
