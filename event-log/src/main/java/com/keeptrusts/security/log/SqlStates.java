package com.keeptrusts.security.log;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL's error codes mean to who runs a step again. */
public final class SqlStates {

  private static final String UNIQUE_VIOLATION = "23505";

  /** Serialization failure, deadlock, lock not available, and the time-outs of a transaction. */
  private static final Set<String> TRANSIENT = Set.of("40001", "40P01", "55P03");

  private SqlStates() {}

  /** Whether somewhere below this failure a unique constraint said no. */
  public static boolean isUniqueViolation(@Nullable Throwable failure) {
    return UNIQUE_VIOLATION.equals(of(failure));
  }

  /** Whether the same transaction may well succeed if it is run again from its start. */
  public static boolean isTransient(@Nullable Throwable failure) {
    String state = of(failure);
    return state != null && TRANSIENT.contains(state);
  }

  private static @Nullable String of(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return null;
  }
}
