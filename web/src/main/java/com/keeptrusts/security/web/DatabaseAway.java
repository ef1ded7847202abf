package com.keeptrusts.security.web;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientException;
import java.util.List;

/** Tells a database that does not answer, or has no place left, from one that says no. */
final class DatabaseAway {

  /** Connection lost, no resources, operator intervention (PostgreSQL, appendix A). */
  private static final List<String> CLASSES = List.of("08", "53", "57P");

  private DatabaseAway() {}

  static boolean isCauseOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException refused && isAway(refused)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAway(SQLException failure) {
    String state = failure.getSQLState();
    return failure instanceof SQLTransientException
        || failure instanceof SQLNonTransientConnectionException
        || (state != null && CLASSES.stream().anyMatch(state::startsWith));
  }
}
