package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.log.LogSerializer;
import java.util.List;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes the enforcement rows again from the log while the system runs (see {@link Rebuild}). When
 * sessions were last used is not in the log and stays as it is.
 */
public final class EnforcementRebuild {

  private static final String BESIDE = "enforcement_rebuild";

  private final Rebuild rebuild;

  public EnforcementRebuild(DataSource commandSide, LogSerializer serializer) {
    this.rebuild = new Rebuild(commandSide, serializer, plan(commandSide));
  }

  private static RebuildPlan plan(DataSource commandSide) {
    RowsOfABatch rows = new RowsOfABatch(commandSide);
    return new RebuildPlan(
        EnforcementRows.LIVE,
        BESIDE,
        List.of(
            new RebuildPlan.Table("org_1", "org_id"),
            new RebuildPlan.Table("user_1", "user_id"),
            new RebuildPlan.Table("session_1", "session_id"),
            new RebuildPlan.Table("membership_1", "user_id, org_id"),
            new RebuildPlan.Table("service_client_1", "client_id"),
            new RebuildPlan.Table("ip_rule_1", "org_id, rule_id"),
            new RebuildPlan.Table("org_mfa_policy_1", "org_id, version"),
            new RebuildPlan.Table("mfa_grace_period_1", "user_id, org_id")),
        List.of("session_seen"),
        new EnforcementProjection(new EnforcementRows(rows, BESIDE)),
        rows,
        EnforcementRebuild::keepWhatWasSeen);
  }

  private static void keepWhatWasSeen(JdbcClient database) {
    database
        .sql(
            """
            DELETE FROM enforcement.session_seen seen
            WHERE NOT EXISTS (
              SELECT FROM enforcement.session_1 s WHERE s.session_id = seen.session_id)
            """)
        .update();
    database
        .sql(
            """
            INSERT INTO enforcement.session_seen (session_id, seen_at)
            SELECT session_id, started_at FROM enforcement.session_1
            ON CONFLICT DO NOTHING
            """)
        .update();
  }

  /**
   * Runs it once, as {@link Rebuild#run} says.
   *
   * @param progress is told the number of the sequence that was reached, after each batch
   */
  public Rebuilt run(LongConsumer progress) {
    return rebuild.run(progress);
  }
}
