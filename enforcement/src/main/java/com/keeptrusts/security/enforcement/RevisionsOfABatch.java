package com.keeptrusts.security.enforcement;

import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How far subjects come in a batch of a rebuild: written at its end, a statement a table, instead
 * of one an event. Only good where every event comes once and in order, so that nobody has to ask
 * whether it is news.
 */
final class RevisionsOfABatch implements RebuildPlan.Batch {

  private record Subjects(String table, String key) {}

  private final JdbcClient database;
  private final String schema;
  private final Map<Subjects, Map<String, Long>> reached = new HashMap<>();

  RevisionsOfABatch(DataSource commandSide, String schema) {
    this.database = JdbcClient.create(commandSide);
    this.schema = schema;
  }

  void put(String table, String key, String subject, long revision) {
    reached
        .computeIfAbsent(new Subjects(table, key), any -> new HashMap<>())
        .put(subject, revision);
  }

  @Override
  public void begin() {
    reached.clear();
  }

  @Override
  public void end() {
    reached.forEach(this::write);
  }

  private void write(Subjects subjects, Map<String, Long> revisions) {
    int written =
        database
            .sql(
                """
                UPDATE %1$s.%2$s known SET revision = reached.revision
                FROM unnest(:subjects, :revisions) AS reached (subject, revision)
                WHERE known.%3$s = reached.subject
                """
                    .formatted(schema, subjects.table(), subjects.key()))
            .param("subjects", revisions.keySet().toArray(String[]::new))
            .param("revisions", revisions.values().toArray(Long[]::new))
            .update();
    if (written != revisions.size()) {
      throw new IllegalStateException(
          "%d of the subjects in %s are not there, against what the log says"
              .formatted(revisions.size() - written, subjects.table()));
    }
  }
}
