package com.keeptrusts.security.command;

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
    Duration schemaTimeout) {

  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  public CommandSettings {
    if (schemaTimeout.compareTo(SHORTEST_WAIT) < 0 || schemaTimeout.compareTo(LONGEST_WAIT) > 0) {
      throw new IllegalArgumentException(
          "keeptrusts.command.schema-timeout: between 1s and 1h, but it is " + schemaTimeout);
    }
  }

  /** The command side's own login. */
  public record Database(String url, String username, String password, int connections) {

    public Database {
      if (connections < 4 || connections > 500) {
        throw new IllegalArgumentException(
            "keeptrusts.command.database.connections: between 4 and 500, but it is " + connections);
      }
    }

    /** Without the password. */
    @Override
    public String toString() {
      return username + " at " + url;
    }
  }
}
