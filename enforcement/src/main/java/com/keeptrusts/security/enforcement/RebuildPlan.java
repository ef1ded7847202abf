package com.keeptrusts.security.enforcement;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which rows are to be made again from the log, and how.
 *
 * @param live the schema in use
 * @param beside a schema with the same tables, empty but for a rebuild, and a table {@code progress
 *     (run, number)} of one row
 * @param tables in the order in which writers lock them; every writer of one event touches at least
 *     one of these
 * @param scratch tables that are written beside as well, but not taken over
 * @param projection an annotated event handler that writes to {@code beside}
 * @param ofABatch what belongs to each batch of events, in its transaction
 * @param afterwards what is to be made fit to the new rows, in the same transaction
 */
public record RebuildPlan(
    String live,
    String beside,
    List<Table> tables,
    List<String> scratch,
    Object projection,
    Batch ofABatch,
    Step afterwards) {

  /** A table and the columns of its primary key. */
  public record Table(String name, String key) {}

  /** What the projection puts off until a batch of events is over. */
  public interface Batch {

    /** Nothing is put off. */
    Batch NOTHING = () -> {};

    /** An earlier batch may have been rolled back: whatever it put off is forgotten. */
    default void begin() {}

    void end();
  }

  /** Something to do with the database. */
  @FunctionalInterface
  public interface Step {
    void run(JdbcClient database);
  }

  public RebuildPlan {
    tables = List.copyOf(tables);
    scratch = List.copyOf(scratch);
  }
}
