package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.UserId;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which grace periods a timer ought to have told something of a while ago, so that it is told all
 * the same. Until then the gate closes in time: every decision looks at the deadline.
 */
public final class OverdueGracePeriods {

  /** One of them. */
  public record Overdue(UserId user, OrgId org) {}

  private final JdbcClient database;

  public OverdueGracePeriods(DataSource commandSide) {
    this.database = JdbcClient.create(commandSide);
  }

  /** At most so many, in the order of their keys. {@code after}: null to begin with. */
  public List<Overdue> find(@Nullable Overdue after, int atMost) {
    return database
        .sql(
            """
            SELECT user_id, org_id FROM enforcement.mfa_grace_period_1
            WHERE next_at <= log.now() - interval '1 minute'
              AND (user_id, org_id) > (:user, :org)
            ORDER BY user_id, org_id
            LIMIT :at_most
            """)
        .param("user", after == null ? "" : after.user().value())
        .param("org", after == null ? "" : after.org().value())
        .param("at_most", atMost)
        .query(
            (row, index) ->
                new Overdue(
                    new UserId(row.getString("user_id")), new OrgId(row.getString("org_id"))))
        .list();
  }
}
