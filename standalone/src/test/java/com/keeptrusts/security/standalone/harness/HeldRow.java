package com.keeptrusts.security.standalone.harness;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * A user's row, locked as a command's transaction locks it: whatever would decide about that user
 * waits, on any node, until this is closed. A node lets one command a user through to the row, so
 * as many as wait are on as many nodes.
 */
public final class HeldRow implements AutoCloseable {

  private static final Duration WAITING_AT_MOST = Duration.ofSeconds(20);

  /** Whoever waits for the first in line waits for the one who holds the row. */
  private static final String BEHIND =
      """
      WITH RECURSIVE behind (pid) AS (
        SELECT ?
        UNION
        SELECT waiting.pid FROM pg_stat_activity waiting
        JOIN behind ON behind.pid = ANY (pg_blocking_pids(waiting.pid)))
      SELECT count(*) - 1 FROM behind
      """;

  private final Connection holding;
  private final Connection watching;
  private final int holder;

  private HeldRow(Connection holding, Connection watching, int holder) {
    this.holding = holding;
    this.watching = watching;
    this.holder = holder;
  }

  static HeldRow ofUser(DatabaseServer database, String user) throws SQLException {
    Connection holding = database.connect();
    holding.setAutoCommit(false);
    try (PreparedStatement lock =
        holding.prepareStatement(
            "SELECT pg_backend_pid() FROM enforcement.user_1 WHERE user_id = ? FOR UPDATE")) {
      lock.setString(1, user);
      try (ResultSet row = lock.executeQuery()) {
        row.next();
        return new HeldRow(holding, database.connect(), row.getInt(1));
      }
    }
  }

  /** Returns once this many wait for the row. */
  public void awaitWaiting(int commands) {
    Awaitility.await(commands + " wait for the user's row")
        .pollInterval(Duration.ofMillis(5))
        .atMost(WAITING_AT_MOST)
        .until(() -> waiting() >= commands);
  }

  private int waiting() throws SQLException {
    try (PreparedStatement question = watching.prepareStatement(BEHIND)) {
      question.setInt(1, holder);
      try (ResultSet row = question.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  /** Lets them go on. */
  @Override
  public void close() throws SQLException {
    try (holding;
        watching;
        Statement end = holding.createStatement()) {
      end.execute("ROLLBACK");
    }
  }
}
