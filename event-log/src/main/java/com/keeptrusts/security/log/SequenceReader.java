package com.keeptrusts.security.log;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads what happened in the one order that all readers share. What has a number keeps it; between
 * two numbers nothing appears later. So "after the last number I saw" misses nothing.
 */
public final class SequenceReader {

  private final JdbcClient database;

  public SequenceReader(DataSource dataSource) {
    this.database = JdbcClient.create(dataSource);
  }

  /** At most so many events after the given number, in order; 0 is before the first. */
  public List<NumberedEvent> read(long afterNumber, int limit) {
    return database
        .sql(
            """
            SELECT s.number, e.event_id, e.subject_type, e.subject_id, e.subject_revision, e.name,
                   e.event_revision, e.at, e.payload, e.metadata
            FROM (SELECT number, global_index FROM log.sequence WHERE number > :after
                  ORDER BY number LIMIT :limit) s
            JOIN log.event e USING (global_index)
            ORDER BY s.number
            """)
        .param("after", afterNumber)
        .param("limit", limit)
        .query(NumberedEvent::of)
        .list();
  }

  /** The highest number that was given; 0 if none was. */
  public long head() {
    return database
        .sql("SELECT coalesce(max(number), 0) FROM log.sequence")
        .query(Long.class)
        .single();
  }

  /** How many committed events have no number yet. */
  public long waiting() {
    return database.sql("SELECT count(*) FROM log.outbox").query(Long.class).single();
  }
}
