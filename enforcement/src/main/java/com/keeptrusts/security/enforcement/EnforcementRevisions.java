package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.event.UserId;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far a subject has come, as the caller's own transaction sees it. */
public final class EnforcementRevisions {

  private final JdbcClient database;

  /**
   * Reads with this login.
   *
   * @param dataSource of either side
   */
  public EnforcementRevisions(DataSource dataSource) {
    this.database = JdbcClient.create(dataSource);
  }

  public Optional<Long> of(UserId user) {
    return find("SELECT revision FROM enforcement.user_1 WHERE user_id = :id", user.value());
  }

  public Optional<Long> of(OrgId org) {
    return find("SELECT revision FROM enforcement.org_1 WHERE org_id = :id", org.value());
  }

  public Optional<Long> of(ServiceClientId client) {
    return find(
        "SELECT revision FROM enforcement.service_client_1 WHERE client_id = :id", client.value());
  }

  private Optional<Long> find(String sql, String id) {
    return database.sql(sql).param("id", id).query(Long.class).optional();
  }
}
