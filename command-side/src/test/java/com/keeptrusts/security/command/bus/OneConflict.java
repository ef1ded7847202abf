package com.keeptrusts.security.command.bus;

import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The next event about a user finds its revision taken when it is appended, as if another node had
 * been faster; before that it waits. The one after it is appended.
 */
final class OneConflict implements AutoCloseable {

  private static final int LOCK = 4711;

  private final JdbcClient database;
  private final Connection holder;

  private OneConflict(TestDatabase database, UserId user) throws SQLException {
    this.database = JdbcClient.create(database.owner());
    this.holder = database.owner().getConnection();
    run("SELECT pg_advisory_lock(" + LOCK + ")");
    run("CREATE SEQUENCE log.test_appends");
    run(
        """
        CREATE FUNCTION log.test_conflict() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
        BEGIN
          IF NEW.subject_id = '%s' AND nextval('log.test_appends') = 1 THEN
            PERFORM pg_advisory_xact_lock(%d);
            RAISE unique_violation;
          END IF;
          RETURN NEW;
        END $$
        """
            .formatted(user, LOCK));
    run(
        """
        CREATE TRIGGER test_conflict BEFORE INSERT ON log.event
        FOR EACH ROW EXECUTE FUNCTION log.test_conflict()
        """);
  }

  static OneConflict of(TestDatabase database, UserId user) throws SQLException {
    return new OneConflict(database, user);
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = holder.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Returns once that many transactions wait: at the conflict, or for who waits there. */
  void untilWaiting(int transactions) {
    Awaitility.await()
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

  /** Lets the conflict happen. */
  void happen() throws SQLException {
    run("SELECT pg_advisory_unlock(" + LOCK + ")");
  }

  @Override
  public void close() throws SQLException {
    run("SELECT pg_advisory_unlock_all()");
    run("DROP TRIGGER test_conflict ON log.event");
    run("DROP FUNCTION log.test_conflict");
    run("DROP SEQUENCE log.test_appends");
    holder.close();
  }
}
