package com.keeptrusts.security.log;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A database of its own for one test (class), on the one embedded PostgreSQL of the JVM: migrated
 * with everything on the class path, with the same logins and grants as in production, and with a
 * clock that can be set.
 */
public final class TestDatabase implements AutoCloseable {

  private final String name;
  private final List<HikariDataSource> pools = new ArrayList<>();
  private final DataSource owner;
  private final DataSource command;
  private final DataSource query;

  private TestDatabase(String name) {
    this.name = name;
    this.owner = pool(TestServer.OWNER, 5);
    this.command = pool(DatabaseRoles.COMMAND, 20);
    this.query = pool(DatabaseRoles.QUERY, 10);
  }

  /** Migrated, empty. */
  public static TestDatabase fresh() {
    return new TestDatabase(TestServer.create(true));
  }

  /** Not even migrated. */
  public static TestDatabase bare() {
    return new TestDatabase(TestServer.create(false));
  }

  private DataSource pool(String user, int connections) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(url());
    pool.setUsername(user);
    pool.setPassword(password());
    pool.setMaximumPoolSize(connections);
    pool.setMinimumIdle(0);
    pool.setInitializationFailTimeout(-1);
    pool.setConnectionInitSql(TransactionBounds.DEFAULT.sql());
    pools.add(pool);
    return pool;
  }

  /** Who owns the schema; not a superuser. */
  public DataSource owner() {
    return owner;
  }

  /** The command side's login, with its time-outs; at most 20 connections. */
  public DataSource command() {
    return command;
  }

  /** The query side's login, with its time-outs; at most 10 connections. */
  public DataSource query() {
    return query;
  }

  /** The command side's login without a pool. */
  public DataSource commandLogin() {
    return TestServer.login(name, DatabaseRoles.COMMAND);
  }

  /** The query side's login without a pool. */
  public DataSource queryLogin() {
    return TestServer.login(name, DatabaseRoles.QUERY);
  }

  /** A further pool with the command side's login, as another node has. */
  public DataSource anotherCommandNode() {
    return pool(DatabaseRoles.COMMAND, 20);
  }

  public String url() {
    return TestServer.url(name);
  }

  public String ownerUser() {
    return TestServer.OWNER;
  }

  /** The password of all three logins. */
  public String password() {
    return TestServer.PASSWORD;
  }

  public Instant now() {
    return new DatabaseClock(command).now();
  }

  /** Stops the clock of all nodes at this instant; whole milliseconds. */
  public void setClock(Instant instant) {
    replaceClock("timestamptz '" + instant + "'");
  }

  /** Sets the clock this much later than it is, and stops it there. */
  public void advance(Duration duration) {
    setClock(now().plus(duration));
  }

  /** Lets the clock go again, with the machine's. */
  public void restartClock() {
    replaceClock("date_trunc('milliseconds', clock_timestamp())");
  }

  private void replaceClock(String expression) {
    JdbcClient.create(owner)
        .sql(
            "CREATE OR REPLACE FUNCTION log.now() RETURNS timestamptz LANGUAGE sql VOLATILE RETURN "
                + expression)
        .update();
  }

  @Override
  public void close() {
    pools.forEach(HikariDataSource::close);
    TestServer.drop(name);
  }
}
