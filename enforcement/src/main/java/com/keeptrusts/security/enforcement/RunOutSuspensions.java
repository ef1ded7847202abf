package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.OrgId;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which orgs' address rules count again because the time of their suspension is over, so that this
 * becomes a fact (rule IP-8). Until then they count all the same: every decision looks at the time.
 */
public final class RunOutSuspensions {

  private final JdbcClient database;

  public RunOutSuspensions(DataSource commandSide) {
    this.database = JdbcClient.create(commandSide);
  }

  /** At most so many. */
  public List<OrgId> find(int atMost) {
    return database
        .sql(
            """
            SELECT org_id FROM enforcement.org_1
            WHERE ip_restrictions_suspended_until <= log.now()
            LIMIT :at_most
            """)
        .param("at_most", atMost)
        .query((row, index) -> new OrgId(row.getString("org_id")))
        .list();
  }
}
