package com.keeptrusts.security.standalone.harness;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * A lock in the database, held as a transaction of somebody else's: whatever needs it waits, on any
 * node, until this is closed.
 */
public final class HeldLock implements AutoCloseable {

  private static final Duration WAITING_AT_MOST = Duration.ofSeconds(20);

  /** Whoever waits for the first in line waits for the one who holds the lock. */
  private static final String BEHIND =
      """
      WITH RECURSIVE behind (pid) AS (
        SELECT ?
        UNION
        SELECT waiting.pid FROM pg_stat_activity waiting
        JOIN behind ON behind.pid = ANY (pg_blocking_pids(waiting.pid)))
      SELECT application_name FROM behind JOIN pg_stat_activity USING (pid) WHERE pid <> ?
      """;

  private final Connection holding;
  private final Connection watching;
  private final int holder;

  private HeldLock(Connection holding, Connection watching, int holder) {
    this.holding = holding;
    this.watching = watching;
    this.holder = holder;
  }

  static HeldLock take(DatabaseServer database, String sql) throws SQLException {
    Connection holding = database.connect();
    holding.setAutoCommit(false);
    try (Statement statement = holding.createStatement()) {
      statement.execute(sql);
      try (ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
        row.next();
        return new HeldLock(holding, database.connect(), row.getInt(1));
      }
    }
  }

  /** Returns once this many wait for it: on which nodes. */
  public List<String> awaitWaiting(int number) {
    return Awaitility.await(number + " wait for the lock")
        .pollInterval(Duration.ofMillis(5))
        .atMost(WAITING_AT_MOST)
        .until(this::waiting, nodes -> nodes.size() >= number);
  }

  private List<String> waiting() throws SQLException {
    List<String> nodes = new ArrayList<>();
    try (PreparedStatement question = watching.prepareStatement(BEHIND)) {
      question.setInt(1, holder);
      question.setInt(2, holder);
      try (ResultSet row = question.executeQuery()) {
        while (row.next()) {
          nodes.add(row.getString(1));
        }
      }
    }
    return nodes;
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
