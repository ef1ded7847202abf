package com.keeptrusts.security.command.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A row that somebody holds locked, so that commands have to wait at it. */
public final class Held implements AutoCloseable {

  private final JdbcClient database;
  private final Connection holder;

  private Held(TestDatabase database, String sql, String id) throws SQLException {
    this.database = JdbcClient.create(database.owner());
    this.holder = database.owner().getConnection();
    holder.setAutoCommit(false);
    try (PreparedStatement lock = holder.prepareStatement(sql)) {
      lock.setString(1, id);
      assertThat(lock.executeQuery().next()).isTrue();
    }
  }

  public static Held account(TestDatabase database, UserId user) throws SQLException {
    return new Held(
        database, "SELECT 1 FROM enforcement.user_1 WHERE user_id = ? FOR UPDATE", user.value());
  }

  public static Held org(TestDatabase database, OrgId org) throws SQLException {
    return new Held(
        database, "SELECT 1 FROM enforcement.org_1 WHERE org_id = ? FOR UPDATE", org.value());
  }

  /** Returns once that many transactions wait for a lock of another one. */
  public void untilWaiting(int transactions) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(5))
        .until(
            () ->
                database
                    .sql("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted")
                    .query(Integer.class)
                    .single(),
            waiting -> waiting >= transactions);
  }

  @Override
  public void close() throws SQLException {
    holder.rollback();
    holder.close();
  }
}
