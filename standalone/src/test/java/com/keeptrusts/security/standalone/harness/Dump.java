package com.keeptrusts.security.standalone.harness;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything in a database, as text. */
public final class Dump {

  private static final String TABLES =
      """
      SELECT table_schema || '.' || table_name FROM information_schema.tables
      WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
      """;

  private Dump() {}

  /** The rows of every table that is not PostgreSQL's own, by its name. */
  public static Map<String, List<String>> of(Connection owner) throws SQLException {
    Map<String, List<String>> dump = new TreeMap<>();
    for (String table : column(owner, TABLES)) {
      dump.put(table, column(owner, "SELECT one::text FROM " + table + " one"));
    }
    return dump;
  }

  /** The first column of every row. */
  static List<String> column(Connection connection, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
