package com.keeptrusts.security.query;

import com.keeptrusts.security.log.Allowed;
import com.keeptrusts.security.log.DatabaseUrl;
import com.keeptrusts.security.log.WrongSetting;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the query side finds its database and the keyset that wraps the keys of personal data (the
 * same file as the command side's), and how long it waits for the schema when it starts.
 */
@ConfigurationProperties("keeptrusts.query")
public record QuerySettings(
    Database database, Path personalKeyset, @Allowed("between 1s and 1h") Duration schemaTimeout) {

  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  public QuerySettings {
    WrongSetting.requireWithin(
        "keeptrusts.query.schema-timeout", schemaTimeout, SHORTEST_WAIT, LONGEST_WAIT);
  }

  /** The query side's own login. */
  public record Database(
      String url, String username, String password, @Allowed("between 4 and 500") int connections) {

    public Database {
      DatabaseUrl.require("keeptrusts.query.database.url", url);
      WrongSetting.requireWithin("keeptrusts.query.database.connections", connections, 4, 500);
    }

    /** Without the password. */
    @Override
    public String toString() {
      return username + " at " + DatabaseUrl.shown(url);
    }
  }
}
