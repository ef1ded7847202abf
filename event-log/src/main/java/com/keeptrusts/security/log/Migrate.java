package com.keeptrusts.security.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.PGConnection;

/**
 * Brings the schema of every module on the class path to its newest version, and the two sides'
 * logins with it. A step of its own, with the owner's login, before the nodes start; of several at
 * once, one works and the others find nothing left to do. The owner may create roles, or the two
 * roles are there already.
 */
public final class Migrate {

  private static final String WAIT_AT_MOST = "5min";

  private final DataSource owner;
  private final DatabaseRoles roles;

  /**
   * A migration of the database that these connections lead to.
   *
   * @param owner the owner's login; at least two connections at once
   */
  public Migrate(DataSource owner, DatabaseRoles roles) {
    this.owner = owner;
    this.roles = roles;
  }

  /**
   * Brings everything to its newest version.
   *
   * @throws IllegalStateException if the database cannot be reached, or a step of it failed
   */
  public void run() {
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET lock_timeout = '" + WAIT_AT_MOST + "'");
      statement.execute("SELECT pg_advisory_lock(hashtextextended('keeptrusts migrate', 0))");
      try {
        role(connection, DatabaseRoles.COMMAND, roles.commandPassword());
        role(connection, DatabaseRoles.QUERY, roles.queryPassword());
        for (String module : Modules.ALL) {
          migrate(module, statement);
        }
      } finally {
        statement.execute("SELECT pg_advisory_unlock(hashtextextended('keeptrusts migrate', 0))");
        statement.execute("RESET lock_timeout");
      }
    } catch (SQLException | FlywayException e) {
      throw new IllegalStateException("The database could not be migrated: " + e.getMessage(), e);
    }
  }

  private void migrate(String module, Statement statement) throws SQLException {
    Flyway flyway = Modules.migrations(module, owner);
    if (flyway.info().all().length == 0) {
      return;
    }
    flyway.migrate();
    statement.execute("GRANT USAGE ON SCHEMA " + module + " TO " + both());
    statement.execute("GRANT SELECT ON " + module + "." + Modules.HISTORY + " TO " + both());
  }

  private static String both() {
    return DatabaseRoles.COMMAND + ", " + DatabaseRoles.QUERY;
  }

  private static void role(Connection connection, String name, String password)
      throws SQLException {
    if (!exists(connection, name)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE ROLE " + name + " LOGIN");
      }
    }
    // Sends a verifier made here, so that the password reaches no log of the server.
    connection
        .unwrap(PGConnection.class)
        .alterUserPassword(name, password.toCharArray(), "scram-sha-256");
  }

  private static boolean exists(Connection connection, String role) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT FROM pg_roles WHERE rolname = ?")) {
      statement.setString(1, role);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }
}
