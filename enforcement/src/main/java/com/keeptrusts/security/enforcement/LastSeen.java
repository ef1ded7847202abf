package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.SessionId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down that a session was used, once a minute at most, on whichever side it was (rule
 * SES-1). It never holds a decision up, waits for no lock, and brings nothing back: a session that
 * has ended has no row to update, and one that ran out is passed over. A use that gets lost is
 * written at the next.
 */
final class LastSeen {

  private static final Logger LOG = LoggerFactory.getLogger(LastSeen.class);
  private static final int MOST_WAITING = 1_000;
  private static final Duration IDLE_THREAD = Duration.ofSeconds(10);

  private static final String SQL =
      """
      WITH clock AS MATERIALIZED (SELECT log.now() AS now),
      due AS (
        SELECT seen.session_id
        FROM enforcement.session_seen seen
        JOIN enforcement.session_1 s ON s.session_id = seen.session_id
        CROSS JOIN clock
        WHERE seen.session_id = ?
          AND seen.seen_at < clock.now - interval '1 minute'
          AND seen.seen_at + s.idle_timeout + interval '1 minute' > clock.now
          AND s.expires_at > clock.now
        FOR UPDATE OF seen SKIP LOCKED)
      UPDATE enforcement.session_seen seen SET seen_at = clock.now
      FROM due, clock
      WHERE seen.session_id = due.session_id
      """;

  private final Outage outage =
      new Outage(LOG, "A session's last use was not written down; its next one will be");
  private final DataSource dataSource;
  private final Executor executor;
  private final Set<SessionId> underWay = ConcurrentHashMap.newKeySet();

  LastSeen(DataSource dataSource, Executor executor) {
    this.dataSource = dataSource;
    this.executor = executor;
  }

  /** One thread that is there only while there is something to write. */
  static Executor ownThread() {
    ThreadPoolExecutor thread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_THREAD.toMillis(),
            TimeUnit.MILLISECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> {
              Thread writer = new Thread(task, "last-seen");
              writer.setDaemon(true);
              return writer;
            });
    thread.allowCoreThreadTimeOut(true);
    return thread;
  }

  /** Says that a live session was just used. */
  void used(SessionRow session, Instant now) {
    if (session.isUseWorthWriting(now) && underWay.add(session.id())) {
      try {
        executor.execute(() -> write(session.id()));
      } catch (RejectedExecutionException tooMany) {
        underWay.remove(session.id());
      }
    }
  }

  private void write(SessionId session) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setString(1, session.value());
      statement.executeUpdate();
    } catch (SQLException failure) {
      outage.happened(failure);
    } finally {
      underWay.remove(session);
    }
  }
}
