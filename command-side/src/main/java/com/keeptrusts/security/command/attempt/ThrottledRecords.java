package com.keeptrusts.security.command.attempt;

import com.keeptrusts.security.event.Authenticator;
import com.keeptrusts.security.event.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which throttled refusals the audit log has not heard of yet: the first one is recorded at once,
 * the others of the same minute together (rule SIGN-7).
 */
public final class ThrottledRecords {

  private final JdbcClient jdbc;

  public ThrottledRecords(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** How many refusals are to be recorded now; 0 as long as the minute of the last record lasts. */
  int add(Guess guess) {
    return jdbc.sql(
            """
            INSERT INTO command.throttled_refusal AS waiting
              (authenticator, subject, device, user_id, since, unrecorded, to_record)
            VALUES (:authenticator, :subject, :device, :user, log.now(), 0, 1)
            ON CONFLICT (authenticator, subject, device) DO UPDATE SET
              (since, unrecorded, to_record) = (
                SELECT CASE WHEN over THEN EXCLUDED.since ELSE waiting.since END,
                       CASE WHEN over THEN 0 ELSE waiting.unrecorded + 1 END,
                       CASE WHEN over THEN waiting.unrecorded + 1 ELSE 0 END
                FROM (SELECT waiting.since + interval '1 minute' <= EXCLUDED.since) minute(over)),
              user_id = coalesce(EXCLUDED.user_id, waiting.user_id)
            RETURNING to_record
            """)
        .param("authenticator", guess.authenticator().name())
        .param("subject", guess.subject().value())
        .param("device", guess.from().value())
        .param("user", text(guess.user()))
        .query(Integer.class)
        .single();
  }

  /** Whether there are counters whose minute is over. */
  public boolean hasLeftovers() {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT FROM command.throttled_refusal
              WHERE since <= log.now() - interval '1 minute')
            """)
        .query(Boolean.class)
        .single();
  }

  /**
   * Takes up to {@code batch} counters whose minute is over, for those that nobody came after to
   * record. In the transaction that records them, so that none is lost and none is told twice.
   */
  public List<ThrottledRefusals> takeLeftovers(int batch) {
    return jdbc
        .sql(
            """
            DELETE FROM command.throttled_refusal WHERE (authenticator, subject, device) IN (
              SELECT authenticator, subject, device FROM command.throttled_refusal
              WHERE since <= log.now() - interval '1 minute' ORDER BY since LIMIT :batch
              FOR UPDATE SKIP LOCKED)
            RETURNING authenticator, subject, user_id, unrecorded
            """)
        .param("batch", batch)
        .query((row, number) -> refusals(row))
        .list()
        .stream()
        .filter(refusals -> refusals.count() > 0)
        .toList();
  }

  private static ThrottledRefusals refusals(ResultSet row) throws SQLException {
    String user = row.getString("user_id");
    return new ThrottledRefusals(
        Authenticator.valueOf(row.getString("authenticator")),
        new SubjectHash(row.getString("subject")),
        user == null ? null : UserId.of(user),
        row.getInt("unrecorded"));
  }

  private static @Nullable String text(@Nullable UserId user) {
    return user == null ? null : user.value();
  }
}
