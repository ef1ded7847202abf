package com.keeptrusts.security.log;

import com.keeptrusts.security.event.Origin;
import com.keeptrusts.security.event.ServiceClientId;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether an installation is still as it was set up. */
public final class Untouched {

  private final JdbcClient jdbc;

  public Untouched(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /**
   * Whether nothing ever happened but that this client got its credential, and what came from this
   * very origin.
   */
  public boolean but(ServiceClientId client, Origin origin) {
    return jdbc.sql(
            """
            SELECT NOT EXISTS (
              SELECT FROM log.event
              WHERE NOT (subject_id = :client AND subject_revision = 0)
                AND (metadata::jsonb ->> 'actor', metadata::jsonb ->> 'correlation')
                    IS DISTINCT FROM (:actor, :correlation))
            """)
        .param("client", client.value())
        .param("actor", origin.actor().value())
        .param("correlation", origin.correlation())
        .query(Boolean.class)
        .single();
  }
}
