package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.log.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Everything that decisions are made from, as text in a fixed order. */
final class AllRows {

  static final List<String> TABLES =
      List.of(
          "org_1",
          "user_1",
          "membership_1",
          "session_1",
          "session_seen",
          "service_client_1",
          "ip_rule_1",
          "org_mfa_policy_1",
          "mfa_grace_period_1");

  private AllRows() {}

  static List<String> of(TestDatabase database) {
    List<String> rows = new ArrayList<>();
    for (String table : TABLES) {
      rows.addAll(
          JdbcClient.create(database.owner())
              .sql("SELECT '" + table + " ' || t::text FROM enforcement." + table + " t ORDER BY 1")
              .query((row, number) -> row.getString(1))
              .list());
    }
    return rows;
  }
}
