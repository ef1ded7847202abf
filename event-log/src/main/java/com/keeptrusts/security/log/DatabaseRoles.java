package com.keeptrusts.security.log;

/**
 * The logins of the two sides. Each may do what its side needs and owns nothing. Their names are
 * fixed, since the schema grants to them; their passwords are set at every migration.
 */
public record DatabaseRoles(String commandPassword, String queryPassword) {

  public static final String COMMAND = "keeptrusts_command";
  public static final String QUERY = "keeptrusts_query";

  /** Says nothing, so that a password never reaches a log line by accident. */
  @Override
  public String toString() {
    return "DatabaseRoles";
  }
}
