package com.keeptrusts.security.command.lookup;

import com.keeptrusts.security.event.CredentialId;
import com.keeptrusts.security.event.PasskeyCredential;
import com.keeptrusts.security.event.PasskeyId;
import com.keeptrusts.security.event.PasskeyRegistered;
import com.keeptrusts.security.event.PasskeyRenamed;
import com.keeptrusts.security.event.PasskeyUsed;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of passkeys, each change one that may be repeated without harm. */
public final class PasskeyRows {

  private final JdbcClient jdbc;
  private final String schema;

  /** The live rows. */
  public PasskeyRows(DataSource dataSource) {
    this(dataSource, AccountRows.LIVE);
  }

  /** The same table in another schema, for a rebuild beside. */
  PasskeyRows(DataSource dataSource, String schema) {
    this.jdbc = JdbcClient.create(dataSource);
    this.schema = schema;
  }

  private JdbcClient.StatementSpec sql(String sql) {
    return jdbc.sql(sql.replace("command.", schema + "."));
  }

  /** A credential id is one account's (PK-3); the table's uniqueness decides over all nodes. */
  void register(PasskeyRegistered event, Instant at) {
    PasskeyCredential credential = event.credential();
    freeBeside(credential.id(), event.passkey());
    int added =
        sql("""
        INSERT INTO command.passkey_1
          (passkey_id, user_id, credential_id, public_key, algorithm, sign_count, uv_initialized,
           backup_eligible, backed_up, aaguid, transports, discoverable, name, registered_at)
        VALUES (:passkey, :user, :credential, :key, :algorithm, :count, :verified,
          :eligible, :backed_up, :aaguid, :transports, :discoverable, :name, :at)
        ON CONFLICT DO NOTHING
        """)
            .param("passkey", event.passkey().value())
            .param("user", event.userId().value())
            .param("credential", credential.id().value())
            .param("key", credential.publicKey().value())
            .param("algorithm", credential.algorithm())
            .param("count", credential.signCount())
            .param("verified", credential.uvInitialized())
            .param("eligible", credential.backupEligible())
            .param("backed_up", credential.backedUp())
            .param("aaguid", credential.aaguid())
            .param("transports", credential.transports().toArray(String[]::new))
            .param("discoverable", credential.discoverable())
            .param("name", event.name().toString())
            .param("at", at.atOffset(ZoneOffset.UTC))
            .update();
    if (added == 0 && !isRegistered(event.passkey())) {
      throw new Rejected(Reason.PASSKEY_TAKEN, "This passkey is registered already");
    }
  }

  /**
   * In a rebuild: who removed a passkey while another waited to register it may stand after them in
   * the log, since both committed before either was numbered. The one that is in the way ends
   * further on.
   */
  private void freeBeside(CredentialId credential, PasskeyId passkey) {
    if (!schema.equals(AccountRows.LIVE)) {
      sql("""
      DELETE FROM command.passkey_1
      WHERE credential_id = :credential AND passkey_id <> :passkey
      """)
          .param("credential", credential.value())
          .param("passkey", passkey.value())
          .update();
    }
  }

  void rename(PasskeyRenamed event) {
    sql("UPDATE command.passkey_1 SET name = :name WHERE passkey_id = :passkey")
        .param("name", event.name().toString())
        .param("passkey", event.passkey().value())
        .update();
  }

  void used(PasskeyUsed event, Instant at) {
    sql("""
    UPDATE command.passkey_1 SET
      sign_count = :count, backed_up = :backed_up, uv_initialized = :verified, last_used_at = :at
    WHERE passkey_id = :passkey
    """)
        .param("count", event.signCount())
        .param("backed_up", event.backedUp())
        .param("verified", event.uvInitialized())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("passkey", event.passkey().value())
        .update();
  }

  void revoke(PasskeyId passkey) {
    sql("DELETE FROM command.passkey_1 WHERE passkey_id = :passkey")
        .param("passkey", passkey.value())
        .update();
  }

  private boolean isRegistered(PasskeyId passkey) {
    return sql("SELECT 1 FROM command.passkey_1 WHERE passkey_id = :passkey")
        .param("passkey", passkey.value())
        .query(Integer.class)
        .optional()
        .isPresent();
  }
}
