package com.keeptrusts.security.command.totp;

import com.keeptrusts.security.event.EnrollmentId;
import com.keeptrusts.security.event.TotpRevision;
import com.keeptrusts.security.event.UserId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tries at enabling MFA that are not confirmed yet: which secret was shown, and how often its code
 * was guessed. Counted before it is verified, so that parallel guesses get no more than the limit.
 */
@Component
public final class Enrollments {

  private static final int MOST_TRIES = 10;

  private final JdbcClient jdbc;

  public Enrollments(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** Notes a secret that is about to be shown. */
  void open(EnrollmentId enrollment, UserId user, TotpRevision revision, Instant expiresAt) {
    jdbc.sql(
            """
            INSERT INTO command.enrollment (enrollment_id, user_id, revision, expires_at)
            VALUES (:enrollment, :user, :revision, :expires)
            """)
        .param("enrollment", enrollment.value())
        .param("user", user.value())
        .param("revision", revision.value())
        .param("expires", expiresAt.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Counts a try of the user's own enrolment; empty if it is not open, or was tried too often. */
  Optional<TotpRevision> count(EnrollmentId enrollment, UserId user) {
    return jdbc.sql(
            """
            UPDATE command.enrollment SET tries = tries + 1
            WHERE enrollment_id = :enrollment AND user_id = :user
              AND tries < :most AND expires_at > log.now()
            RETURNING revision
            """)
        .param("enrollment", enrollment.value())
        .param("user", user.value())
        .param("most", MOST_TRIES)
        .query((row, number) -> TotpRevision.of(row.getString("revision")))
        .optional();
  }

  /** Forgets up to {@code batch} that nobody can confirm any more. */
  public int sweep(int batch) {
    return jdbc.sql(
            """
            DELETE FROM command.enrollment WHERE enrollment_id IN (
              SELECT enrollment_id FROM command.enrollment WHERE expires_at <= log.now()
              LIMIT :batch FOR UPDATE SKIP LOCKED)
            """)
        .param("batch", batch)
        .update();
  }
}
