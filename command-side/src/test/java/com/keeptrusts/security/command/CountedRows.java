package com.keeptrusts.security.command;

import com.keeptrusts.security.log.TestDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Counts the stored events and snapshots that come out of the database: a driver in front of the
 * real one, for a node whose wiring is as in production.
 */
public final class CountedRows implements Driver {

  private static final String PREFIX = "jdbc:counted:";
  private static final AtomicInteger EVENTS = new AtomicInteger();
  private static final AtomicInteger SNAPSHOTS = new AtomicInteger();

  static {
    try {
      DriverManager.registerDriver(new CountedRows());
    } catch (SQLException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private CountedRows() {}

  /** Where a node finds the same database through this driver. */
  public static String url(TestDatabase database) {
    return PREFIX + database.url().substring("jdbc:".length());
  }

  /** How many of each were read since the last call. */
  public record Read(int snapshots, int events) {}

  public static Read sinceLastCall() {
    return new Read(SNAPSHOTS.getAndSet(0), EVENTS.getAndSet(0));
  }

  @Override
  public @Nullable Connection connect(String url, Properties properties) throws SQLException {
    return acceptsURL(url)
        ? watched(
            Connection.class,
            DriverManager.getConnection("jdbc:" + url.substring(PREFIX.length()), properties),
            "")
        : null;
  }

  private static <T> T watched(Class<T> type, T real, String sql) {
    return type.cast(
        Proxy.newProxyInstance(
            CountedRows.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                Object result = method.invoke(real, arguments);
                if (result instanceof PreparedStatement statement) {
                  return watched(PreparedStatement.class, statement, (String) arguments[0]);
                }
                if (result instanceof ResultSet rows && sql.contains("payload")) {
                  return watched(ResultSet.class, rows, sql);
                }
                if (real instanceof ResultSet
                    && method.getName().equals("next")
                    && Boolean.TRUE.equals(result)) {
                  (sql.contains("log.snapshot") ? SNAPSHOTS : EVENTS).incrementAndGet();
                }
                return result;
              } catch (InvocationTargetException failed) {
                throw failed.getTargetException();
              }
            }));
  }

  @Override
  public boolean acceptsURL(String url) {
    return url.startsWith(PREFIX);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }
}
