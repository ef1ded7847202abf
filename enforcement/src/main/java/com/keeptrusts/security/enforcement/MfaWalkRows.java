package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How far the walks over the members of orgs have come that follow a change of policy (rule
 * POL-10): one row an org, which outlives whoever walks.
 */
public final class MfaWalkRows {

  /** An org to be walked on with, as it was when it was looked at. */
  public record Walk(OrgId org, long policyVersion, String afterUser, long failed) {}

  /** A member without an MFA method. {@code running}: a grace period is written down. */
  public record Visit(UserId user, Role role, boolean running) {}

  private final JdbcClient database;

  public MfaWalkRows(DataSource commandSide) {
    this.database = JdbcClient.create(commandSide);
  }

  /** From the first member on, in the open transaction; whatever walk there is ends. */
  public void begin(OrgId org, long policyVersion) {
    database
        .sql(
            """
            INSERT INTO enforcement.mfa_walk
              (org_id, policy_version, after_user, visited, failed, due_at)
            VALUES (:org, :version, '', 0, 0, log.now())
            ON CONFLICT (org_id) DO UPDATE
            SET policy_version = excluded.policy_version, after_user = '', visited = 0, failed = 0,
                due_at = excluded.due_at
            """)
        .param("org", org.value())
        .param("version", policyVersion)
        .update();
  }

  /** The one that nobody has gone on with for the longest time. */
  public Optional<Walk> next() {
    return database
        .sql(
            """
            SELECT org_id, policy_version, after_user, failed FROM enforcement.mfa_walk
            WHERE due_at <= log.now() ORDER BY due_at, org_id LIMIT 1
            """)
        .query(
            (row, index) ->
                new Walk(
                    new OrgId(row.getString("org_id")),
                    row.getLong("policy_version"),
                    row.getString("after_user"),
                    row.getLong("failed")))
        .optional();
  }

  /** The next members without a method, at most so many. */
  public List<Visit> visits(Walk walk, int atMost) {
    return database
        .sql(
            """
            SELECT m.user_id, m.role, g.user_id IS NOT NULL AND g.stopped_at IS NULL AS running
            FROM enforcement.membership_1 m
            JOIN enforcement.user_1 u ON u.user_id = m.user_id
            LEFT JOIN enforcement.mfa_grace_period_1 g
              ON g.user_id = m.user_id AND g.org_id = m.org_id
            WHERE m.org_id = :org AND m.user_id > :after AND NOT u.has_totp AND u.passkeys = 0
            ORDER BY m.user_id LIMIT :at_most
            """)
        .param("org", walk.org().value())
        .param("after", walk.afterUser())
        .param("at_most", atMost)
        .query(
            (row, index) ->
                new Visit(
                    new UserId(row.getString("user_id")),
                    Role.valueOf(row.getString("role")),
                    row.getBoolean("running")))
        .list();
  }

  /** So far it has come, unless it was begun anew meanwhile. */
  public void advance(Walk walk, UserId last, int visited, int failed) {
    database
        .sql(
            """
            UPDATE enforcement.mfa_walk
            SET after_user = :after, visited = visited + :visited, failed = failed + :failed,
                due_at = log.now()
            WHERE org_id = :org AND policy_version = :version
            """)
        .param("org", walk.org().value())
        .param("version", walk.policyVersion())
        .param("after", last.value())
        .param("visited", visited)
        .param("failed", failed)
        .update();
  }

  /** Everybody was visited. */
  public void finish(Walk walk) {
    database
        .sql("DELETE FROM enforcement.mfa_walk WHERE org_id = :org AND policy_version = :version")
        .param("org", walk.org().value())
        .param("version", walk.policyVersion())
        .update();
  }

  /** Everybody was visited, some in vain: once more from the beginning, after a pause. */
  public void repeat(Walk walk, Duration pause) {
    database
        .sql(
            """
            UPDATE enforcement.mfa_walk
            SET after_user = '', visited = 0, failed = 0,
                due_at = log.now() + :milliseconds * interval '1 millisecond'
            WHERE org_id = :org AND policy_version = :version
            """)
        .param("org", walk.org().value())
        .param("version", walk.policyVersion())
        .param("milliseconds", pause.toMillis())
        .update();
  }

  /** How many orgs are being walked. */
  public long count() {
    return database.sql("SELECT count(*) FROM enforcement.mfa_walk").query(Long.class).single();
  }
}
