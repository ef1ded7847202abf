package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.MfaLevel;
import com.keeptrusts.security.event.MfaPolicies;
import com.keeptrusts.security.event.MfaPolicy;
import com.keeptrusts.security.event.MfaPolicyTerms;
import com.keeptrusts.security.event.OrgId;
import java.time.Duration;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what orgs demanded of their members so far (rule POL-1). */
public final class MfaPolicyRows {

  private final JdbcClient database;

  /**
   * Reads with this login; within an open transaction of Spring's, on its connection.
   *
   * @param dataSource of either side
   */
  public MfaPolicyRows(DataSource dataSource) {
    this.database = JdbcClient.create(dataSource);
  }

  /** All versions of an org; none if there is no such org. */
  public MfaPolicies of(OrgId org) {
    return new MfaPolicies(
        database
            .sql(
                """
                SELECT version, level, grace_seconds, since FROM enforcement.org_mfa_policy_1
                WHERE org_id = :org ORDER BY version
                """)
            .param("org", org.value())
            .query(
                (row, index) ->
                    new MfaPolicy(
                        row.getLong("version"),
                        new MfaPolicyTerms(
                            MfaLevel.valueOf(row.getString("level")),
                            Duration.ofSeconds(row.getLong("grace_seconds"))),
                        row.getObject("since", OffsetDateTime.class).toInstant()))
            .list());
  }

  /** The same; until the open transaction of the command side is over there will be no other. */
  public MfaPolicies lock(OrgId org) {
    database
        .sql("SELECT 1 FROM enforcement.org_1 WHERE org_id = :org FOR SHARE")
        .param("org", org.value())
        .query(Integer.class)
        .list();
    return of(org);
  }
}
