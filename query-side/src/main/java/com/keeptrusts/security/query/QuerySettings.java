package com.keeptrusts.security.query;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the query side finds its database and the keyset that wraps the keys of personal data (the
 * same file as the command side's), and how long it waits for the schema when it starts.
 */
@ConfigurationProperties("keeptrusts.query")
public record QuerySettings(Database database, Path personalKeyset, Duration schemaTimeout) {

  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  public QuerySettings {
    if (schemaTimeout.compareTo(SHORTEST_WAIT) < 0 || schemaTimeout.compareTo(LONGEST_WAIT) > 0) {
      throw new IllegalArgumentException(
          "keeptrusts.query.schema-timeout: between 1s and 1h, but it is " + schemaTimeout);
    }
  }

  /** The query side's own login. */
  public record Database(String url, String username, String password, int connections) {

    public Database {
      if (connections < 4 || connections > 500) {
        throw new IllegalArgumentException(
            "keeptrusts.query.database.connections: between 4 and 500, but it is " + connections);
      }
    }

    /** Without the password. */
    @Override
    public String toString() {
      return username + " at " + url;
    }
  }
}
