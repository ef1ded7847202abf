package com.keeptrusts.security.command.lookup;

import com.keeptrusts.security.command.attempt.SubjectHash;
import com.keeptrusts.security.event.ExternalIdentityId;
import com.keeptrusts.security.event.ExternalIdentityLinked;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of linked identities, each change one that may be repeated without harm. */
public final class ExternalIdentityRows {

  private final JdbcClient jdbc;
  private final String schema;

  /** The live rows. */
  public ExternalIdentityRows(DataSource dataSource) {
    this(dataSource, AccountRows.LIVE);
  }

  /** The same table in another schema, for a rebuild beside. */
  ExternalIdentityRows(DataSource dataSource, String schema) {
    this.jdbc = JdbcClient.create(dataSource);
    this.schema = schema;
  }

  private JdbcClient.StatementSpec sql(String sql) {
    return jdbc.sql(sql.replace("command.", schema + "."));
  }

  /** An identity is one account's (SIGN-3); the table's uniqueness decides over all nodes. */
  void link(ExternalIdentityLinked event, SubjectHash identityHash, Instant at) {
    freeBeside(identityHash, event.identity());
    int added =
        sql("""
        INSERT INTO command.external_identity_1
          (identity_id, user_id, identity_hash, issuer, subject, linked_at)
        VALUES (:identity, :user, :hash, :issuer, :subject, :at)
        ON CONFLICT DO NOTHING
        """)
            .param("identity", event.identity().value())
            .param("user", event.userId().value())
            .param("hash", identityHash.value())
            .param("issuer", event.issuer().toString())
            .param("subject", event.subject().toString())
            .param("at", at.atOffset(ZoneOffset.UTC))
            .update();
    if (added == 0 && !isLinked(event.identity())) {
      throw new Rejected(
          Reason.EXTERNAL_IDENTITY_TAKEN,
          "This identity is linked to an account already: unlink it there first");
    }
  }

  /**
   * In a rebuild: who unlinked an identity while another waited to link it may stand after them in
   * the log, since both committed before either was numbered. The link that is in the way ends
   * further on.
   */
  private void freeBeside(SubjectHash identityHash, ExternalIdentityId identity) {
    if (!schema.equals(AccountRows.LIVE)) {
      sql("""
      DELETE FROM command.external_identity_1
      WHERE identity_hash = :hash AND identity_id <> :identity
      """)
          .param("hash", identityHash.value())
          .param("identity", identity.value())
          .update();
    }
  }

  void unlink(ExternalIdentityId identity) {
    sql("DELETE FROM command.external_identity_1 WHERE identity_id = :identity")
        .param("identity", identity.value())
        .update();
  }

  private boolean isLinked(ExternalIdentityId identity) {
    return sql("SELECT 1 FROM command.external_identity_1 WHERE identity_id = :identity")
        .param("identity", identity.value())
        .query(Integer.class)
        .optional()
        .isPresent();
  }
}
