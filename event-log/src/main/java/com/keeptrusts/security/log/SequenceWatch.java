package com.keeptrusts.security.log;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows how long the sequence is, with one connection of its own while somebody listens: it is told
 * by {@code NOTIFY} and looks every 100 ms all the same, since a notification is no promise.
 */
final class SequenceWatch {

  private static final Logger LOG = LoggerFactory.getLogger(SequenceWatch.class);
  private static final int POLL_MILLIS = 100;
  private static final long STOP_MILLIS = 2_000;
  private static final int LOST_WITH_IT = 3;
  private static final long RECONNECT_NANOS = 500_000_000L;

  private final DataSource dataSource;
  private final Set<Runnable> listeners = new CopyOnWriteArraySet<>();
  private @Nullable Thread thread;
  private volatile long head;

  /** Since it was seen last; known to the watching thread alone. */
  private int failures;

  SequenceWatch(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** The highest number that was seen. */
  long head() {
    return head;
  }

  /** Calls the listener, briefly, whenever the sequence has grown. */
  synchronized void add(Runnable listener) {
    listeners.add(listener);
    if (thread == null) {
      Thread watching = new Thread(this::watch, "sequence-watch");
      watching.setDaemon(true);
      thread = watching;
      watching.start();
    }
  }

  /** After the last listener has gone, the connection has been given back. */
  void remove(Runnable listener) {
    Thread finished = withdraw(listener);
    if (finished != null && finished != Thread.currentThread()) {
      LockSupport.unpark(finished);
      try {
        finished.join(STOP_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized @Nullable Thread withdraw(Runnable listener) {
    Thread watching = thread;
    if (!listeners.remove(listener) || !listeners.isEmpty()) {
      return null;
    }
    thread = null;
    return watching;
  }

  private synchronized boolean isWanted() {
    return thread == Thread.currentThread();
  }

  private void watch() {
    while (isWanted()) {
      try (Connection connection = dataSource.getConnection()) {
        watch(connection);
      } catch (SQLException lost) {
        if (isWanted()) {
          say(lost);
          LockSupport.parkNanos(RECONNECT_NANOS);
        }
      }
    }
  }

  /**
   * A connection may be lost, by a restart of the server or because everything is shutting down,
   * and the pool may give out others that were lost with it; that there is no good one is worth a
   * line.
   */
  private void say(SQLException lost) {
    failures++;
    if (failures <= LOST_WITH_IT) {
      LOG.debug("Watching the sequence was interrupted; connecting again", lost);
    } else {
      LOG.warn("The sequence cannot be watched; connecting again: {}", lost.getMessage());
    }
  }

  private void watch(Connection connection) throws SQLException {
    PGConnection notified = connection.unwrap(PGConnection.class);
    try (Statement statement = connection.createStatement()) {
      statement.execute("LISTEN log_sequence");
      while (isWanted()) {
        look(statement);
        notified.getNotifications(POLL_MILLIS);
      }
      statement.execute("UNLISTEN log_sequence");
    }
  }

  private void look(Statement statement) throws SQLException {
    long number;
    try (ResultSet row =
        statement.executeQuery("SELECT coalesce(max(number), 0) FROM log.sequence")) {
      row.next();
      number = row.getLong(1);
    }
    failures = 0;
    if (number > head) {
      head = number;
      listeners.forEach(Runnable::run);
    }
  }
}
