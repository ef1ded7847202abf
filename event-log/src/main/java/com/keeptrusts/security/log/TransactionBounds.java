package com.keeptrusts.security.log;

import java.time.Duration;

/**
 * How long a transaction may take at most, so that no paused or broken process holds others up for
 * longer. Each side's pool runs {@link #sql()} on every new connection. The bound on the whole
 * transaction exists from PostgreSQL 17 on; an older server is told what it knows.
 */
public record TransactionBounds(
    Duration statement, Duration lock, Duration idle, Duration transaction) {

  public static final TransactionBounds DEFAULT =
      new TransactionBounds(
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          Duration.ofSeconds(15));

  /** One statement that sets the bounds for the session. */
  public String sql() {
    return """
    SELECT set_config(bound.name, bound.value, false)
    FROM (VALUES ('statement_timeout', '%d'), ('lock_timeout', '%d'),
                 ('idle_in_transaction_session_timeout', '%d'), ('transaction_timeout', '%d'))
         AS bound (name, value)
    WHERE EXISTS (SELECT FROM pg_settings known WHERE known.name = bound.name)
    """
        .formatted(statement.toMillis(), lock.toMillis(), idle.toMillis(), transaction.toMillis());
  }
}
