package com.keeptrusts.security.enforcement;

import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/** How the statements of {@link EnforcementRows} get to the database. */
interface RowWriter {

  /**
   * Moves a subject's revision.
   *
   * @return whether this is news: the subject had not come so far yet
   * @throws IllegalStateException if there is no such subject
   */
  boolean advance(String table, String key, String subject, long revision);

  /**
   * Changes rows of this subject, after everything that was written about it before.
   *
   * @param oneRow whether it is an error if not exactly one row changes
   */
  void write(String subject, String sql, SqlParameterSource values, boolean oneRow);

  /** Rows that contradict the log must not grow further apart from it. */
  static void requireOne(int rows, String subject) {
    if (rows != 1) {
      throw new IllegalStateException(
          "The enforcement row of "
              + subject
              + " is not there, against what the log says: rebuild the rows");
    }
  }
}
