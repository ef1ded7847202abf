package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one statement that finds what decisions are made from, for many questions at once: one
 * snapshot, one instant.
 */
final class DecisionStatement {

  /** The digest of a session token, and the org asked about; either may be absent. */
  record Key(@Nullable Sha256 tokenHash, @Nullable OrgId org) {}

  private static final Logger LOG = LoggerFactory.getLogger(DecisionStatement.class);

  /** The columns of {@link #session(ResultSet)}; {@code s} is the session, {@code seen} its use. */
  static final String SESSION_COLUMNS =
      """
      s.session_id, s.token_hash, s.user_id, s.started_at, s.expires_at,
      (extract(epoch FROM s.idle_timeout) * 1000)::bigint AS idle_milliseconds, s.factors,
      s.multi_factor, s.rotation_required, s.recovery_sign_in, s.reauthenticated_at,
      s.reauthenticated_multi_factor, seen.seen_at
      """;

  /**
   * The arrays are selected so that the planner does not see how long they are: else it would think
   * a plan made for one question better than the one it keeps, and plan at every execution, which
   * costs several times what the execution does.
   */
  static final String SQL =
      "WITH clock AS MATERIALIZED (SELECT log.now() AS now) SELECT clock.now, "
          + SESSION_COLUMNS
          + """
            , u.user_id AS known_user, u.revision AS user_revision, u.has_totp, u.passkeys,
            u.password_kind,
            o.org_id AS known_org, o.revision AS org_revision, o.ip_rules_revision,
            o.ip_restrictions_suspended_until,
            m.user_id AS member, m.org_id AS member_of, m.role, m.suspended,
          """
          + MfaDemandJson.OF_USER
          + """
            AS mfa_demands
          FROM unnest((SELECT ?::text[]), (SELECT ?::text[]))
                 WITH ORDINALITY AS asked (token_hash, org_id, place)
          CROSS JOIN clock
          LEFT JOIN enforcement.session_1 s ON s.token_hash = asked.token_hash
          LEFT JOIN enforcement.session_seen seen ON seen.session_id = s.session_id
          LEFT JOIN enforcement.user_1 u ON u.user_id = s.user_id
          LEFT JOIN enforcement.org_1 o ON o.org_id = asked.org_id
          LEFT JOIN enforcement.membership_1 m
            ON m.org_id = asked.org_id AND m.user_id = s.user_id
          ORDER BY asked.place
          """;

  private DecisionStatement() {}

  /** One answer for each key, in their order; empty for one whose row makes no sense here. */
  static List<Optional<DecisionRows>> read(Connection connection, List<Key> keys)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setArray(1, tokenHashes(connection, keys));
      statement.setArray(2, orgs(connection, keys));
      try (ResultSet row = statement.executeQuery()) {
        return answers(row);
      }
    }
  }

  /** The first parameter. */
  static Array tokenHashes(Connection connection, List<Key> keys) throws SQLException {
    return texts(connection, keys, key -> key.tokenHash() == null ? null : key.tokenHash().value());
  }

  /** The second parameter. */
  static Array orgs(Connection connection, List<Key> keys) throws SQLException {
    return texts(connection, keys, key -> key.org() == null ? null : key.org().value());
  }

  private static Array texts(
      Connection connection, List<Key> keys, Function<Key, @Nullable String> text)
      throws SQLException {
    return connection.createArrayOf("text", keys.stream().map(text).toArray(String[]::new));
  }

  /** What the statement found, from its first row on. */
  static List<Optional<DecisionRows>> answers(ResultSet row) throws SQLException {
    List<Optional<DecisionRows>> answers = new ArrayList<>();
    while (row.next()) {
      answers.add(rows(row));
    }
    return answers;
  }

  /** A value that this version does not know is no fault of the questions beside it. */
  private static Optional<DecisionRows> rows(ResultSet row) throws SQLException {
    try {
      Instant now = instant(row, "now");
      if (now == null) {
        return Optional.empty();
      }
      return Optional.of(
          new DecisionRows(
              now,
              sessionIfAny(row),
              user(row),
              org(row),
              membership(row),
              MfaDemandJson.ofUser(row.getString("mfa_demands"))));
    } catch (IllegalArgumentException | DateTimeException unknown) {
      LOG.error("A row cannot be read, so its user is denied: {}", unknown.getMessage());
      return Optional.empty();
    }
  }

  private static @Nullable SessionRow sessionIfAny(ResultSet row) throws SQLException {
    return row.getString("session_id") == null ? null : session(row);
  }

  /** The session of a row that has one. */
  static SessionRow session(ResultSet row) throws SQLException {
    return new SessionRow(
        new SessionId(row.getString("session_id")),
        new Sha256(row.getString("token_hash")),
        new UserId(row.getString("user_id")),
        required(row, "started_at"),
        required(row, "expires_at"),
        Duration.ofMillis(row.getLong("idle_milliseconds")),
        factors(row.getArray("factors")),
        row.getBoolean("multi_factor"),
        row.getBoolean("rotation_required"),
        row.getBoolean("recovery_sign_in"),
        instant(row, "reauthenticated_at"),
        row.getBoolean("reauthenticated_multi_factor"),
        instant(row, "seen_at"));
  }

  private static List<Factor> factors(Array names) throws SQLException {
    return Arrays.stream((String[]) names.getArray()).map(Factor::valueOf).toList();
  }

  private static @Nullable UserRow user(ResultSet row) throws SQLException {
    String id = row.getString("known_user");
    if (id == null) {
      return null;
    }
    String kind = row.getString("password_kind");
    return new UserRow(
        new UserId(id),
        row.getLong("user_revision"),
        row.getBoolean("has_totp"),
        row.getInt("passkeys"),
        kind == null ? null : PasswordKind.valueOf(kind));
  }

  private static @Nullable OrgRow org(ResultSet row) throws SQLException {
    String id = row.getString("known_org");
    return id == null ? null : OrgRow.of(row);
  }

  private static @Nullable MembershipRow membership(ResultSet row) throws SQLException {
    String role = row.getString("role");
    if (role == null) {
      return null;
    }
    return new MembershipRow(
        new UserId(row.getString("member")),
        new OrgId(row.getString("member_of")),
        Role.valueOf(role),
        row.getBoolean("suspended"));
  }

  private static Instant required(ResultSet row, String column) throws SQLException {
    Instant instant = instant(row, column);
    if (instant == null) {
      throw new IllegalArgumentException("No " + column);
    }
    return instant;
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }
}
