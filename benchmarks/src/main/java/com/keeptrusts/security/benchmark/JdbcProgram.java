package com.keeptrusts.security.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * What a program would do that had nothing but JDBC and no rules: the rows of a command, each
 * command in one transaction. The payloads are texts of the size that events have.
 */
final class JdbcProgram {

  private static final String EVENT =
      "INSERT INTO log.event (event_id, subject_type, subject_id, subject_revision, name,"
          + " event_revision, at, payload, metadata) VALUES (?, ?, ?, ?, ?, '1', ?, ?, ?)";
  private static final String METADATA =
      "{\"actor\":\"client/00000000-0000-0000-0000-000000000000\","
          + "\"at\":\"2026-11-24T12:00:00.000Z\",\"correlation\":\"benchmark\"}";

  private final DataSource commandLogin;
  private final String client;

  JdbcProgram(DataSource commandLogin, String client) {
    this.commandLogin = commandLogin;
    this.client = client;
  }

  /** The rows of an org's registration, and nothing else. */
  void orgByItsRowsAlone() throws SQLException {
    try (Connection connection = commandLogin.getConnection()) {
      connection.setAutoCommit(false);
      insertOrg(connection);
      connection.commit();
    }
  }

  /** The same, with what a command locks and reads before and after. */
  void orgWithLocksAndReads() throws SQLException {
    try (Connection connection = commandLogin.getConnection()) {
      connection.setAutoCommit(false);
      read(connection, LOCK_CLIENT, client);
      read(connection, CALLER, "");
      read(connection, SCOPES, client);
      String org = insertOrg(connection);
      read(connection, "SELECT revision FROM enforcement.org_1 WHERE org_id = ?", org);
      connection.commit();
    }
  }

  private static String insertOrg(Connection connection) throws SQLException {
    String org = UUID.randomUUID().toString();
    insertEvent(
        connection,
        "org",
        org,
        0,
        "org.registered",
        "{\"orgId\":\"" + org + "\",\"name\":\"Some Org\"}");
    update(connection, "INSERT INTO enforcement.org_1 (org_id, revision) VALUES (?, ?)", org, 0);
    return org;
  }

  /** The rows of an invitation of a known user, and nothing else. */
  void invitationByItsRowsAlone(String user, String org) throws SQLException {
    try (Connection connection = commandLogin.getConnection()) {
      connection.setAutoCommit(false);
      long revision = Long.parseLong(read(connection, LOCK_USER, user)) + 1;
      insertInvitation(connection, user, org, revision);
      connection.commit();
    }
  }

  /** The same, with what a command locks and reads before and after. */
  void invitationWithLocksAndReads(String user, String org) throws SQLException {
    try (Connection connection = commandLogin.getConnection()) {
      connection.setAutoCommit(false);
      read(connection, "SELECT org_id FROM enforcement.org_1 WHERE org_id = ? FOR SHARE", org);
      long revision = Long.parseLong(read(connection, LOCK_USER, user)) + 1;
      read(connection, LOCK_CLIENT, client);
      read(connection, CALLER, org);
      read(connection, OWNER, org);
      read(connection, SCOPES, client);
      read(connection, SNAPSHOT, user);
      read(connection, PAST, user);
      insertInvitation(connection, user, org, revision);
      read(connection, "SELECT revision FROM enforcement.user_1 WHERE user_id = ?", user);
      connection.commit();
    }
  }

  private static void insertInvitation(
      Connection connection, String user, String org, long revision) throws SQLException {
    insertEvent(
        connection,
        "user",
        user,
        revision,
        "user.member-invited",
        "{\"userId\":\""
            + user
            + "\",\"orgId\":\""
            + org
            + "\",\"invitation\":\""
            + UUID.randomUUID()
            + "\",\"secretHash\":\"DHsP5rMbC7iAmF2XgWB3UhIQ4LO5e9lSVpJEFk6tZdw\","
            + "\"role\":\"MEMBER\",\"expiresAt\":\"2026-11-25T12:00:00Z\"}");
    update(
        connection, "UPDATE enforcement.user_1 SET revision = ? WHERE user_id = ?", revision, user);
  }

  private static final String LOCK_USER =
      "SELECT revision FROM enforcement.user_1 WHERE user_id = ? FOR UPDATE";
  private static final String LOCK_CLIENT =
      "SELECT client_id FROM enforcement.service_client_1 WHERE client_id = ? FOR SHARE";
  private static final String SCOPES =
      "SELECT unnest(scopes) FROM enforcement.service_client_1"
          + " WHERE client_id = ? AND secret_hash IS NOT NULL AND log.now() < expires_at";
  private static final String OWNER =
      "SELECT EXISTS (SELECT FROM enforcement.membership_1"
          + " WHERE org_id = ? AND role = 'OWNER' AND NOT suspended)";
  private static final String CALLER =
      "WITH clock AS MATERIALIZED (SELECT log.now() AS now) SELECT clock.now, o.revision"
          + " FROM clock LEFT JOIN enforcement.org_1 o ON o.org_id = ?";
  private static final String SNAPSHOT =
      "SELECT payload FROM log.snapshot WHERE subject_id = ? ORDER BY subject_revision DESC";
  private static final String PAST =
      "SELECT payload, metadata FROM log.event WHERE subject_id = ?"
          + " ORDER BY subject_revision DESC LIMIT 50";

  /** The first column of the last row. */
  private static String read(Connection connection, String sql, String key) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, key);
      String last = "";
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          last = row.getString(1);
        }
      }
      return last;
    }
  }

  private static void update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  private static void insertEvent(
      Connection connection, String type, String id, long revision, String name, String payload)
      throws SQLException {
    update(
        connection,
        EVENT,
        UUID.randomUUID().toString(),
        type,
        id,
        revision,
        name,
        OffsetDateTime.now(ZoneOffset.UTC),
        payload,
        METADATA);
  }
}
