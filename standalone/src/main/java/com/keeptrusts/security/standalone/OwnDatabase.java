package com.keeptrusts.security.standalone;

import com.keeptrusts.security.enforcement.ServiceCredential;
import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.log.DatabaseRoles;
import com.keeptrusts.security.log.DatabaseUrl;
import com.keeptrusts.security.log.Migrate;
import com.keeptrusts.security.log.SchemaReady;
import com.keeptrusts.security.log.WrongSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database of this installation, migrated: an embedded server, or the operator's own. The
 * owner's connections are used for the migration and closed; the two sides get a login each.
 */
final class OwnDatabase implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OwnDatabase.class);
  private static final int ANY_FREE_PORT = 0;
  private static final String URL = "SPRING_DATASOURCE_URL";
  private static final String USERNAME = "SPRING_DATASOURCE_USERNAME";
  private static final String CREDENTIAL = "service-credential";

  private final DataDirectory directory;
  private final String url;
  private final DatabaseRoles logins;
  private final @Nullable EmbeddedDatabase embedded;

  private OwnDatabase(
      DataDirectory directory,
      String url,
      DatabaseRoles logins,
      @Nullable EmbeddedDatabase embedded) {
    this.directory = directory;
    this.url = url;
    this.logins = logins;
    this.embedded = embedded;
  }

  /** The operator's, if the environment names one; else the embedded one. */
  static OwnDatabase open(DataDirectory directory, Map<String, String> environment)
      throws IOException {
    DatabaseRoles logins =
        new DatabaseRoles(directory.password("command-login"), directory.password("query-login"));
    String url = environment.get(URL);
    if (url != null) {
      migrate(url, environment, logins);
      return new OwnDatabase(directory, url, logins, null);
    }
    EmbeddedDatabase embedded = start(directory);
    try {
      new Migrate(embedded.owner(), logins).run();
    } catch (IllegalStateException failed) {
      embedded.close();
      throw SchemaReady.unusable(failed);
    } catch (RuntimeException failed) {
      embedded.close();
      throw failed;
    }
    embedded.ifItEnds(OwnDatabase::endWithIt);
    return new OwnDatabase(directory, embedded.url(), logins, embedded);
  }

  /** Nothing can be answered any more, nor put in order: the next start does that. */
  private static void endWithIt() {
    LOG.error("The database server has ended, and this process ends with it: start it again");
    Runtime.getRuntime().halt(1);
  }

  private static EmbeddedDatabase start(DataDirectory directory) {
    try {
      return EmbeddedDatabase.start(directory, ANY_FREE_PORT);
    } catch (IOException failed) {
      throw new CannotStart(
          "The database in "
              + directory.resolve("postgresql")
              + " cannot be used: "
              + failed.getMessage(),
          failed);
    }
  }

  /** Migrates an operator's database; the nodes' passwords come from the environment. */
  static void migrate(Map<String, String> environment) {
    DatabaseRoles logins =
        new DatabaseRoles(
            require(environment, "KEEPTRUSTS_COMMAND_DATABASE_PASSWORD"),
            require(environment, "KEEPTRUSTS_QUERY_DATABASE_PASSWORD"));
    migrate(require(environment, URL), environment, logins);
  }

  private static void migrate(String url, Map<String, String> environment, DatabaseRoles logins) {
    DatabaseUrl.require(URL, url);
    try {
      new Migrate(owner(url, environment), logins).run();
    } catch (IllegalStateException failed) {
      throw SchemaReady.unusable(failed)
          .at(URL + ", _USERNAME, _PASSWORD", url, require(environment, USERNAME));
    }
  }

  /** What the two sides need to know, as defaults that settings of the deployment override. */
  Map<String, Object> properties() {
    Map<String, Object> properties = new HashMap<>();
    for (String side : new String[] {"command", "query"}) {
      String prefix = "keeptrusts." + side + ".";
      properties.put(prefix + "database.url", url);
      properties.put(
          prefix + "personal-keyset", directory.resolve("personal-keyset.json").toString());
    }
    properties.put("keeptrusts.command.database.username", DatabaseRoles.COMMAND);
    properties.put("keeptrusts.command.database.password", logins.commandPassword());
    properties.put("keeptrusts.query.database.username", DatabaseRoles.QUERY);
    properties.put("keeptrusts.query.database.password", logins.queryPassword());
    properties.put(
        "keeptrusts.command.vault-keyset", directory.resolve("vault-keyset.json").toString());
    properties.put("keeptrusts.command.bootstrap-credential", credential().toString());
    properties.put("spring.application.name", "keeptrusts-standalone");
    properties.put("keeptrusts.passkey.origins", "http://localhost:${server.port:8080}");
    // Nobody distributes requests to the one node that there is.
    properties.put("keeptrusts.shutdown.delay", "0s");
    properties.put("keeptrusts.first-start", directory.resolve("first-start.json").toString());
    return properties;
  }

  /** Where the database is, without a login. */
  String url() {
    return url;
  }

  private Path credential() {
    Path file = directory.resolve(CREDENTIAL);
    if (Files.exists(file)) {
      return file;
    }
    ServiceClientId client = ServiceClientId.of(UUID.randomUUID().toString());
    return directory.write(
        CREDENTIAL, ServiceCredential.of(client, DataDirectory.randomText()).reveal());
  }

  private static DataSource owner(String url, Map<String, String> environment) {
    PGSimpleDataSource owner = new PGSimpleDataSource();
    owner.setURL(url);
    owner.setUser(require(environment, USERNAME));
    owner.setPassword(require(environment, "SPRING_DATASOURCE_PASSWORD"));
    return owner;
  }

  private static String require(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new WrongSetting(name, "set in the environment", null);
    }
    return value;
  }

  @Override
  public void close() throws IOException {
    if (embedded != null) {
      embedded.close();
    }
  }
}
