package com.keeptrusts.security.query.audit;

import com.keeptrusts.security.query.audit.Entry.Circumstances;
import com.keeptrusts.security.query.audit.OrgShares.Member;
import com.keeptrusts.security.query.audit.OrgShares.OrgEntry;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The rows that the projection writes, within the transaction of its token. Entries are only ever
 * added; adding the same again changes nothing, and adding another one in its place fails.
 */
final class AuditRows {

  private static final int BATCH = 500;

  private final JdbcTemplate jdbc;

  AuditRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** The audit log has no hole: these are to follow each other and what is there. */
  void requireNext(List<Entry> entries) {
    long expected = entries.get(0).number();
    if (expected > last() + 1) {
      throw new IllegalStateException(
          "Entry " + expected + " cannot follow entry " + last() + ": there would be a hole");
    }
    for (Entry entry : entries) {
      if (entry.number() != expected++) {
        throw new IllegalStateException("Entry " + entry.number() + " is out of order");
      }
    }
  }

  /** The highest number that has an entry; 0 if there is none. */
  long last() {
    return number("SELECT coalesce(max(number), 0) FROM query.audit_entry_1");
  }

  void add(List<Entry> entries) {
    jdbc.batchUpdate(
        """
        INSERT INTO query.audit_entry_1 (number, event_id, at, revision, actor, via, session, action,
          target, org_id, outcome, reason, before, after, details, address, agent, client_address,
          correlation, stored)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING\
        """,
        entries,
        BATCH,
        AuditRows::set);
    require(
        entries.size(),
        number(
            """
            SELECT count(*) FROM query.audit_entry_1
            JOIN unnest(?, ?) AS added (number, event_id) USING (number, event_id)\
            """,
            entries.stream().map(Entry::number).toArray(Long[]::new),
            entries.stream().map(Entry::eventId).toArray(String[]::new)));
  }

  private static void set(PreparedStatement row, Entry entry) throws SQLException {
    Circumstances circumstances = entry.circumstances();
    Object[] columns = {
      entry.number(),
      entry.eventId(),
      OffsetDateTime.ofInstant(entry.at(), ZoneOffset.UTC),
      entry.revision(),
      circumstances.actor(),
      circumstances.via(),
      circumstances.session(),
      entry.action(),
      entry.target(),
      entry.orgId(),
      entry.outcome() == null ? null : entry.outcome().name().toLowerCase(Locale.ROOT),
      entry.reason(),
      Json.write(entry.before()),
      Json.write(entry.after()),
      Json.write(entry.details()),
      circumstances.address(),
      circumstances.agent(),
      circumstances.clientAddress(),
      circumstances.correlation(),
      entry.stored()
    };
    for (int i = 0; i < columns.length; i++) {
      row.setObject(i + 1, columns[i]);
    }
  }

  void addToOrgs(List<OrgEntry> entries) {
    Object[] columns = {
      entries.stream().map(OrgEntry::orgId).toArray(String[]::new),
      entries.stream().map(OrgEntry::orgNumber).toArray(Long[]::new),
      entries.stream().map(OrgEntry::number).toArray(Long[]::new)
    };
    jdbc.update(
        """
        INSERT INTO query.audit_org_entry_1 (org_id, org_number, number)
        SELECT * FROM unnest(?, ?, ?) ON CONFLICT DO NOTHING\
        """,
        columns);
    require(
        entries.size(),
        number(
            """
            SELECT count(*) FROM query.audit_org_entry_1
            JOIN unnest(?, ?, ?) AS added (org_id, org_number, number)
            USING (org_id, org_number, number)\
            """,
            columns));
  }

  /** Takes numbers of orgs, keeping each org's row locked until the commit. */
  Map<String, Long> advance(Map<String, Integer> taken) {
    Map<String, Long> before = new HashMap<>();
    jdbc.query(
        """
        INSERT INTO query.audit_org_1 AS org (org_id, last_number)
        SELECT * FROM unnest(?, ?)
        ON CONFLICT (org_id) DO UPDATE SET last_number = org.last_number + excluded.last_number
        RETURNING org_id, last_number\
        """,
        row -> {
          String org = row.getString(1);
          before.put(org, row.getLong(2) - taken.getOrDefault(org, 0));
        },
        taken.keySet().toArray(String[]::new),
        taken.values().stream().map(Integer::longValue).toArray(Long[]::new));
    return before;
  }

  Map<Member, Boolean> membershipsOf(Collection<String> users) {
    Map<Member, Boolean> suspended = new HashMap<>();
    jdbc.query(
        "SELECT user_id, org_id, suspended FROM query.audit_member_1 WHERE user_id = ANY (?)",
        row -> {
          suspended.put(new Member(row.getString(1), row.getString(2)), row.getBoolean(3));
        },
        (Object) users.toArray(String[]::new));
    return suspended;
  }

  void keep(Map<Member, @Nullable Boolean> memberships) {
    List<Member> ended = new ArrayList<>();
    List<Member> going = new ArrayList<>();
    memberships.forEach((member, suspended) -> (suspended == null ? ended : going).add(member));
    if (!ended.isEmpty()) {
      jdbc.update(
          """
          DELETE FROM query.audit_member_1
          WHERE (user_id, org_id) IN (SELECT * FROM unnest(?, ?))\
          """,
          users(ended),
          orgs(ended));
    }
    if (!going.isEmpty()) {
      jdbc.update(
          """
          INSERT INTO query.audit_member_1 (user_id, org_id, suspended)
          SELECT * FROM unnest(?, ?, ?)
          ON CONFLICT (user_id, org_id) DO UPDATE SET suspended = excluded.suspended\
          """,
          users(going),
          orgs(going),
          going.stream().map(memberships::get).toArray(Boolean[]::new));
    }
  }

  private static Object users(List<Member> members) {
    return members.stream().map(Member::userId).toArray(String[]::new);
  }

  private static Object orgs(List<Member> members) {
    return members.stream().map(Member::orgId).toArray(String[]::new);
  }

  void forgetDerived() {
    jdbc.update("DELETE FROM query.audit_member_1");
    jdbc.update("DELETE FROM query.audit_org_1");
  }

  private long number(String sql, Object... parameters) {
    Long number = jdbc.queryForObject(sql, Long.class, parameters);
    return number == null ? 0 : number;
  }

  private static void require(int added, long found) {
    if (found != added) {
      throw new IllegalStateException(
          (added - found) + " audit rows are there already with another content");
    }
  }
}
