package com.keeptrusts.security.standalone;

import com.keeptrusts.security.command.CommandSideApplication;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A standalone node and a second command node beside it, on one real database whose clock moves.
 */
final class TwoNodes implements AutoCloseable {

  private final DataDirectory directory;
  private final OwnDatabase database;
  private final ConfigurableApplicationContext first;
  private final ConfigurableApplicationContext second;
  private final JsonNode demo;
  private Duration ahead = Duration.ZERO;

  private TwoNodes(
      DataDirectory directory,
      OwnDatabase database,
      ConfigurableApplicationContext first,
      ConfigurableApplicationContext second) {
    this.directory = directory;
    this.database = database;
    this.first = first;
    this.second = second;
    this.demo = JsonMapper.builder().build().readTree(directory.resolve("first-start.json"));
  }

  static TwoNodes start(Path folder) throws IOException {
    DataDirectory directory = DataDirectory.open(folder);
    OwnDatabase database = OwnDatabase.open(directory, Map.of());
    return new TwoNodes(
        directory,
        database,
        run(Standalone.class, database.properties()),
        run(CommandSideApplication.class, database.properties()));
  }

  private static ConfigurableApplicationContext run(
      Class<?> application, Map<String, Object> properties) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put("server.port", 0);
    SpringApplication node = new SpringApplication(application);
    node.addInitializers(
        starting ->
            starting
                .getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", all)));
    return node.run();
  }

  /** The demo org's credentials, as a first start writes them down. */
  String demo(String name) {
    return demo.get(name).asString();
  }

  Api api() {
    return new Api(port(first), demo("serviceCredential"));
  }

  Api otherNode() {
    return new Api(port(second), demo("serviceCredential"));
  }

  private static int port(ConfigurableApplicationContext node) {
    return node.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  /** Puts the database's clock this much further ahead of the machine's; all nodes follow. */
  void advance(Duration by) throws SQLException {
    ahead = ahead.plus(by);
    execute(
        "CREATE OR REPLACE FUNCTION log.now() RETURNS timestamptz LANGUAGE sql VOLATILE RETURN "
            + "date_trunc('milliseconds', clock_timestamp() + interval '"
            + ahead.toSeconds()
            + " seconds')");
  }

  long now() {
    return System.currentTimeMillis() / 1000 + ahead.toSeconds();
  }

  private void execute(String sql) throws SQLException {
    PGSimpleDataSource owner = new PGSimpleDataSource();
    owner.setURL(database.url());
    owner.setUser("postgres");
    owner.setPassword(directory.password("database-owner"));
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws IOException {
    second.close();
    first.close();
    database.close();
    directory.close();
  }
}
