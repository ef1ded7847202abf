package com.keeptrusts.security.log;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a node wait for the schema that it was built for. Nodes never migrate; the message says who
 * does. A schema that is newer than the node is fine: new shapes have new names.
 */
public final class SchemaReady {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaReady.class);
  private static final Duration BETWEEN = Duration.ofMillis(500);

  private SchemaReady() {}

  /**
   * Returns once the modules' schemas are there and current.
   *
   * @param dataSource the side's own login
   * @param modules of {@code log}, {@code enforcement}, {@code command}, {@code query}
   * @throws IllegalStateException after the time-out, saying what is missing
   */
  public static void await(DataSource dataSource, Collection<String> modules, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    String said = null;
    for (String missing = missing(dataSource, modules);
        missing != null;
        missing = missing(dataSource, modules)) {
      String sentence = "The database is not ready (" + missing + "). Run `migrate` first.";
      if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException(sentence);
      }
      if (!sentence.equals(said)) {
        LOG.warn("Waiting. {}", sentence);
        said = sentence;
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }

  private static @Nullable String missing(DataSource dataSource, Collection<String> modules) {
    try {
      List<String> missing =
          modules.stream().flatMap(module -> pending(module, dataSource).stream()).toList();
      return missing.isEmpty() ? null : "missing: " + String.join(", ", missing);
    } catch (FlywayException unreachable) {
      return String.valueOf(unreachable.getMessage()).lines().findFirst().orElse("not reachable");
    }
  }

  private static List<String> pending(String module, DataSource dataSource) {
    return Arrays.stream(Modules.migrations(module, dataSource).info().pending())
        .map(MigrationInfo::getVersion)
        .map(version -> module + " " + version)
        .collect(Collectors.toList());
  }
}
