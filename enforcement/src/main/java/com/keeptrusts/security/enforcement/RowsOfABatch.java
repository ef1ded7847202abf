package com.keeptrusts.security.enforcement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/**
 * Keeps the statements of a rebuild's batch of events until its end and sends those that are alike
 * together. Subjects have no rows in common, so only the order within a subject matters: its first
 * statements go in the first round, its second in the second. Only good where every event comes
 * once and in order, so that nobody has to ask whether it is news.
 */
final class RowsOfABatch implements RowWriter, RebuildPlan.Batch {

  private record Change(String subject, SqlParameterSource values, boolean oneRow) {}

  private record Subjects(String table, String key) {}

  private final NamedParameterJdbcTemplate database;
  private final Map<String, Integer> statementsOf = new HashMap<>();
  private final List<Map<String, List<Change>>> rounds = new ArrayList<>();
  private final Map<Subjects, Map<String, Long>> reached = new HashMap<>();

  RowsOfABatch(DataSource commandSide) {
    this.database = new NamedParameterJdbcTemplate(commandSide);
  }

  @Override
  public boolean advance(String table, String key, String subject, long revision) {
    reached
        .computeIfAbsent(new Subjects(table, key), any -> new HashMap<>())
        .put(subject, revision);
    return true;
  }

  @Override
  public void write(String subject, String sql, SqlParameterSource values, boolean oneRow) {
    int round = statementsOf.merge(subject, 1, Integer::sum) - 1;
    if (round == rounds.size()) {
      rounds.add(new LinkedHashMap<>());
    }
    rounds
        .get(round)
        .computeIfAbsent(sql, any -> new ArrayList<>())
        .add(new Change(subject, values, oneRow));
  }

  @Override
  public void begin() {
    statementsOf.clear();
    rounds.clear();
    reached.clear();
  }

  @Override
  public void end() {
    rounds.forEach(round -> round.forEach(this::send));
    reached.forEach(this::send);
  }

  private void send(String sql, List<Change> changes) {
    int[] rows =
        database.batchUpdate(
            sql, changes.stream().map(Change::values).toArray(SqlParameterSource[]::new));
    for (int i = 0; i < rows.length; i++) {
      Change change = changes.get(i);
      if (change.oneRow()) {
        RowWriter.requireOne(rows[i], change.subject());
      }
    }
  }

  private void send(Subjects subjects, Map<String, Long> revisions) {
    int written =
        database.update(
            """
            UPDATE %1$s known SET revision = reached.revision
            FROM unnest(:subjects, :revisions) AS reached (subject, revision)
            WHERE known.%2$s = reached.subject
            """
                .formatted(subjects.table(), subjects.key()),
            new MapSqlParameterSource("subjects", revisions.keySet().toArray(String[]::new))
                .addValue("revisions", revisions.values().toArray(Long[]::new)));
    if (written != revisions.size()) {
      throw new IllegalStateException(
          "%d of the subjects in %s are not there, against what the log says"
              .formatted(revisions.size() - written, subjects.table()));
    }
  }
}
