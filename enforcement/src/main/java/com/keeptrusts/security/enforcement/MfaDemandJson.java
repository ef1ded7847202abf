package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.GracePeriod;
import com.keeptrusts.security.event.MfaLevel;
import com.keeptrusts.security.event.MfaPolicies;
import com.keeptrusts.security.event.MfaPolicy;
import com.keeptrusts.security.event.MfaPolicyTerms;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The memberships of a user who has no MFA method, each with its grace period and the policies that
 * came since, in one column: so that a decision stays one statement with one row a question, and
 * costs nothing more for who has a method.
 */
final class MfaDemandJson {

  /**
   * An expression; {@code u} is the user, {@code m} the membership and {@code g} its grace period.
   */
  static final String OF_MEMBERSHIP =
      """
      json_build_object(
        'org', m.org_id, 'role', m.role, 'suspended', m.suspended,
        'since', greatest(m.since, u.mfa_lost_at),
        'period', CASE WHEN g.user_id IS NOT NULL THEN json_build_object(
          'policyVersion', g.policy_version, 'start', g.started_at, 'deadline', g.deadline,
          'extendedUntil', g.extended_until, 'stoppedAt', g.stopped_at,
          'warnedOf', g.warned_of, 'ended', g.ended) END,
        'policies', (
          SELECT json_agg(
                   json_build_object(
                     'version', p.version, 'level', p.level, 'graceSeconds', p.grace_seconds,
                     'since', p.since)
                   ORDER BY p.version)
          FROM enforcement.org_mfa_policy_1 p
          WHERE p.org_id = m.org_id AND p.version > coalesce(g.policy_version, 0)))
      """;

  /** An expression, null for a user who has a method; {@code u} is the user. */
  static final String OF_USER =
      """
      CASE WHEN NOT u.has_totp AND u.passkeys = 0 THEN (
        SELECT json_agg(
      """
          + OF_MEMBERSHIP
          + """
            )
            FROM enforcement.membership_1 m
            LEFT JOIN enforcement.mfa_grace_period_1 g
              ON g.user_id = m.user_id AND g.org_id = m.org_id
            WHERE m.user_id = u.user_id) END
          """;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private MfaDemandJson() {}

  /**
   * All of a user.
   *
   * @throws IllegalArgumentException for what makes no sense here
   */
  static List<MfaDemand> ofUser(@Nullable String column) {
    return column == null
        ? List.of()
        : parse(column).valueStream().map(MfaDemandJson::demand).toList();
  }

  /** One. */
  static MfaDemand ofMembership(String column) {
    return demand(parse(column));
  }

  private static JsonNode parse(String column) {
    try {
      return JSON.readTree(column);
    } catch (JacksonException malformed) {
      throw new IllegalArgumentException("Not what the database makes of rows", malformed);
    }
  }

  private static MfaDemand demand(JsonNode json) {
    return new MfaDemand(
        new OrgId(json.required("org").asString()),
        Role.valueOf(json.required("role").asString()),
        json.required("suspended").asBoolean(),
        instant(json, "since"),
        policies(json.required("policies")),
        period(json.required("period")));
  }

  private static MfaPolicies policies(JsonNode json) {
    return json.isNull()
        ? MfaPolicies.NONE
        : new MfaPolicies(json.valueStream().map(MfaDemandJson::policy).toList());
  }

  private static MfaPolicy policy(JsonNode json) {
    return new MfaPolicy(
        json.required("version").asLong(),
        new MfaPolicyTerms(
            MfaLevel.valueOf(json.required("level").asString()),
            Duration.ofSeconds(json.required("graceSeconds").asLong())),
        instant(json, "since"));
  }

  private static @Nullable GracePeriod period(JsonNode json) {
    return json.isNull()
        ? null
        : new GracePeriod(
            json.required("policyVersion").asLong(),
            instant(json, "start"),
            instant(json, "deadline"),
            orNull(json, "extendedUntil"),
            orNull(json, "stoppedAt"),
            orNull(json, "warnedOf"),
            json.required("ended").asBoolean());
  }

  private static Instant instant(JsonNode json, String name) {
    return OffsetDateTime.parse(json.required(name).asString()).toInstant();
  }

  private static @Nullable Instant orNull(JsonNode json, String name) {
    return json.required(name).isNull() ? null : instant(json, name);
  }
}
