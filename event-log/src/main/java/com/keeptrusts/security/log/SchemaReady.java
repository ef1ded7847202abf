package com.keeptrusts.security.log;

import java.sql.SQLException;
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
 * does, or why the database cannot be used at all. A schema that is newer than the node is fine:
 * new shapes have new names.
 */
public final class SchemaReady {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaReady.class);
  private static final Duration BETWEEN = Duration.ofMillis(500);

  private SchemaReady() {}

  /** The time is over; the sentence is all that there is to say. */
  public static final class NotReady extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    NotReady(String sentence) {
      super(sentence);
    }

    /** The same, saying which settings led there and what they are, without the password. */
    public NotReady at(String settings, String url, String username) {
      return new NotReady(
          "%s (%s at %s): %s".formatted(settings, username, DatabaseUrl.shown(url), getMessage()));
    }
  }

  /**
   * Returns once the modules' schemas are there and current.
   *
   * @param dataSource the side's own login
   * @param modules of {@code log}, {@code enforcement}, {@code command}, {@code query}
   * @throws NotReady after the time-out, saying what is missing
   */
  public static void await(DataSource dataSource, Collection<String> modules, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    String said = null;
    for (String lack = lack(dataSource, modules); lack != null; lack = lack(dataSource, modules)) {
      if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
        throw new NotReady(lack);
      }
      if (!lack.equals(said)) {
        LOG.warn("Waiting. {}", lack);
        said = lack;
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }

  /** What is said of a database that cannot be used at all. */
  public static NotReady unusable(Throwable failure) {
    return new NotReady("The database cannot be used: " + why(failure));
  }

  private static @Nullable String lack(DataSource dataSource, Collection<String> modules) {
    try {
      List<String> missing =
          modules.stream().flatMap(module -> pending(module, dataSource).stream()).toList();
      return missing.isEmpty()
          ? null
          : "The database is not ready (missing: "
              + String.join(", ", missing)
              + "). Run `migrate` first.";
    } catch (FlywayException unusable) {
      return unusable(unusable).getMessage();
    }
  }

  /** What the server or the network said, below the time-out of the pool and Flyway's account. */
  private static String why(Throwable failure) {
    Throwable said = failure;
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      said = cause instanceof SQLException ? cause : said;
      root = cause;
    }
    String sentence = firstLine(said);
    return root == said ? sentence : sentence + " (" + firstLine(root) + ")";
  }

  private static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse(failure.toString());
  }

  private static List<String> pending(String module, DataSource dataSource) {
    return Arrays.stream(Modules.migrations(module, dataSource).info().pending())
        .map(MigrationInfo::getVersion)
        .map(version -> module + " " + version)
        .collect(Collectors.toList());
  }
}
