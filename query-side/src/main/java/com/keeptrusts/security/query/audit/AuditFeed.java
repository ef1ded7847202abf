package com.keeptrusts.security.query.audit;

import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.log.StoredNames;
import com.keeptrusts.security.query.audit.AuditEntry.OrgPlace;
import com.keeptrusts.security.query.audit.Entry.Circumstances;
import com.keeptrusts.security.query.audit.Rendering.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads entries in order. Entries become visible in the order of their numbers, since one
 * projection at a time adds them batch by batch: a reader that goes on from its last number misses
 * none.
 */
final class AuditFeed {

  private static final String COLUMNS =
      "e.number, e.event_id, e.at, e.revision, e.actor, e.via, e.session, e.action, e.target,"
          + " e.org_id, e.outcome, e.reason, e.before, e.after, e.details, e.address, e.agent,"
          + " e.client_address, e.correlation, e.stored";

  private final JdbcClient jdbc;

  AuditFeed(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** An entry with its number in the feed of an org. */
  record Placed(long orgNumber, Entry entry) {}

  List<Entry> whole(long after, int limit) {
    return jdbc.sql(
            "SELECT "
                + COLUMNS
                + " FROM query.audit_entry_1 e WHERE e.number > ? ORDER BY e.number LIMIT ?")
        .param(after)
        .param(limit)
        .query((row, index) -> entry(row))
        .list();
  }

  List<Placed> ofOrg(OrgId org, long after, int limit) {
    return jdbc.sql(
            "SELECT "
                + COLUMNS
                + ", o.org_number FROM query.audit_org_entry_1 o"
                + " JOIN query.audit_entry_1 e USING (number)"
                + " WHERE o.org_id = ? AND o.org_number > ? ORDER BY o.org_number LIMIT ?")
        .param(org.value())
        .param(after)
        .param(limit)
        .query((row, index) -> new Placed(row.getLong("org_number"), entry(row)))
        .list();
  }

  /** By number, whose feeds these entries are in. */
  Map<Long, List<OrgPlace>> placesOf(List<Entry> entries) {
    Map<Long, List<OrgPlace>> places = new HashMap<>();
    jdbc.sql(
            "SELECT number, org_id, org_number FROM query.audit_org_entry_1"
                + " WHERE number = ANY (?) ORDER BY number, org_id")
        .param(entries.stream().map(Entry::number).toArray(Long[]::new))
        .query(
            row -> {
              places
                  .computeIfAbsent(row.getLong(1), any -> new ArrayList<>())
                  .add(new OrgPlace(OrgId.of(row.getString(2)), row.getLong(3)));
            });
    return places;
  }

  /** The last number there is; 0 if there is none. */
  long end() {
    return jdbc.sql("SELECT coalesce(max(number), 0) FROM query.audit_entry_1")
        .query(Long.class)
        .single();
  }

  long endOf(OrgId org) {
    return jdbc.sql(
            "SELECT coalesce(max(org_number), 0) FROM query.audit_org_entry_1 WHERE org_id = ?")
        .param(org.value())
        .query(Long.class)
        .single();
  }

  /** The number up to which the projection has come, on whichever node; less during a replay. */
  long written() {
    return jdbc.sql(
            "SELECT coalesce(max((token::json ->> 'number')::bigint), 0) FROM query.token_1"
                + " WHERE processor = ?")
        .param(StoredNames.AUDIT)
        .query(Long.class)
        .single();
  }

  private static Entry entry(ResultSet row) throws SQLException {
    String outcome = row.getString("outcome");
    return new Entry(
        row.getLong("number"),
        row.getString("event_id"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("revision"),
        new Circumstances(
            row.getString("actor"),
            row.getString("via"),
            row.getString("session"),
            row.getString("address"),
            row.getString("agent"),
            row.getString("client_address"),
            row.getString("correlation")),
        row.getString("action"),
        row.getString("target"),
        row.getString("org_id"),
        outcome == null ? null : Outcome.valueOf(outcome.toUpperCase(Locale.ROOT)),
        row.getString("reason"),
        Json.read(row.getString("before")),
        Json.read(row.getString("after")),
        Json.read(row.getString("details")),
        row.getString("stored"));
  }
}
