package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.SessionId;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which sessions ended by themselves, so that the end becomes a fact with its instant (rule SES-1).
 * Until then they are dead all the same: every decision looks at the time.
 */
public final class RunOutSessions {

  private final JdbcClient database;

  public RunOutSessions(DataSource commandSide) {
    this.database = JdbcClient.create(commandSide);
  }

  /** At most so many, in the order of their ids. {@code after}: an id; null to begin with. */
  public List<RunOutSession> find(@Nullable SessionId after, int atMost) {
    return database
        .sql(
            "SELECT "
                + DecisionStatement.SESSION_COLUMNS
                + """
                FROM enforcement.session_1 s
                JOIN enforcement.session_seen seen ON seen.session_id = s.session_id
                CROSS JOIN (SELECT log.now() AS now OFFSET 0) clock
                WHERE least(s.expires_at, seen.seen_at + s.idle_timeout + interval '1 minute')
                        <= clock.now
                  AND s.session_id > :after
                ORDER BY s.session_id
                LIMIT :at_most
                """)
        .param("after", after == null ? "" : after.value())
        .param("at_most", atMost)
        .query((row, index) -> runOut(DecisionStatement.session(row)))
        .list();
  }

  private static RunOutSession runOut(SessionRow session) {
    return new RunOutSession(session.user(), session.id(), session.endsBy(), session.endsAt());
  }
}
