package com.keeptrusts.security.command.vault;

import com.keeptrusts.security.event.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Forgets what is no longer in force, and seals anew what old keys have sealed. */
public final class VaultUpkeep {

  private static final String OTHER_KEY =
      " WHERE substring(ciphertext FROM 1 FOR octet_length(:prefix)) <> :prefix"
          + " LIMIT :batch FOR NO KEY UPDATE SKIP LOCKED";

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final VaultKeys keys;

  public VaultUpkeep(DataSource dataSource, VaultKeys keys) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    this.keys = keys;
  }

  /**
   * Deletes up to {@code batch} secrets that no fact in force names: old ones, and those of
   * commands that never happened, once they are a minute old. A secret that is being named at this
   * very moment is left for the next sweep.
   */
  public int sweep(int batch) {
    endUnconfirmed();
    try {
      return jdbc.sql(
              """
              DELETE FROM vault.secret WHERE revision IN (
                SELECT secret.revision FROM vault.secret
                WHERE secret.created_at < log.now() - interval '1 minute'
                  AND NOT EXISTS (
                    SELECT FROM command.live_secret live WHERE live.revision = secret.revision)
                ORDER BY secret.created_at LIMIT :batch
                FOR UPDATE OF secret SKIP LOCKED)
              """)
          .param("batch", batch)
          .update();
    } catch (DataIntegrityViolationException namedMeanwhile) {
      return 0;
    }
  }

  /** A minute late, when no transaction that began in time is still open. */
  private void endUnconfirmed() {
    jdbc.sql(
            "DELETE FROM command.live_secret"
                + " WHERE in_force_until < log.now() - interval '1 minute'")
        .update();
  }

  /**
   * From now on everything new is sealed with a new key; what earlier keys have sealed stays
   * readable. Other nodes read the file again when they meet a row of the new key.
   */
  public void rotatePrimary() {
    keys.rotatePrimary();
  }

  /** Seals up to {@code batch} rows of earlier keys with the primary one; 0 when none are left. */
  public int reencrypt(int batch) {
    Integer done = transaction.execute(status -> reencryptSecrets(batch) + reencryptKeys(batch));
    return done == null ? 0 : done;
  }

  private int reencryptSecrets(int batch) {
    List<SecretName> names =
        ofOtherKeys("SELECT revision, kind, user_id FROM vault.secret", batch)
            .query((row, number) -> name(row))
            .list();
    names.forEach(
        name -> reencrypt("vault.secret", "revision", name.revision(), name.rowIdentity()));
    return names.size();
  }

  private int reencryptKeys(int batch) {
    List<String> purposes =
        ofOtherKeys("SELECT purpose FROM vault.key", batch)
            .query((row, number) -> row.getString(1))
            .list();
    purposes.forEach(
        purpose -> reencrypt("vault.key", "purpose", purpose, DeploymentKeys.rowIdentity(purpose)));
    return purposes.size();
  }

  private JdbcClient.StatementSpec ofOtherKeys(String select, int batch) {
    return jdbc.sql(select + OTHER_KEY).param("prefix", keys.primaryPrefix()).param("batch", batch);
  }

  private void reencrypt(String table, String column, String name, byte[] rowIdentity) {
    String where = " WHERE " + column + " = :name";
    byte[] old =
        jdbc.sql("SELECT ciphertext FROM " + table + where)
            .param("name", name)
            .query(byte[].class)
            .single();
    try (Secret secret = keys.open(old, rowIdentity)) {
      jdbc.sql("UPDATE " + table + " SET ciphertext = :ciphertext" + where)
          .param("ciphertext", keys.seal(secret, rowIdentity))
          .param("name", name)
          .update();
    }
  }

  private static SecretName name(ResultSet row) throws SQLException {
    return new SecretName(
        row.getString("revision"),
        SecretKind.stored(row.getString("kind")),
        UserId.of(row.getString("user_id")));
  }
}
