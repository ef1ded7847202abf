package com.keeptrusts.security.command;

import com.keeptrusts.security.log.Allowed;
import com.keeptrusts.security.log.DatabaseUrl;
import com.keeptrusts.security.log.WrongSetting;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the command side finds its database and its keysets, and how long it waits for the schema
 * when it starts. {@code bootstrapCredential}: a file with the first service credential; made if it
 * is not there (rule ORG-4).
 */
@ConfigurationProperties("keeptrusts.command")
public record CommandSettings(
    Database database,
    Path personalKeyset,
    Path vaultKeyset,
    @Nullable Path bootstrapCredential,
    @Allowed("between 1s and 1h") Duration schemaTimeout) {

  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  public CommandSettings {
    WrongSetting.requireWithin(
        "keeptrusts.command.schema-timeout", schemaTimeout, SHORTEST_WAIT, LONGEST_WAIT);
  }

  /** The command side's own login. */
  public record Database(
      String url, String username, String password, @Allowed("between 4 and 500") int connections) {

    public Database {
      DatabaseUrl.require("keeptrusts.command.database.url", url);
      WrongSetting.requireWithin("keeptrusts.command.database.connections", connections, 4, 500);
    }

    /** Without the password. */
    @Override
    public String toString() {
      return username + " at " + DatabaseUrl.shown(url);
    }
  }
}
