package com.keeptrusts.security.log;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL's error codes (appendix A) mean to who runs a step again, or has to answer. */
public final class SqlStates {

  private static final String UNIQUE_VIOLATION = "23505";

  /** Serialization failure, deadlock, and a lock that was not free in time. */
  private static final Set<String> TRANSIENT = Set.of("40001", "40P01", "55P03");

  /**
   * Connection failures, no resources left, the operator's intervention, a statement that took too
   * long, and a transaction that did.
   */
  private static final List<String> UNAVAILABLE =
      List.of("08", "53", "57P", "57014", "25P03", "25P04");

  private SqlStates() {}

  /** Whether somewhere below this failure a unique constraint said no. */
  public static boolean isUniqueViolation(@Nullable Throwable failure) {
    return UNIQUE_VIOLATION.equals(first(failure));
  }

  /** Whether the same transaction may well succeed if it is run again from its start. */
  public static boolean isTransient(@Nullable Throwable failure) {
    String state = first(failure);
    return state != null && TRANSIENT.contains(state);
  }

  /**
   * Whether the database does not answer, or has no place left, rather than saying no: another
   * attempt in a while may succeed.
   */
  public static boolean isUnavailable(@Nullable Throwable failure) {
    return within(failure).anyMatch(SqlStates::saysUnavailable);
  }

  /** The first code below this failure, for a line in the log; null if there is none. */
  public static @Nullable String first(@Nullable Throwable failure) {
    return within(failure)
        .map(SQLException::getSQLState)
        .filter(Predicate.not(state -> state == null))
        .findFirst()
        .orElse(null);
  }

  private static boolean saysUnavailable(SQLException failure) {
    String state = failure.getSQLState();
    return failure instanceof SQLTransientException
        || failure instanceof SQLNonTransientConnectionException
        || (state == null
            ? isOfThePool(failure)
            : UNAVAILABLE.stream().anyMatch(state::startsWith));
  }

  /** It says so of a connection that broke before, under the transaction that goes on with it. */
  private static boolean isOfThePool(SQLException withoutCode) {
    return withoutCode.getClass().equals(SQLException.class);
  }

  private static Stream<SQLException> within(@Nullable Throwable failure) {
    return Stream.<@Nullable Throwable>iterate(
            failure, cause -> cause != null, cause -> cause == null ? null : cause.getCause())
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast);
  }
}
