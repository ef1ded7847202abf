package com.keeptrusts.security.command.bus;

import com.keeptrusts.security.command.attempt.SubjectHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Idempotency keys and the answers their requests got. Writing joins the command's transaction, so
 * a request that failed leaves no key behind. A day later they are forgotten.
 */
@Component
public final class IdempotencyRows {

  private static final String ONE = " WHERE client = :client AND actor = :actor AND key = :key";

  private final JdbcClient jdbc;

  public IdempotencyRows(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** A request and its answer, as JSON. */
  record Answered(SubjectHash request, String answer) {}

  /** Whether the key is new; waits for a transaction that has just taken it. */
  boolean claim(IdempotencyKey key, SubjectHash request) {
    return of(
                key,
                """
                INSERT INTO command.idempotency AS known (client, actor, key, request, expires_at)
                VALUES (:client, :actor, :key, :request, log.now() + interval '24 hours')
                ON CONFLICT (client, actor, key) DO UPDATE SET
                  request = EXCLUDED.request, answer = NULL, expires_at = EXCLUDED.expires_at
                WHERE known.expires_at <= log.now()
                """)
            .param("request", request.value())
            .update()
        == 1;
  }

  void answer(IdempotencyKey key, String answer) {
    of(key, "UPDATE command.idempotency SET answer = :answer" + ONE)
        .param("answer", answer)
        .update();
  }

  Answered read(IdempotencyKey key) {
    return of(key, "SELECT request, answer FROM command.idempotency" + ONE)
        .query((row, number) -> answered(row))
        .single();
  }

  /** What the key was answered, if it was and is not forgotten; waits for nobody. */
  Optional<Answered> find(IdempotencyKey key) {
    return of(
            key,
            "SELECT request, answer FROM command.idempotency"
                + ONE
                + " AND answer IS NOT NULL AND expires_at > log.now()")
        .query((row, number) -> answered(row))
        .optional();
  }

  private static Answered answered(ResultSet row) throws SQLException {
    return new Answered(new SubjectHash(row.getString("request")), row.getString("answer"));
  }

  /** Forgets up to {@code batch} that are older than a day. */
  public int sweep(int batch) {
    return jdbc.sql(
            """
            DELETE FROM command.idempotency WHERE (client, actor, key) IN (
              SELECT client, actor, key FROM command.idempotency WHERE expires_at <= log.now()
              ORDER BY expires_at LIMIT :batch
              FOR UPDATE SKIP LOCKED)
            """)
        .param("batch", batch)
        .update();
  }

  private JdbcClient.StatementSpec of(IdempotencyKey key, String sql) {
    return jdbc.sql(sql)
        .param("client", key.client().value())
        .param("actor", key.actor().value())
        .param("key", key.key());
  }
}
