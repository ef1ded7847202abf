package com.keeptrusts.security.log;

import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The one clock of all nodes, in milliseconds. Within a transaction it goes on. */
public final class DatabaseClock {

  private final JdbcClient database;

  public DatabaseClock(DataSource dataSource) {
    this.database = JdbcClient.create(dataSource);
  }

  public Instant now() {
    return database.sql("SELECT log.now()").query(OffsetDateTime.class).single().toInstant();
  }
}
