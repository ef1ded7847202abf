package com.keeptrusts.security.command.attempt;

import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * New e-mail addresses that their users have not proved yet, at most one a user. The address is
 * sealed; of the proof only the digest is kept.
 */
@Component
public final class PendingEmails {

  private final JdbcClient jdbc;

  public PendingEmails(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** Replaces whatever was pending, and says until when it is. */
  public Instant open(UserId user, Sha256 proof, Personal<EmailAddress> email, Duration lifetime) {
    return jdbc.sql(
            """
            INSERT INTO command.email_change (user_id, proof_hash, email, expires_at)
            VALUES (:user, :proof, :email, log.now() + :seconds * interval '1 second')
            ON CONFLICT (user_id) DO UPDATE SET
              proof_hash = EXCLUDED.proof_hash, email = EXCLUDED.email,
              expires_at = EXCLUDED.expires_at
            RETURNING expires_at
            """)
        .param("user", user.value())
        .param("proof", proof.value())
        .param("email", email.toString())
        .param("seconds", lifetime.toSeconds())
        .query((row, number) -> row.getObject("expires_at", OffsetDateTime.class).toInstant())
        .single();
  }

  /** Uses it up; empty if this proves nothing that is pending. */
  public Optional<Personal<EmailAddress>> take(UserId user, Sha256 proof) {
    return jdbc.sql(
            """
            DELETE FROM command.email_change
            WHERE user_id = :user AND proof_hash = :proof AND expires_at > log.now()
            RETURNING email
            """)
        .param("user", user.value())
        .param("proof", proof.value())
        .query((row, number) -> Personal.<EmailAddress>parse(row.getString("email")))
        .optional();
  }

  /** In the transaction of the fact that says the account may be in wrong hands. */
  public void forget(UserId user) {
    jdbc.sql("DELETE FROM command.email_change WHERE user_id = :user")
        .param("user", user.value())
        .update();
  }

  /** Forgets up to {@code batch} that nobody can prove any more. */
  public int sweep(int batch) {
    return jdbc.sql(
            """
            DELETE FROM command.email_change WHERE user_id IN (
              SELECT user_id FROM command.email_change WHERE expires_at <= log.now()
              LIMIT :batch FOR UPDATE SKIP LOCKED)
            """)
        .param("batch", batch)
        .update();
  }
}
