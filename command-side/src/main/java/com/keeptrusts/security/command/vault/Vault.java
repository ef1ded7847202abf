package com.keeptrusts.security.command.vault;

import java.security.MessageDigest;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Every secret of every user, one sealed row for each, named by the random revision that events
 * speak of. A row is written ahead of the fact that names it, is never changed to mean something
 * else, and is deleted once no fact in force names it ({@link VaultUpkeep}): that is how a secret
 * is forgotten.
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
    row(
            """
            INSERT INTO vault.secret (revision, kind, user_id, ciphertext)
            VALUES (:revision, :kind, :user, :ciphertext)
            """,
            name)
        .param("ciphertext", keys.seal(secret, name.rowIdentity()))
        .update();
  }

  /** The secret, to be closed by whoever asked; empty if it was never written or is forgotten. */
  public Optional<Secret> read(SecretName name) {
    return row(
            "SELECT ciphertext FROM vault.secret"
                + " WHERE revision = :revision AND kind = :kind AND user_id = :user",
            name)
        .query(byte[].class)
        .optional()
        .map(ciphertext -> keys.open(ciphertext, name.rowIdentity()));
  }

  /**
   * Replaces a hash by a stronger one of the same password. Does nothing, and says so, if the row
   * is gone or holds something else by now.
   */
  public boolean upgrade(SecretName name, Secret from, Secret to) {
    return Boolean.TRUE.equals(
        transaction.execute(status -> locked(name) && holds(name, from) && replace(name, to)));
  }

  private boolean locked(SecretName name) {
    return jdbc.sql(
            "SELECT revision FROM vault.secret WHERE revision = :revision FOR NO KEY UPDATE")
        .param("revision", name.revision())
        .query(String.class)
        .optional()
        .isPresent();
  }

  private boolean holds(SecretName name, Secret expected) {
    try (Secret stored = read(name).orElseThrow()) {
      return stored.open(
          SecretReader.VAULT,
          found -> expected.open(SecretReader.VAULT, asked -> MessageDigest.isEqual(found, asked)));
    }
  }

  private boolean replace(SecretName name, Secret secret) {
    return jdbc.sql("UPDATE vault.secret SET ciphertext = :ciphertext WHERE revision = :revision")
            .param("ciphertext", keys.seal(secret, name.rowIdentity()))
            .param("revision", name.revision())
            .update()
        == 1;
  }

  private JdbcClient.StatementSpec row(String sql, SecretName name) {
    return jdbc.sql(sql)
        .param("revision", name.revision())
        .param("kind", name.kind().storedName())
        .param("user", name.user().value());
  }
}
