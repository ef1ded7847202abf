package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.MfaLevel;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.UserId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whom an org's MFA policy affects, or another one would (rule POL-2). */
public final class MfaMembers {

  /** A member without an MFA method, and what the policy in force demands at {@code now}. */
  public record Affected(UserId user, MfaDemand demand, Instant now) {}

  /** How many were visited after the policy changed, and how many are still to be. */
  public record Progress(long visited, long left) {}

  private static final String WITHOUT_METHOD =
      """
      FROM enforcement.membership_1 m
      JOIN enforcement.user_1 u ON u.user_id = m.user_id
      LEFT JOIN enforcement.mfa_grace_period_1 g
        ON g.user_id = m.user_id AND g.org_id = m.org_id
      CROSS JOIN (SELECT log.now() AS now OFFSET 0) clock
      WHERE m.org_id = :org AND NOT u.has_totp AND u.passkeys = 0
      """;

  private final JdbcClient database;

  /**
   * Reads with this login.
   *
   * @param dataSource of either side
   */
  public MfaMembers(DataSource dataSource) {
    this.database = JdbcClient.create(dataSource);
  }

  /** How many would have to get a method. */
  public long count(OrgId org, MfaLevel level) {
    return database
        .sql("SELECT count(*) " + WITHOUT_METHOD + " AND m.role = ANY (:roles)")
        .param("org", org.value())
        .param("roles", roles(level))
        .query(Long.class)
        .single();
  }

  /** The next of them in the order of their ids. {@code after}: null to begin with. */
  public List<Affected> page(OrgId org, MfaLevel level, @Nullable UserId after, int atMost) {
    return database
        .sql(
            "SELECT m.user_id, clock.now, "
                + MfaDemandJson.OF_MEMBERSHIP
                + " AS demand "
                + WITHOUT_METHOD
                + """
                AND m.role = ANY (:roles) AND m.user_id > :after
                ORDER BY m.user_id LIMIT :at_most
                """)
        .param("org", org.value())
        .param("roles", roles(level))
        .param("after", after == null ? "" : after.value())
        .param("at_most", atMost)
        .query(
            (row, index) ->
                new Affected(
                    new UserId(row.getString("user_id")),
                    MfaDemandJson.ofMembership(row.getString("demand")),
                    row.getObject("now", OffsetDateTime.class).toInstant()))
        .list();
  }

  /** How far the walk has come that writes down what the policy means for each member (POL-10). */
  public Optional<Progress> progress(OrgId org) {
    return database
        .sql(
            "SELECT w.visited, (SELECT count(*) "
                + WITHOUT_METHOD
                + """
                 AND m.user_id > w.after_user) AS still
                FROM enforcement.mfa_walk w WHERE w.org_id = :org
                """)
        .param("org", org.value())
        .query((row, index) -> new Progress(row.getLong("visited"), row.getLong("still")))
        .optional();
  }

  private static String[] roles(MfaLevel level) {
    return Arrays.stream(Role.values())
        .filter(level::obliges)
        .map(Role::name)
        .toArray(String[]::new);
  }
}
