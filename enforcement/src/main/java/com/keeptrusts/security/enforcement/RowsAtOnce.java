package com.keeptrusts.security.enforcement;

import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/** Every statement at once, in the Spring transaction that is open: what a command does. */
final class RowsAtOnce implements RowWriter {

  private final NamedParameterJdbcTemplate database;

  RowsAtOnce(DataSource commandSide) {
    this.database = new NamedParameterJdbcTemplate(commandSide);
  }

  @Override
  public boolean advance(String table, String key, String subject, long revision) {
    MapSqlParameterSource values =
        new MapSqlParameterSource("subject", subject).addValue("revision", revision);
    int advanced =
        database.update(
            """
            UPDATE %s SET revision = :revision WHERE %s = :subject AND revision < :revision
            """
                .formatted(table, key),
            values);
    if (advanced == 0) {
      requireKnown(table, key, subject);
    }
    return advanced == 1;
  }

  private void requireKnown(String table, String key, String subject) {
    Integer known =
        database.queryForObject(
            "SELECT count(*)::int FROM " + table + " WHERE " + key + " = :subject",
            new MapSqlParameterSource("subject", subject),
            Integer.class);
    RowWriter.requireOne(known == null ? 0 : known, subject);
  }

  @Override
  public void write(String subject, String sql, SqlParameterSource values, boolean oneRow) {
    int rows = database.update(sql, values);
    if (oneRow) {
      RowWriter.requireOne(rows, subject);
    }
  }
}
