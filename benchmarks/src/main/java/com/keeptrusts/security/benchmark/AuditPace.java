package com.keeptrusts.security.benchmark;

import com.keeptrusts.security.standalone.harness.DatabaseServer;
import com.keeptrusts.security.standalone.harness.Node;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * From the commit to the audit feed: how many events a second when there is much to catch up with,
 * beside a JDBC program that reads the finished entries and writes them again; and how long one
 * takes when nothing else happens, from the acknowledged command to the answered page.
 */
final class AuditPace implements Figure {

  private static final int REPETITIONS = 3;
  private static final int MEMBERS = 10_000;
  private static final int BATCH = 500;
  private static final int SAMPLES = 100;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Override
  public void measure(Results results) throws Exception {
    try (Installation installation = Installation.start(results.random())) {
      Node commandNode = installation.commandNode();
      Node queryNode = installation.startQueryNode();
      queryNode.awaitReady();
      Population population = new Population(installation, results.random());
      population.members(MEMBERS / 5, 100);
      awaitFeed(installation.database());

      List<Double> numbered = new ArrayList<>();
      List<Double> fed = new ArrayList<>();
      List<Double> limits = new ArrayList<>();
      for (int i = 0; i < REPETITIONS; i++) {
        population.members(MEMBERS, 100);
        double events = (double) MEMBERS * Population.EVENTS_OF_A_MEMBER;
        long committed = System.nanoTime();
        awaitZero(installation.database(), "SELECT count(*) FROM log.outbox");
        numbered.add(events / seconds(committed));
        awaitFeed(installation.database());
        fed.add(events / seconds(committed));
        limits.add(copiedPerSecond(installation.database()));
      }
      results.add("numbered events/s when catching up", numbered);
      results.add("events/s in the feed when catching up", fed, Goal.atLeast(10_000));
      results.add("the same entries/s by a JDBC program", limits);
      results.add("feed ÷ JDBC program", Spread.ofRatios(fed, limits), null);
      idle(installation, commandNode, queryNode, results);
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  /** Returns once all that is committed is in the feed. */
  static void awaitFeed(DatabaseServer database) throws SQLException {
    awaitZero(
        database,
        "SELECT (SELECT count(*) FROM log.outbox)"
            + " + (SELECT coalesce(max(number), 0) FROM log.sequence)"
            + " - (SELECT coalesce(max((token::json ->> 'number')::bigint), 0)"
            + " FROM query.token_1)");
  }

  private static void awaitZero(DatabaseServer database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      while (true) {
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          if (row.getLong(1) == 0) {
            return;
          }
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    }
  }

  /** The newest of the entries, a batch a transaction, into a table of the same shape. */
  private static double copiedPerSecond(DatabaseServer database) throws SQLException {
    int entries = MEMBERS * Population.EVENTS_OF_A_MEMBER;
    try (Connection from = database.connect();
        Connection to = database.connect();
        Statement statement = to.createStatement()) {
      statement.execute("CREATE SCHEMA IF NOT EXISTS benchmark");
      statement.execute("DROP TABLE IF EXISTS benchmark.entry");
      statement.execute("CREATE TABLE benchmark.entry (LIKE query.audit_entry_1 INCLUDING ALL)");
      to.setAutoCommit(false);
      from.setAutoCommit(false);
      long start = System.nanoTime();
      try (Statement reading = from.createStatement();
          PreparedStatement writing =
              to.prepareStatement(
                  "INSERT INTO benchmark.entry VALUES" + " (?" + ", ?".repeat(19) + ")")) {
        reading.setFetchSize(BATCH);
        try (ResultSet row =
            reading.executeQuery(
                "SELECT * FROM query.audit_entry_1 WHERE number > (SELECT max(number) - "
                    + entries
                    + " FROM query.audit_entry_1) ORDER BY number")) {
          for (int i = 1; row.next(); i++) {
            for (int column = 1; column <= 20; column++) {
              writing.setObject(column, row.getObject(column));
            }
            writing.addBatch();
            if (i % BATCH == 0) {
              writing.executeBatch();
              to.commit();
            }
          }
          writing.executeBatch();
          to.commit();
        }
      }
      return entries / seconds(start);
    }
  }

  private static void idle(
      Installation installation, Node commandNode, Node queryNode, Results results)
      throws Exception {
    Load.Operation command = DecisionRate.commands(commandNode, installation).apply(0);
    Random random = results.random();
    Histogram nanos = new Histogram(3);
    try (HttpConnection feed = new HttpConnection(queryNode.port())) {
      String cursor = page(feed, installation, "from=end").get("cursor").asString();
      for (int i = 0; i < SAMPLES; i++) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50 + random.nextInt(150)));
        command.run();
        long acknowledged = System.nanoTime();
        JsonNode page = page(feed, installation, "cursor=" + cursor);
        while (page.get("entries").isEmpty()) {
          page = page(feed, installation, "cursor=" + cursor);
        }
        nanos.recordValue(System.nanoTime() - acknowledged);
        cursor = page.get("cursor").asString();
      }
    }
    results.add(
        "ms from acknowledged to the feed when idle (median, least, most)",
        new Spread(
            nanos.getValueAtPercentile(50) / 1e6,
            nanos.getMinValue() / 1e6,
            nanos.getMaxValue() / 1e6),
        Goal.atMost(50));
  }

  private static JsonNode page(HttpConnection feed, Installation installation, String query)
      throws IOException {
    feed.expect(
        200,
        HttpConnection.request(
            "GET", "/v1/audit/entries?limit=10&" + query, installation.credential(), null));
    return JSON.readTree(feed.text());
  }
}
