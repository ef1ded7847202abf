package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.Actor;
import com.keeptrusts.security.event.Cidr;
import com.keeptrusts.security.event.IpRule;
import com.keeptrusts.security.event.IpRuleAction;
import com.keeptrusts.security.event.IpRuleId;
import com.keeptrusts.security.event.IpRuleTerms;
import com.keeptrusts.security.event.OrgId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the address rules of an org, as they are at this moment. */
public final class IpRuleRows {

  private final JdbcClient database;

  /**
   * Reads with this login.
   *
   * @param dataSource of either side
   */
  public IpRuleRows(DataSource dataSource) {
    this.database = JdbcClient.create(dataSource);
  }

  /** All of them and whether they count, of one snapshot. */
  public IpRestrictionsOfOrg of(OrgId org) {
    return database
        .sql(
            """
            WITH clock AS MATERIALIZED (SELECT log.now() AS now)
            SELECT clock.now,
                   CASE WHEN clock.now < o.ip_restrictions_suspended_until
                        THEN o.ip_restrictions_suspended_until END AS suspended_until,
                   r.rule_id, r.action, r.block, r.note, r.enabled, r.expires_at, r.added_at,
                   r.added_by, r.changed_at, r.changed_by
            FROM clock
            LEFT JOIN enforcement.org_1 o ON o.org_id = :org
            LEFT JOIN enforcement.ip_rule_1 r ON r.org_id = o.org_id
            ORDER BY r.added_at, r.rule_id
            """)
        .param("org", org.value())
        .query((ResultSetExtractor<IpRestrictionsOfOrg>) IpRuleRows::restrictions);
  }

  /** Instant and suspension are the same in every row, of which there is one without rules too. */
  private static IpRestrictionsOfOrg restrictions(ResultSet row) throws SQLException {
    Instant now = Instant.MIN;
    Instant suspendedUntil = null;
    List<IpRuleRow> rules = new ArrayList<>();
    while (row.next()) {
      now = instant(row, "now");
      suspendedUntil = orNull(row, "suspended_until");
      if (row.getString("rule_id") != null) {
        rules.add(row(row));
      }
    }
    return new IpRestrictionsOfOrg(now, suspendedUntil, rules);
  }

  private static IpRuleRow row(ResultSet row) throws SQLException {
    return new IpRuleRow(
        new IpRule(
            new IpRuleId(row.getString("rule_id")),
            new IpRuleTerms(
                IpRuleAction.valueOf(row.getString("action")),
                new Cidr(row.getString("block")),
                row.getString("note"),
                row.getBoolean("enabled"),
                orNull(row, "expires_at"))),
        instant(row, "added_at"),
        new Actor(row.getString("added_by")),
        instant(row, "changed_at"),
        new Actor(row.getString("changed_by")));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable Instant orNull(ResultSet row, String column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }
}
