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

  /** The query side's own login. */
  public record Database(String url, String username, String password, int connections) {

    /** Without the password. */
    @Override
    public String toString() {
      return username + " at " + url;
    }
  }
}
