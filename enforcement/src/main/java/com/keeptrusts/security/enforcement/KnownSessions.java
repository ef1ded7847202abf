package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.PersonalValue;
import com.keeptrusts.security.event.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which sessions a user has, for the user to see (rule SES-2). */
public final class KnownSessions {

  private final JdbcClient database;

  /** Reads with any login that may read the rows. */
  public KnownSessions(DataSource dataSource) {
    this.database = JdbcClient.create(dataSource);
  }

  /** Those that are live now, the one that started last at the front. */
  public List<KnownSession> of(UserId user) {
    return database
        .sql(
            "SELECT "
                + DecisionStatement.SESSION_COLUMNS
                + """
                , s.client_address, s.user_agent, clock.now
                FROM enforcement.session_1 s
                JOIN enforcement.session_seen seen ON seen.session_id = s.session_id
                CROSS JOIN (SELECT log.now() AS now OFFSET 0) clock
                WHERE s.user_id = :user
                ORDER BY s.started_at DESC, s.session_id
                """)
        .param("user", user.value())
        .query((row, index) -> live(row))
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<KnownSession> live(ResultSet row) throws SQLException {
    KnownSession known =
        new KnownSession(
            DecisionStatement.session(row),
            sealed(row, "client_address"),
            sealed(row, "user_agent"));
    return known.session().isLive(row.getObject("now", OffsetDateTime.class).toInstant())
        ? Optional.of(known)
        : Optional.empty();
  }

  private static <T extends PersonalValue> @Nullable Personal<T> sealed(
      ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text == null ? null : Personal.parse(text);
  }
}
