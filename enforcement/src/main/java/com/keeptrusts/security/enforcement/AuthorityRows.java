package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads and locks what a command's authority is decided from, within the transaction of the
 * command. Everybody locks in one order: the org, the command's user, the caller's session, the
 * caller's membership, the service client; then it is all read, so that nothing of it is older than
 * the locks. A demotion or a sign-out that was acknowledged before is seen; one that comes later
 * waits. The statements run one after another, each seeing what was committed before it, but are
 * sent together: on the way to the database a command would wait longer than in it.
 */
public final class AuthorityRows {

  private static final String LOCK_ORG =
      "SELECT 1 FROM enforcement.org_1 WHERE org_id = ? FOR SHARE";
  private static final String LOCK_ORG_ALONE =
      "SELECT 1 FROM enforcement.org_1 WHERE org_id = ? FOR UPDATE";
  private static final String LOCK_USER =
      "SELECT 1 FROM enforcement.user_1 WHERE user_id = ? FOR UPDATE";
  private static final String LOCK_SESSION =
      "SELECT 1 FROM enforcement.session_1 WHERE token_hash = ? FOR SHARE";

  /** Whose session it is never changes. */
  private static final String LOCK_MEMBERSHIP =
      """
      SELECT 1 FROM enforcement.membership_1
      WHERE user_id = (SELECT user_id FROM enforcement.session_1 WHERE token_hash = ?)
        AND org_id = ? FOR SHARE
      """;

  private static final String LOCK_CLIENT =
      "SELECT 1 FROM enforcement.service_client_1 WHERE client_id = ? FOR SHARE";

  /** The clock is asked after the locks, since it went on while they were waited for. */
  private static final String READ_CLIENT_AND_OWNERS =
      """
      SELECT
        (SELECT scopes FROM enforcement.service_client_1
         WHERE client_id = ? AND secret_hash IS NOT NULL AND log.now() < expires_at) AS scopes,
        EXISTS (
          SELECT FROM enforcement.membership_1
          WHERE org_id = ? AND role = 'OWNER' AND NOT suspended AND user_id IS DISTINCT FROM ?)
          AS another_owner
      """;

  private static final String ACTIVE_ORGS =
      """
      SELECT o.org_id AS known_org, o.revision AS org_revision, o.ip_rules_revision,
             o.ip_restrictions_suspended_until
      FROM enforcement.membership_1 m
      JOIN enforcement.org_1 o ON o.org_id = m.org_id
      WHERE m.user_id = ? AND NOT m.suspended
      """;

  private final JdbcTemplate database;

  public AuthorityRows(DataSource commandSide) {
    this.database = new JdbcTemplate(commandSide);
  }

  /**
   * Joins the open transaction, whose isolation is READ COMMITTED.
   *
   * @param org that the command is about
   * @param exclusive whether no other command about the org may be decided meanwhile
   * @param target whose account the command changes; no other command about it is decided meanwhile
   * @param sessionTokenHash of the acting user; absent for who acts for itself
   * @param client that calls; absent for the system
   * @throws IllegalStateException if the caller's row cannot be read
   */
  public LockedRows lock(
      @Nullable OrgId org,
      boolean exclusive,
      @Nullable UserId target,
      @Nullable Sha256 sessionTokenHash,
      @Nullable ServiceClientId client) {
    List<Lock> locks = new ArrayList<>();
    if (org != null) {
      locks.add(new Lock(exclusive ? LOCK_ORG_ALONE : LOCK_ORG, List.of(org.value())));
    }
    if (target != null) {
      locks.add(new Lock(LOCK_USER, List.of(target.value())));
    }
    if (sessionTokenHash != null) {
      locks.add(new Lock(LOCK_SESSION, List.of(sessionTokenHash.value())));
      if (org != null) {
        locks.add(new Lock(LOCK_MEMBERSHIP, List.of(sessionTokenHash.value(), org.value())));
      }
    }
    if (client != null) {
      locks.add(new Lock(LOCK_CLIENT, List.of(client.value())));
    }
    return read(locks, org, target, sessionTokenHash, client);
  }

  /**
   * Reads the same without a lock. It may be over the next moment: good for refusing early, never
   * for a decision.
   */
  public LockedRows look(
      @Nullable OrgId org,
      @Nullable UserId target,
      @Nullable Sha256 sessionTokenHash,
      @Nullable ServiceClientId client) {
    return read(List.of(), org, target, sessionTokenHash, client);
  }

  /**
   * The orgs of which the user is an active member, as the open transaction sees them (rule IP-7).
   */
  public List<OrgRow> activeOrgs(UserId user) {
    return database.query(ACTIVE_ORGS, (row, index) -> OrgRow.of(row), user.value());
  }

  /** A statement that locks at most one row, and its parameters. */
  private record Lock(String sql, List<String> parameters) {}

  private LockedRows read(
      List<Lock> locks,
      @Nullable OrgId org,
      @Nullable UserId target,
      @Nullable Sha256 sessionTokenHash,
      @Nullable ServiceClientId client) {
    String statements =
        locks.stream().map(lock -> lock.sql() + ";\n").collect(Collectors.joining())
            + DecisionStatement.SQL
            + ";\n"
            + READ_CLIENT_AND_OWNERS;
    List<DecisionStatement.Key> key = List.of(new DecisionStatement.Key(sessionTokenHash, org));
    Optional<LockedRows> rows =
        database.execute(
            (Connection connection) -> {
              try (PreparedStatement statement = connection.prepareStatement(statements)) {
                int next = 1;
                for (Lock lock : locks) {
                  for (String parameter : lock.parameters()) {
                    statement.setString(next++, parameter);
                  }
                }
                statement.setArray(next++, DecisionStatement.tokenHashes(connection, key));
                statement.setArray(next++, DecisionStatement.orgs(connection, key));
                statement.setString(next++, client == null ? null : client.value());
                statement.setString(next++, org == null ? null : org.value());
                statement.setString(next, target == null ? null : target.value());
                statement.execute();
                for (int i = 0; i < locks.size(); i++) {
                  statement.getMoreResults();
                }
                return answer(statement);
              }
            });
    return Optional.ofNullable(rows)
        .flatMap(read -> read)
        .orElseThrow(() -> new IllegalStateException("The caller's rows cannot be read"));
  }

  private static Optional<LockedRows> answer(PreparedStatement statement) throws SQLException {
    Optional<DecisionRows> caller = DecisionStatement.answers(statement.getResultSet()).get(0);
    statement.getMoreResults();
    ResultSet row = statement.getResultSet();
    row.next();
    boolean anotherOwner = row.getBoolean("another_owner");
    Set<Scope> scopes = scopes(row.getArray("scopes"));
    return caller.map(rows -> new LockedRows(rows, anotherOwner, scopes));
  }

  private static Set<Scope> scopes(@Nullable Array names) throws SQLException {
    return names == null
        ? Set.of()
        : Arrays.stream((String[]) names.getArray()).map(Scope::named).collect(Collectors.toSet());
  }
}
