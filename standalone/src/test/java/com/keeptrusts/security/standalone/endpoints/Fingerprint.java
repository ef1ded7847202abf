package com.keeptrusts.security.standalone.endpoints;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a refused request has to leave as it was: the events, and the rows that decide. */
final class Fingerprint {

  /** Tables that a refusal may change, or that change by themselves, and why. */
  private static final Map<String, String> LEFT_OUT =
      Map.of(
          "command.attempt", "counts guesses before they are verified",
          "command.throttled_refusal", "collects refusals that are recorded once a minute",
          "command.sign_in", "sign-ins are opened before the password is verified, and used up",
          "command.enrollment", "counts codes before they are verified",
          "command.passkey_challenge", "challenges are used up before anything is verified",
          "command.scheduled_task", "when each sweep runs next",
          "enforcement.session_seen", "when a session was last used");

  /**
   * Rows of a table that count: a secret is written ahead, and is nothing until a fact names it.
   */
  private static final Map<String, String> ONLY =
      Map.of("vault.secret", " WHERE revision IN (SELECT revision FROM command.live_secret)");

  private final JdbcClient jdbc;
  private final String sql;

  Fingerprint(DataSource owner) {
    this.jdbc = JdbcClient.create(owner);
    List<String> tables =
        jdbc.sql(
                """
                SELECT table_schema || '.' || table_name FROM information_schema.tables
                WHERE table_schema IN ('command', 'vault', 'enforcement') ORDER BY 1
                """)
            .query((row, number) -> row.getString(1))
            .list();
    if (!tables.containsAll(LEFT_OUT.keySet())) {
      throw new IllegalStateException("A table that is left out does not exist: " + tables);
    }
    this.sql =
        tables.stream()
                .filter(table -> !LEFT_OUT.containsKey(table))
                .map(Fingerprint::hashed)
                .collect(Collectors.joining(" UNION ALL "))
            + " UNION ALL SELECT 'log.event', count(*)::text FROM log.event"
            + " WHERE name <> 'sign-in.refused'";
  }

  private static String hashed(String table) {
    return "SELECT '%1$s', md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) FROM %1$s t%2$s"
        .formatted(table, ONLY.getOrDefault(table, ""));
  }

  /** A hash of each table. */
  Map<String, String> take() {
    Map<String, String> hashes = new TreeMap<>();
    jdbc.sql(sql)
        .query(
            row -> {
              hashes.put(row.getString(1), row.getString(2));
            });
    return hashes;
  }
}
