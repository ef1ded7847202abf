package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.event.ServiceCredentialIssued;
import com.keeptrusts.security.event.ServiceCredentialRotated;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.SessionStarted;
import com.keeptrusts.security.event.UserId;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The writing half of the rows' SQL; joins the Spring transaction that is open. A row that ought to
 * be there and is not fails the command: rows that contradict the log must not grow further apart
 * from it.
 */
public final class EnforcementRows {

  /** The schema of the rows that decisions are made from. */
  static final String LIVE = "enforcement";

  private final JdbcClient database;
  private final String schema;
  private final @Nullable RevisionsOfABatch revisions;

  /** The live rows. */
  public EnforcementRows(DataSource commandSide) {
    this(commandSide, LIVE, null);
  }

  /**
   * The same tables in another schema.
   *
   * @param revisions takes them, where every event comes once and in order; null where each is
   *     compared and written at once
   */
  EnforcementRows(DataSource commandSide, String schema, @Nullable RevisionsOfABatch revisions) {
    this.database = JdbcClient.create(commandSide);
    this.schema = schema;
    this.revisions = revisions;
  }

  private JdbcClient.StatementSpec sql(String sql) {
    return database.sql(sql.replace("enforcement.", schema + "."));
  }

  private static void changeOne(JdbcClient.StatementSpec statement, Object subject) {
    requireOne(statement.update(), subject);
  }

  private static void requireOne(int rows, Object subject) {
    if (rows != 1) {
      throw new IllegalStateException(
          "The enforcement row of "
              + subject
              + " is not there, against what the log says: rebuild the rows");
    }
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  void addOrg(OrgId org, long revision) {
    sql("""
    INSERT INTO enforcement.org_1 (org_id, revision) VALUES (:org, :revision)
    ON CONFLICT DO NOTHING
    """)
        .param("org", org.value())
        .param("revision", revision)
        .update();
  }

  void addUser(UserId user, long revision) {
    sql("""
    INSERT INTO enforcement.user_1 (user_id, revision, has_totp, password_kind)
    VALUES (:user, :revision, false, NULL)
    ON CONFLICT DO NOTHING
    """)
        .param("user", user.value())
        .param("revision", revision)
        .update();
  }

  /** Whether this is news: the subject had not come so far yet. */
  boolean advance(OrgId org, long revision) {
    return advance("org_1", "org_id", org.value(), revision);
  }

  boolean advance(UserId user, long revision) {
    return advance("user_1", "user_id", user.value(), revision);
  }

  boolean advance(ServiceClientId client, long revision) {
    return advance("service_client_1", "client_id", client.value(), revision);
  }

  private boolean advance(String table, String key, String subject, long revision) {
    if (revisions != null) {
      revisions.put(table, key, subject, revision);
      return true;
    }
    int advanced =
        sql("UPDATE enforcement."
                + table
                + " SET revision = :revision WHERE "
                + key
                + " = :subject AND revision < :revision")
            .param("subject", subject)
            .param("revision", revision)
            .update();
    if (advanced == 0) {
      requireKnown(table, key, subject);
    }
    return advanced == 1;
  }

  private void requireKnown(String table, String key, String subject) {
    int known =
        sql("SELECT count(*) FROM enforcement." + table + " WHERE " + key + " = :subject")
            .param("subject", subject)
            .query(Integer.class)
            .single();
    requireOne(known, subject);
  }

  void addMembership(UserId user, OrgId org, Role role) {
    sql("""
    INSERT INTO enforcement.membership_1 (user_id, org_id, role, suspended)
    VALUES (:user, :org, :role, false)
    """)
        .param("user", user.value())
        .param("org", org.value())
        .param("role", role.name())
        .update();
  }

  void setRole(UserId user, OrgId org, Role role) {
    changeOne(
        sql("""
        UPDATE enforcement.membership_1 SET role = :role
        WHERE user_id = :user AND org_id = :org
        """)
            .param("user", user.value())
            .param("org", org.value())
            .param("role", role.name()),
        user);
  }

  void setSuspended(UserId user, OrgId org, boolean suspended) {
    changeOne(
        sql("""
        UPDATE enforcement.membership_1 SET suspended = :suspended
        WHERE user_id = :user AND org_id = :org
        """)
            .param("user", user.value())
            .param("org", org.value())
            .param("suspended", suspended),
        user);
  }

  void deleteMembership(UserId user, OrgId org) {
    sql("DELETE FROM enforcement.membership_1 WHERE user_id = :user AND org_id = :org")
        .param("user", user.value())
        .param("org", org.value())
        .update();
  }

  void setHasTotp(UserId user, boolean hasTotp) {
    changeOne(
        sql("UPDATE enforcement.user_1 SET has_totp = :has_totp WHERE user_id = :user")
            .param("user", user.value())
            .param("has_totp", hasTotp),
        user);
  }

  void setPasswordKind(UserId user, PasswordKind kind) {
    changeOne(
        sql("UPDATE enforcement.user_1 SET password_kind = :kind WHERE user_id = :user")
            .param("user", user.value())
            .param("kind", kind.name()),
        user);
  }

  void addSession(SessionStarted event, Instant at) {
    boolean recovery = event.factors().contains(Factor.RECOVERY_CODE);
    sql("""
    WITH started AS (
      INSERT INTO enforcement.session_1
        (session_id, token_hash, user_id, started_at, expires_at, idle_timeout, factors,
         multi_factor, rotation_required, recovery_sign_in, reauthenticated_at,
         reauthenticated_multi_factor)
      VALUES
        (:session, :token_hash, :user, :started_at, :expires_at,
         :idle_milliseconds * interval '1 millisecond', :factors, :multi_factor,
         :rotation_required, :recovery, :reauthenticated_at,
         :reauthenticated_multi_factor)
      RETURNING session_id, started_at)
    INSERT INTO enforcement.session_seen (session_id, seen_at)
    SELECT session_id, started_at FROM started
    """)
        .param("session", event.session().value())
        .param("token_hash", event.tokenHash().value())
        .param("user", event.userId().value())
        .param("started_at", at(at))
        .param("expires_at", at(event.expiresAt()))
        .param("idle_milliseconds", event.idleTimeout().toMillis())
        .param("factors", event.factors().stream().map(Factor::name).toArray(String[]::new))
        .param("multi_factor", Factor.areMultiple(event.factors()))
        .param("rotation_required", event.rotationRequired())
        .param("recovery", recovery)
        .param("reauthenticated_at", recovery ? null : at(at))
        .param("reauthenticated_multi_factor", Factor.reauthenticateFully(event.factors()))
        .update();
  }

  /** It proved the user's new authenticator, beside whatever it had proved (rule TOTP-6). */
  void setMultiFactor(SessionId session) {
    changeOne(
        sql("""
        UPDATE enforcement.session_1
        SET multi_factor = true, reauthenticated_multi_factor = true
        WHERE session_id = :session
        """)
            .param("session", session.value()),
        session);
  }

  /** A recovery code proves nothing here: it helps at sign-in alone (rule SES-5). */
  void reauthenticated(SessionId session, List<Factor> factors, Instant at) {
    if (factors.contains(Factor.RECOVERY_CODE)) {
      return;
    }
    changeOne(
        sql("""
        UPDATE enforcement.session_1
        SET reauthenticated_at = :at, reauthenticated_multi_factor = :multi_factor
        WHERE session_id = :session
        """)
            .param("session", session.value())
            .param("at", at(at))
            .param("multi_factor", Factor.reauthenticateFully(factors)),
        session);
  }

  void deleteSession(SessionId session) {
    sql("""
    WITH ended AS (
      DELETE FROM enforcement.session_1 WHERE session_id = :session RETURNING session_id)
    DELETE FROM enforcement.session_seen seen USING ended
    WHERE seen.session_id = ended.session_id
    """)
        .param("session", session.value())
        .update();
  }

  void deleteSessions(UserId user, @Nullable SessionId except) {
    sql("""
    WITH ended AS (
      DELETE FROM enforcement.session_1
      WHERE user_id = :user AND session_id IS DISTINCT FROM :except
      RETURNING session_id)
    DELETE FROM enforcement.session_seen seen USING ended
    WHERE seen.session_id = ended.session_id
    """)
        .param("user", user.value())
        .param("except", except == null ? null : except.value(), Types.VARCHAR)
        .update();
  }

  void addServiceClient(ServiceCredentialIssued event, long revision) {
    sql("""
    INSERT INTO enforcement.service_client_1
      (client_id, revision, name, scopes, secret_hash, expires_at)
    VALUES (:client, :revision, :name, :scopes, :hash, :expires_at)
    ON CONFLICT DO NOTHING
    """)
        .param("client", event.clientId().value())
        .param("revision", revision)
        .param("name", event.name())
        .param(
            "scopes",
            event.scopes().stream().map(Scope::stableName).sorted().toArray(String[]::new))
        .param("hash", event.credentialHash().value())
        .param("expires_at", at(event.expiresAt()))
        .update();
  }

  void rotate(ServiceCredentialRotated event) {
    changeOne(
        sql("""
        UPDATE enforcement.service_client_1
        SET previous_hash = secret_hash, previous_valid_until = :previous_valid_until,
            secret_hash = :hash, expires_at = :expires_at
        WHERE client_id = :client
        """)
            .param("client", event.clientId().value())
            .param("hash", event.credentialHash().value())
            .param("expires_at", at(event.expiresAt()))
            .param("previous_valid_until", at(event.previousValidUntil())),
        event.clientId());
  }

  void revoke(ServiceClientId client) {
    changeOne(
        sql("""
        UPDATE enforcement.service_client_1
        SET secret_hash = NULL, previous_hash = NULL, previous_valid_until = NULL
        WHERE client_id = :client
        """)
            .param("client", client.value()),
        client);
  }
}
