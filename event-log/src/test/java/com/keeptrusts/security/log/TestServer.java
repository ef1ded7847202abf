package com.keeptrusts.security.log;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;

/** The one PostgreSQL of this JVM; it ends with the JVM. */
final class TestServer {

  static final String OWNER = "keeptrusts_owner";
  static final String PASSWORD = "for-tests-only";

  private static final String TEMPLATE = "migrated_template";
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final EmbeddedPostgres POSTGRES = start();

  static {
    create(TEMPLATE, "template0");
    new Migrate(login(TEMPLATE, OWNER), new DatabaseRoles(PASSWORD, PASSWORD)).run();
  }

  private TestServer() {}

  private static EmbeddedPostgres start() {
    try {
      EmbeddedPostgres postgres =
          EmbeddedPostgres.builder()
              .setServerConfig("max_connections", "300")
              .setServerConfig("fsync", "off")
              .start();
      execute(
          postgres.getPostgresDatabase().getConnection(),
          "CREATE ROLE " + OWNER + " LOGIN CREATEROLE PASSWORD '" + PASSWORD + "'");
      return postgres;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A new database; a migrated one costs the copy of a few megabytes. */
  static synchronized String create(boolean migrated) {
    String name = "test_" + DATABASES.incrementAndGet();
    create(name, migrated ? TEMPLATE : "template0");
    return name;
  }

  private static void create(String name, String template) {
    asSuperuser("CREATE DATABASE " + name + " OWNER " + OWNER + " TEMPLATE " + template);
  }

  static void drop(String name) {
    asSuperuser("DROP DATABASE " + name + " WITH (FORCE)");
  }

  /** Plain connections, one login each. */
  static PGSimpleDataSource login(String database, String user) {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(url(database));
    dataSource.setUser(user);
    dataSource.setPassword(PASSWORD);
    return dataSource;
  }

  static String url(String database) {
    return "jdbc:postgresql://localhost:" + POSTGRES.getPort() + "/" + database;
  }

  private static void asSuperuser(String sql) {
    try {
      execute(POSTGRES.getPostgresDatabase().getConnection(), sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (connection;
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
