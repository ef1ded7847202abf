package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.GracePeriod;
import com.keeptrusts.security.event.IpRule;
import com.keeptrusts.security.event.IpRuleId;
import com.keeptrusts.security.event.IpRuleTerms;
import com.keeptrusts.security.event.MfaGracePeriodChanged;
import com.keeptrusts.security.event.MfaGracePeriodEndingSoon;
import com.keeptrusts.security.event.MfaGracePeriodExtended;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.OrgMfaPolicyChanged;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.event.ServiceCredentialIssued;
import com.keeptrusts.security.event.ServiceCredentialRotated;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.SessionReauthenticated;
import com.keeptrusts.security.event.SessionStarted;
import com.keeptrusts.security.event.UserId;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/**
 * The writing half of the rows' SQL; joins the Spring transaction that is open. A row that ought to
 * be there and is not fails the command: rows that contradict the log must not grow further apart
 * from it.
 */
public final class EnforcementRows {

  /** The schema of the rows that decisions are made from. */
  static final String LIVE = "enforcement";

  private final RowWriter writer;
  private final String schema;

  /** The live rows. */
  public EnforcementRows(DataSource commandSide) {
    this(new RowsAtOnce(commandSide), LIVE);
  }

  /** The same tables in another schema. */
  EnforcementRows(RowWriter writer, String schema) {
    this.writer = writer;
    this.schema = schema;
  }

  void addOrg(OrgId org, long revision) {
    change(
        org,
        """
        INSERT INTO enforcement.org_1 (org_id, revision) VALUES (:org, :revision)
        ON CONFLICT DO NOTHING
        """,
        of("org", org.value()).addValue("revision", revision));
  }

  void putIpRule(OrgId org, IpRule rule, Instant at, String by) {
    IpRuleTerms terms = rule.terms();
    change(
        org,
        """
        INSERT INTO enforcement.ip_rule_1
          (org_id, rule_id, action, block, note, enabled, expires_at, added_at, added_by,
           changed_at, changed_by)
        VALUES (:org, :rule, :action, :block, :note, :enabled, :expires_at, :at, :by, :at, :by)
        ON CONFLICT (org_id, rule_id) DO UPDATE
        SET action = excluded.action, block = excluded.block, note = excluded.note,
            enabled = excluded.enabled, expires_at = excluded.expires_at,
            changed_at = excluded.changed_at, changed_by = excluded.changed_by
        """,
        of("org", org.value())
            .addValue("rule", rule.id().value())
            .addValue("action", terms.action().name())
            .addValue("block", terms.block().text())
            .addValue("note", terms.note())
            .addValue("enabled", terms.enabled())
            .addValue("expires_at", orNull(terms.expiresAt()), Types.TIMESTAMP_WITH_TIMEZONE)
            .addValue("at", at(at))
            .addValue("by", by));
  }

  void deleteIpRule(OrgId org, IpRuleId rule) {
    changeOne(
        org,
        "DELETE FROM enforcement.ip_rule_1 WHERE org_id = :org AND rule_id = :rule",
        of("org", org.value()).addValue("rule", rule.value()));
  }

  /** The org's rules are others from this revision on. */
  void setIpRulesRevision(OrgId org, long revision) {
    changeOne(
        org,
        "UPDATE enforcement.org_1 SET ip_rules_revision = :revision WHERE org_id = :org",
        of("org", org.value()).addValue("revision", revision));
  }

  void setIpRestrictionsSuspended(OrgId org, @Nullable Instant until) {
    changeOne(
        org,
        """
        UPDATE enforcement.org_1 SET ip_restrictions_suspended_until = :until WHERE org_id = :org
        """,
        of("org", org.value()).addValue("until", orNull(until), Types.TIMESTAMP_WITH_TIMEZONE));
  }

  void addUser(UserId user, long revision) {
    change(
        user,
        """
        INSERT INTO enforcement.user_1 (user_id, revision, has_totp, password_kind)
        VALUES (:user, :revision, false, NULL)
        ON CONFLICT DO NOTHING
        """,
        of("user", user.value()).addValue("revision", revision));
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
    return writer.advance(schema + "." + table, key, subject, revision);
  }

  void addMembership(UserId user, OrgId org, Role role, Instant since) {
    change(
        user,
        """
        INSERT INTO enforcement.membership_1 (user_id, org_id, role, suspended, since)
        VALUES (:user, :org, :role, false, :since)
        """,
        of("user", user.value())
            .addValue("org", org.value())
            .addValue("role", role.name())
            .addValue("since", at(since)));
  }

  void setRole(UserId user, OrgId org, Role role, Instant since) {
    changeOne(
        user,
        """
        UPDATE enforcement.membership_1 SET role = :role, since = :since
        WHERE user_id = :user AND org_id = :org
        """,
        of("user", user.value())
            .addValue("org", org.value())
            .addValue("role", role.name())
            .addValue("since", at(since)));
  }

  void setSuspended(UserId user, OrgId org, boolean suspended) {
    changeOne(
        user,
        """
        UPDATE enforcement.membership_1 SET suspended = :suspended
        WHERE user_id = :user AND org_id = :org
        """,
        of("user", user.value()).addValue("org", org.value()).addValue("suspended", suspended));
  }

  void deleteMembership(UserId user, OrgId org) {
    change(
        user,
        "DELETE FROM enforcement.membership_1 WHERE user_id = :user AND org_id = :org",
        of("user", user.value()).addValue("org", org.value()));
  }

  void setHasTotp(UserId user, boolean hasTotp) {
    changeOne(
        user,
        "UPDATE enforcement.user_1 SET has_totp = :has_totp WHERE user_id = :user",
        of("user", user.value()).addValue("has_totp", hasTotp));
  }

  /** One more, or one fewer. */
  void addPasskeys(UserId user, int difference) {
    changeOne(
        user,
        "UPDATE enforcement.user_1 SET passkeys = passkeys + :difference WHERE user_id = :user",
        of("user", user.value()).addValue("difference", difference));
  }

  /** The account has no MFA method any more. */
  void setMfaLost(UserId user, Instant at) {
    changeOne(
        user,
        "UPDATE enforcement.user_1 SET mfa_lost_at = :at WHERE user_id = :user",
        of("user", user.value()).addValue("at", at(at)));
  }

  void addMfaPolicy(OrgMfaPolicyChanged event, Instant since) {
    change(
        event.orgId(),
        """
        INSERT INTO enforcement.org_mfa_policy_1 (org_id, version, level, grace_seconds, since)
        VALUES (:org, :version, :level, :grace_seconds, :since)
        """,
        of("org", event.orgId().value())
            .addValue("version", event.version())
            .addValue("level", event.to().level().name())
            .addValue("grace_seconds", event.to().gracePeriod().toSeconds())
            .addValue("since", at(since)));
  }

  /** As it is from its beginning or end on, in place of what was known of it. */
  void putGracePeriod(UserId user, OrgId org, GracePeriod period) {
    change(
        user,
        """
        INSERT INTO enforcement.mfa_grace_period_1
          (user_id, org_id, policy_version, started_at, deadline, extended_until, stopped_at,
           warned_of, ended, next_at)
        VALUES (:user, :org, :version, :start, :deadline, :extended_until, :stopped_at, NULL, false,
                :next_at)
        ON CONFLICT (user_id, org_id) DO UPDATE
        SET policy_version = excluded.policy_version, started_at = excluded.started_at,
            deadline = excluded.deadline, extended_until = excluded.extended_until,
            stopped_at = excluded.stopped_at, warned_of = NULL, ended = false,
            next_at = excluded.next_at
        """,
        of("user", user.value())
            .addValue("org", org.value())
            .addValue("version", period.policyVersion())
            .addValue("start", at(period.start()))
            .addValue("deadline", at(period.deadline()))
            .addValue(
                "extended_until", orNull(period.extendedUntil()), Types.TIMESTAMP_WITH_TIMEZONE)
            .addValue("stopped_at", orNull(period.stoppedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
            .addValue("next_at", orNull(period.nextAt()), Types.TIMESTAMP_WITH_TIMEZONE));
  }

  void moveGracePeriod(MfaGracePeriodChanged event) {
    changeOne(
        event.userId(),
        """
        UPDATE enforcement.mfa_grace_period_1
        SET policy_version = :version, started_at = :start, deadline = :deadline,
            warned_of = NULL, ended = false, next_at = :next_at
        WHERE user_id = :user AND org_id = :org
        """,
        of("user", event.userId().value())
            .addValue("org", event.orgId().value())
            .addValue("version", event.policyVersion())
            .addValue("start", at(event.start()))
            .addValue("deadline", at(event.to()))
            .addValue("next_at", at(GracePeriod.warningAt(event.start(), event.to()))));
  }

  void extendGracePeriod(MfaGracePeriodExtended event) {
    changeOne(
        event.userId(),
        """
        UPDATE enforcement.mfa_grace_period_1
        SET deadline = :deadline, extended_until = :deadline, warned_of = NULL, next_at = :next_at
        WHERE user_id = :user AND org_id = :org
        """,
        of("user", event.userId().value())
            .addValue("org", event.orgId().value())
            .addValue("deadline", at(event.to()))
            .addValue("next_at", at(GracePeriod.warningAt(event.start(), event.to()))));
  }

  void warnOfGracePeriod(MfaGracePeriodEndingSoon event) {
    changeOne(
        event.userId(),
        """
        UPDATE enforcement.mfa_grace_period_1
        SET warned_of = :deadline, next_at = :deadline
        WHERE user_id = :user AND org_id = :org
        """,
        of("user", event.userId().value())
            .addValue("org", event.orgId().value())
            .addValue("deadline", at(event.deadline())));
  }

  void endGracePeriod(UserId user, OrgId org) {
    changeOne(
        user,
        """
        UPDATE enforcement.mfa_grace_period_1 SET ended = true, next_at = NULL
        WHERE user_id = :user AND org_id = :org
        """,
        of("user", user.value()).addValue("org", org.value()));
  }

  void deleteGracePeriod(UserId user, OrgId org) {
    changeOne(
        user,
        "DELETE FROM enforcement.mfa_grace_period_1 WHERE user_id = :user AND org_id = :org",
        of("user", user.value()).addValue("org", org.value()));
  }

  /** What had run somewhere before the account had a method is carried over nowhere. */
  void deleteStoppedGracePeriods(UserId user) {
    change(
        user,
        """
        DELETE FROM enforcement.mfa_grace_period_1
        WHERE user_id = :user AND stopped_at IS NOT NULL
        """,
        of("user", user.value()));
  }

  void setPasswordKind(UserId user, PasswordKind kind) {
    changeOne(
        user,
        "UPDATE enforcement.user_1 SET password_kind = :kind WHERE user_id = :user",
        of("user", user.value()).addValue("kind", kind.name()));
  }

  /** With its address and agent, sealed, as far as they are known. */
  void addSession(
      SessionStarted event, Instant at, @Nullable String address, @Nullable String agent) {
    change(
        event.userId(),
        """
        WITH started AS (
          INSERT INTO enforcement.session_1
            (session_id, token_hash, user_id, started_at, expires_at, idle_timeout, factors,
             multi_factor, rotation_required, recovery_sign_in, reauthenticated_at,
             reauthenticated_multi_factor, client_address, user_agent)
          VALUES
            (:session, :token_hash, :user, :started_at, :expires_at,
             :idle_milliseconds * interval '1 millisecond', :factors, :multi_factor,
             :rotation_required, :recovery, :reauthenticated_at,
             :reauthenticated_multi_factor, :client_address, :user_agent)
          RETURNING session_id, started_at)
        INSERT INTO enforcement.session_seen (session_id, seen_at)
        SELECT session_id, started_at FROM started
        """,
        of("session", event.session().value())
            .addValue("token_hash", event.tokenHash().value())
            .addValue("user", event.userId().value())
            .addValue("started_at", at(at))
            .addValue("expires_at", at(event.expiresAt()))
            .addValue("idle_milliseconds", event.idleTimeout().toMillis())
            .addValue("factors", event.factors().stream().map(Factor::name).toArray(String[]::new))
            .addValue("multi_factor", event.isMultiFactor())
            .addValue("rotation_required", event.rotationRequired())
            .addValue("recovery", event.factors().contains(Factor.RECOVERY_CODE))
            .addValue("reauthenticated_at", orNull(event.reauthenticatedAt(at)))
            .addValue("reauthenticated_multi_factor", event.isFullReauthentication())
            .addValue("client_address", address, Types.VARCHAR)
            .addValue("user_agent", agent, Types.VARCHAR));
  }

  /** It proved the user's new authenticator, beside whatever it had proved (rule TOTP-6). */
  void setMultiFactor(UserId user, SessionId session) {
    changeOne(
        user,
        """
        UPDATE enforcement.session_1
        SET multi_factor = true, reauthenticated_multi_factor = true
        WHERE session_id = :session
        """,
        of("session", session.value()));
  }

  /** A recovery code proves nothing here: it helps at sign-in alone (rule SES-5). */
  void reauthenticated(SessionReauthenticated event, Instant at) {
    if (event.factors().contains(Factor.RECOVERY_CODE)) {
      return;
    }
    changeOne(
        event.userId(),
        """
        UPDATE enforcement.session_1
        SET reauthenticated_at = :at, reauthenticated_multi_factor = :multi_factor
        WHERE session_id = :session
        """,
        of("session", event.session().value())
            .addValue("at", orNull(event.reauthenticatedAt(at)))
            .addValue("multi_factor", event.isFull()));
  }

  void deleteSession(UserId user, SessionId session) {
    change(
        user,
        """
        WITH ended AS (
          DELETE FROM enforcement.session_1 WHERE session_id = :session RETURNING session_id)
        DELETE FROM enforcement.session_seen seen USING ended
        WHERE seen.session_id = ended.session_id
        """,
        of("session", session.value()));
  }

  void deleteSessions(UserId user, @Nullable SessionId except) {
    change(
        user,
        """
        WITH ended AS (
          DELETE FROM enforcement.session_1
          WHERE user_id = :user AND session_id IS DISTINCT FROM :except
          RETURNING session_id)
        DELETE FROM enforcement.session_seen seen USING ended
        WHERE seen.session_id = ended.session_id
        """,
        of("user", user.value())
            .addValue("except", except == null ? null : except.value(), Types.VARCHAR));
  }

  void addServiceClient(ServiceCredentialIssued event, long revision) {
    change(
        event.clientId(),
        """
        INSERT INTO enforcement.service_client_1
          (client_id, revision, name, scopes, secret_hash, expires_at)
        VALUES (:client, :revision, :name, :scopes, :hash, :expires_at)
        ON CONFLICT DO NOTHING
        """,
        of("client", event.clientId().value())
            .addValue("revision", revision)
            .addValue("name", event.name())
            .addValue(
                "scopes",
                event.scopes().stream().map(Scope::stableName).sorted().toArray(String[]::new))
            .addValue("hash", event.credentialHash().value())
            .addValue("expires_at", at(event.expiresAt())));
  }

  void rotate(ServiceCredentialRotated event) {
    changeOne(
        event.clientId(),
        """
        UPDATE enforcement.service_client_1
        SET previous_hash = secret_hash, previous_valid_until = :previous_valid_until,
            secret_hash = :hash, expires_at = :expires_at
        WHERE client_id = :client
        """,
        of("client", event.clientId().value())
            .addValue("hash", event.credentialHash().value())
            .addValue("expires_at", at(event.expiresAt()))
            .addValue("previous_valid_until", at(event.previousValidUntil())));
  }

  void revoke(ServiceClientId client) {
    changeOne(
        client,
        """
        UPDATE enforcement.service_client_1
        SET secret_hash = NULL, previous_hash = NULL, previous_valid_until = NULL
        WHERE client_id = :client
        """,
        of("client", client.value()));
  }

  private void change(Object subject, String sql, MapSqlParameterSource values) {
    write(subject, sql, values, false);
  }

  private void changeOne(Object subject, String sql, MapSqlParameterSource values) {
    write(subject, sql, values, true);
  }

  private void write(Object subject, String sql, MapSqlParameterSource values, boolean oneRow) {
    writer.write(subject.toString(), sql.replace("enforcement.", schema + "."), values, oneRow);
  }

  private static MapSqlParameterSource of(String name, Object value) {
    return new MapSqlParameterSource(name, value);
  }

  private static @Nullable OffsetDateTime orNull(@Nullable Instant instant) {
    return instant == null ? null : at(instant);
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
