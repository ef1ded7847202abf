package com.keeptrusts.security.query.audit;

import static com.keeptrusts.security.query.audit.TestEvents.ALPHA;
import static com.keeptrusts.security.query.audit.TestEvents.ANNA;
import static com.keeptrusts.security.query.audit.TestEvents.BETA;
import static com.keeptrusts.security.query.audit.TestEvents.BORIS;
import static com.keeptrusts.security.query.audit.TestEvents.CONSOLE;
import static com.keeptrusts.security.query.audit.TestEvents.HASH;
import static com.keeptrusts.security.query.audit.TestEvents.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.keeptrusts.security.event.Actor;
import com.keeptrusts.security.event.ClientAddress;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.EmailChanged;
import com.keeptrusts.security.event.EventName;
import com.keeptrusts.security.event.MfaDisabled;
import com.keeptrusts.security.event.MfaReset;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.OrgJoined;
import com.keeptrusts.security.event.OrgRegistered;
import com.keeptrusts.security.event.OrgRoleChanged;
import com.keeptrusts.security.event.Origin;
import com.keeptrusts.security.event.PersonalOwner;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.SecurityEvent;
import com.keeptrusts.security.event.SecurityEvents;
import com.keeptrusts.security.event.TotpRevision;
import com.keeptrusts.security.event.UserAgent;
import com.keeptrusts.security.log.PersonalData;
import com.keeptrusts.security.log.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.JdbcTemplate;

class AuditProjectionIT {

  private static final Set<String> ASKED_BY_AN_ORG =
      Set.of(
          "user.registered",
          "user.email-changed",
          "user.temporary-password-issued",
          "user.mfa-reset");

  private static final Origin BY_SYSTEM = Origin.system("correlation-1");
  private static final TotpRevision TOTP = TotpRevision.of("11111111-0000-4000-8000-000000000001");

  private TestDatabase database;
  private TestLog log;
  private JdbcTemplate owner;

  @BeforeEach
  void open() {
    database = TestDatabase.fresh();
    log = new TestLog(database.command());
    owner = new JdbcTemplate(database.owner());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static List<SecurityEvent> everything() {
    return Stream.of(
            TestEvents.others(ALPHA),
            TestEvents.memberships(ANNA, ALPHA),
            TestEvents.account(ANNA, ALPHA))
        .flatMap(List::stream)
        .toList();
  }

  private static SecurityEvent joins(OrgId org) {
    return TestEvents.memberships(ANNA, org).stream()
        .filter(event -> event instanceof OrgJoined)
        .findFirst()
        .orElseThrow();
  }

  @Test
  @Tag("AUD-1")
  void every_event_becomes_one_entry_under_its_stored_name_and_number() {
    log.happened(BY_SYSTEM, everything());
    try (TestNode node = TestNode.started(database).upToDate()) {
      List<AuditEntry> entries = node.whole();
      assertThat(entries)
          .extracting(AuditEntry::action)
          .containsExactlyElementsOf(
              everything().stream()
                  .map(event -> event.getClass().getAnnotation(EventName.class).value())
                  .toList())
          .hasSizeGreaterThanOrEqualTo(SecurityEvents.ALL.size());
      assertThat(entries)
          .extracting(AuditEntry::number)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, entries.size()).boxed().toList());
      assertThat(entries).extracting(AuditEntry::stored).containsOnlyNulls();
      assertThat(entries).extracting(AuditEntry::at).containsOnly(TestEvents.NOON);
      assertThat(entries).extracting(AuditEntry::actor).containsOnly("system");
      assertThat(entries).extracting(AuditEntry::correlation).containsOnly("correlation-1");
    }
  }

  /** What Boris does from an address and with an agent of his own, sealed for him. */
  private Origin byBoris() {
    PersonalData personal = TestKeyset.personalData(database.command());
    PersonalOwner boris = PersonalOwner.of(BORIS);
    return new Origin(
        Actor.of(BORIS),
        CONSOLE,
        SESSION,
        personal.seal(boris, new ClientAddress("198.51.100.7")),
        personal.seal(boris, UserAgent.from("Firefox/150")),
        null,
        "correlation-2",
        null);
  }

  @Test
  @Tag("AUD-1")
  void an_entry_tells_who_did_what_to_whom_from_where_and_what_changed() {
    PersonalData personal = TestKeyset.personalData(database.command());
    PersonalOwner boris = PersonalOwner.of(BORIS);
    log.happened(byBoris(), joins(ALPHA));
    log.happened(byBoris(), new OrgRoleChanged(ANNA, ALPHA, Role.MEMBER, Role.ADMIN));
    try (TestNode node = TestNode.started(database).upToDate()) {
      AuditEntry entry = node.whole().get(1);
      assertThat(entry.actor()).isEqualTo("user/" + BORIS);
      assertThat(entry.via()).isEqualTo(CONSOLE.value());
      assertThat(entry.session()).isEqualTo(SESSION.value());
      assertThat(entry.action()).isEqualTo("user.org-role-changed");
      assertThat(entry.target()).isEqualTo("user/" + ANNA);
      assertThat(entry.revision()).isEqualTo("user/" + ANNA + "@1");
      assertThat(entry.org()).isEqualTo(ALPHA.value());
      assertThat(entry.orgs()).containsExactly(new AuditEntry.OrgPlace(ALPHA, 2));
      assertThat(entry.outcome()).isEqualTo("success");
      assertThat(entry.before()).isEqualTo(Map.of("role", "MEMBER"));
      assertThat(entry.after()).isEqualTo(Map.of("role", "ADMIN"));
      assertThat(entry.address()).isEqualTo("198.51.100.7");
      assertThat(entry.agent()).isEqualTo("Firefox/150");
      assertThat(entry.forgotten()).isFalse();
      assertThat(dump("query.audit_entry_1").toString()).doesNotContain("198.51.100.7", "Firefox");

      personal.forget(boris);
      // A node that has opened the key keeps it for a minute; this one has not.
      AuditEntry after = new TestNode(database, "node-2", Duration.ofSeconds(10)).whole().get(1);
      assertThat(after.address()).isNull();
      assertThat(after.agent()).isNull();
      assertThat(after.forgotten()).isTrue();
      assertThat(after.actor()).isEqualTo("user/" + BORIS);
    }
  }

  @Test
  @Tag("ORG-6")
  @Tag("AUD-1")
  void both_addresses_of_a_changed_e_mail_are_shown_in_the_whole_log_and_to_no_org() {
    PersonalData personal = TestKeyset.personalData(database.command());
    PersonalOwner anna = PersonalOwner.of(ANNA);
    log.happened(BY_SYSTEM, joins(ALPHA));
    log.happened(
        BY_SYSTEM,
        new EmailChanged(
            ANNA,
            personal.seal(anna, new EmailAddress("anna@before.example")),
            personal.seal(anna, new EmailAddress("anna@after.example")),
            ALPHA));
    try (TestNode node = TestNode.started(database).upToDate()) {
      AuditEntry entry = node.whole().get(1);
      assertThat(entry.before()).isEqualTo(Map.of("email", "anna@before.example"));
      assertThat(entry.after()).isEqualTo(Map.of("email", "anna@after.example"));
      assertThat(entry.forgotten()).isFalse();
      OrgAuditEntry ofTheOrg = node.of(ALPHA).get(1);
      assertThat(ofTheOrg.action()).isEqualTo("user.email-changed");
      assertThat(ofTheOrg.before()).isEmpty();
      assertThat(ofTheOrg.after()).isEmpty();
      assertThat(dumps().toString()).doesNotContain("anna@");

      personal.forget(anna);
      AuditEntry after = new TestNode(database, "node-2", Duration.ofSeconds(10)).whole().get(1);
      assertThat(after.before()).isEmpty();
      assertThat(after.after()).isEmpty();
      assertThat(after.forgotten()).isTrue();
    }
  }

  /** Everything that can happen to Anna; with {@code withAlpha}, also what only Alpha is to see. */
  private void livesInTwoOrgs(boolean withAlpha) {
    List<SecurityEvent> events = new ArrayList<>();
    events.add(new OrgRegistered(BETA, "Beta"));
    if (withAlpha) {
      events.addAll(TestEvents.others(ALPHA));
      events.addAll(TestEvents.account(ANNA, ALPHA));
      events.addAll(TestEvents.memberships(ANNA, ALPHA));
      events.add(joins(ALPHA));
      events.addAll(TestEvents.account(ANNA, ALPHA));
    }
    events.addAll(TestEvents.memberships(ANNA, BETA));
    events.add(joins(BETA));
    if (withAlpha) {
      events.addAll(TestEvents.memberships(ANNA, ALPHA));
      events.add(joins(ALPHA));
    }
    events.addAll(TestEvents.account(ANNA, withAlpha ? ALPHA : null));
    if (withAlpha) {
      events.addAll(TestEvents.memberships(ANNA, ALPHA));
      events.addAll(TestEvents.others(ALPHA));
    }
    events.addAll(TestEvents.account(ANNA, BETA));
    log.happened(BY_SYSTEM, events);
  }

  @Test
  @Tag("AUD-1")
  @Tag("ORG-1")
  void an_orgs_feed_is_the_same_as_if_the_users_other_org_did_not_exist() {
    livesInTwoOrgs(true);
    List<OrgAuditEntry> withAlpha;
    try (TestNode node = TestNode.started(database).upToDate()) {
      withAlpha = node.of(BETA);
      assertThat(node.of(ALPHA)).hasSizeGreaterThan(withAlpha.size());
    }
    database.close();
    open();
    livesInTwoOrgs(false);
    List<OrgAuditEntry> alone;
    try (TestNode node = TestNode.started(database).upToDate()) {
      alone = node.of(BETA);
    }
    // What the operator did is everybody's; who of Alpha did what Alpha asked for is not Beta's.
    assertThat(withAlpha).extracting(OrgAuditEntry::number).isEqualTo(numbers(withAlpha.size()));
    assertThat(withAlpha.stream().map(AuditProjectionIT::withoutWhoAsked))
        .containsExactlyElementsOf(alone.stream().map(AuditProjectionIT::withoutWhoAsked).toList());
    assertThat(withAlpha.toString()).doesNotContain(ALPHA.value());
    assertThat(withAlpha.stream().filter(entry -> entry.action().equals("user.mfa-reset")))
        .extracting(OrgAuditEntry::reason)
        .containsExactly(null, "Lost the phone on a trip");
  }

  private static OrgAuditEntry withoutWhoAsked(OrgAuditEntry e) {
    boolean asked = ASKED_BY_AN_ORG.contains(e.action());
    return new OrgAuditEntry(
        e.number(),
        e.at(),
        asked ? null : e.actor(),
        e.via(),
        e.session(),
        e.action(),
        e.target(),
        e.outcome(),
        asked ? null : e.reason(),
        e.before(),
        e.after(),
        e.details(),
        e.address(),
        e.agent(),
        e.forgotten(),
        asked ? null : e.correlation());
  }

  private static List<Long> numbers(int count) {
    return LongStream.rangeClosed(1, count).boxed().toList();
  }

  @Test
  @Tag("AUD-1")
  void what_cannot_be_rendered_becomes_a_generic_entry_and_holds_up_nothing() {
    String subject = "user/" + ANNA;
    String origin = TestLog.metadata(BY_SYSTEM);
    log.append(subject, "user.invented-tomorrow", "1", "{\"userId\":\"" + ANNA + "\"}", origin);
    log.append(subject, "user.mfa-disabled", "9", "{\"what\":\"is this\"}", origin);
    log.append(subject, "user.mfa-disabled", "1", "{\"userId\":", origin);
    log.append(subject, "user.mfa-disabled", "1", "null", origin);
    log.append(subject, "user.mfa-disabled", "1", "{\"userId\":\"nobody\"}", origin);
    log.happened(BY_SYSTEM, joins(ALPHA));
    log.append(
        subject,
        "user.mfa-reset",
        "1",
        "{\"userId\":\"%s\",\"revision\":\"%s\",\"reason\":\"a\\u0000b\\ud800\"}"
            .formatted(ANNA, TOTP),
        origin);
    log.append(
        subject,
        "user.mfa-disabled",
        "1",
        "{\"userId\":\"%s\",\"revision\":\"%s\"}".formatted(ANNA, TOTP),
        "[\"no\", \"metadata\"]");
    log.happened(BY_SYSTEM, new MfaDisabled(ANNA, TOTP));
    try (TestNode node = TestNode.started(database).upToDate()) {
      List<AuditEntry> entries = node.whole();
      assertThat(entries)
          .extracting(AuditEntry::action)
          .containsExactly(
              "user.invented-tomorrow",
              "user.mfa-disabled",
              "user.mfa-disabled",
              "user.mfa-disabled",
              "user.mfa-disabled",
              "user.org-joined",
              "user.mfa-reset",
              "user.mfa-disabled",
              "user.mfa-disabled");
      assertThat(entries)
          .extracting(AuditEntry::stored)
          .satisfies(
              stored -> {
                assertThat(stored.subList(0, 5)).doesNotContainNull();
                assertThat(stored.get(6)).contains("\\u0000");
                assertThat(stored.get(8)).isNull();
              });
      assertThat(entries.get(8).before()).isEqualTo(Map.of("totpRevision", TOTP.value()));
      assertThat(node.of(ALPHA))
          .extracting(OrgAuditEntry::action)
          .containsExactly(
              "user.org-joined", "user.mfa-reset", "user.mfa-disabled", "user.mfa-disabled");
      assertThat(node.alarm.stoppedAt()).isNull();
    }
  }

  @Test
  @Tag("AUD-1")
  void when_entries_cannot_be_written_it_stops_alarms_and_later_leaves_nothing_out() {
    owner.execute("REVOKE INSERT ON query.audit_entry_1 FROM keeptrusts_query");
    log.happened(BY_SYSTEM, everything());
    try (TestNode node = TestNode.started(database)) {
      AuditHealth health = node.health;
      await().atMost(TestNode.PATIENCE).until(() -> node.alarm.stoppedAt() != null);
      assertThat(health.health().getDetails())
          .containsEntry("numbersBehind", (long) everything().size())
          .containsEntry("stoppedAt", 1L);
      assertThat(gauge(health, "keeptrusts.audit.behind")).isEqualTo(everything().size());
      assertThat(gauge(health, "keeptrusts.audit.stopped")).isEqualTo(1);
      assertThat(node.whole()).isEmpty();

      owner.execute("GRANT INSERT ON query.audit_entry_1 TO keeptrusts_query");
      node.upToDate();
      await().atMost(TestNode.PATIENCE).until(() -> node.alarm.stoppedAt() == null);
      assertThat(health.health().getDetails())
          .containsEntry("numbersBehind", 0L)
          .doesNotContainKey("stoppedAt");
      assertThat(gauge(health, "keeptrusts.audit.behind")).isZero();
      assertThat(gauge(health, "keeptrusts.audit.stopped")).isZero();
      assertThat(node.whole())
          .extracting(AuditEntry::number)
          .isEqualTo(numbers(everything().size()));
    }
  }

  private static double gauge(AuditHealth health, String name) {
    MeterRegistry meters = new SimpleMeterRegistry();
    AuditMetrics metrics = new AuditMetrics(health);
    metrics.bindTo(meters);
    return meters.get(name).gauge().value();
  }

  @Test
  @Tag("DEC-1")
  void a_node_that_cannot_write_the_audit_log_is_ready_for_decisions_all_the_same() {
    owner.execute("REVOKE INSERT ON query.audit_entry_1 FROM keeptrusts_query");
    log.happened(BY_SYSTEM, everything());
    try (TestNode node = TestNode.started(database)) {
      await().atMost(TestNode.PATIENCE).until(() -> node.alarm.stoppedAt() != null);
      assertThat(node.health.health().getStatus()).isEqualTo(Status.UP);
    } finally {
      owner.execute("GRANT INSERT ON query.audit_entry_1 TO keeptrusts_query");
    }
  }

  @Test
  @Tag("AUD-1")
  void a_node_that_could_not_write_is_well_again_once_another_one_wrote() {
    owner.execute("REVOKE INSERT ON query.audit_entry_1 FROM keeptrusts_query");
    log.happened(BY_SYSTEM, everything());
    try (TestNode first = TestNode.started(database)) {
      await().atMost(TestNode.PATIENCE).until(() -> first.alarm.stoppedAt() != null);
      assertThat(first.health.health().getDetails()).containsKey("stoppedAt");
      first.processor.stop();
      owner.execute("GRANT INSERT ON query.audit_entry_1 TO keeptrusts_query");
      try (TestNode second = new TestNode(database, "node-2", Duration.ofSeconds(10))) {
        second.processor.start();
        second.upToDate();
        assertThat(first.health.health().getDetails()).doesNotContainKey("stoppedAt");
      }
    }
  }

  @Test
  @Tag("AUD-1")
  void a_replay_that_would_write_something_else_is_stopped() {
    log.happened(BY_SYSTEM, everything());
    try (TestNode node = TestNode.started(database).upToDate()) {
      node.processor.stop();
      owner.execute("UPDATE query.audit_entry_1 SET event_id = 'another' WHERE number = 3");
      node.processor.replay();
      await().atMost(TestNode.PATIENCE).until(() -> node.alarm.stoppedAt() != null);
      assertThat(node.health.health().getDetails()).containsKey("stoppedAt");
    }
  }

  @Test
  @Tag("AUD-1")
  void a_replay_of_all_events_gives_identical_rows() {
    livesInTwoOrgs(true);
    try (TestNode node = TestNode.started(database).upToDate()) {
      List<List<String>> before = dumps();

      node.processor.replay();
      await().atMost(TestNode.PATIENCE).until(() -> dumps().equals(before));
      log.happened(BY_SYSTEM, new OrgRegistered(ALPHA, "after the replay"));
      node.upToDate();
      List<List<String>> later = dumps();
      for (int table = 0; table < before.size(); table++) {
        assertThat(later.get(table)).hasSizeGreaterThanOrEqualTo(before.get(table).size());
      }
      assertThat(later.get(0)).containsAll(before.get(0));

      node.processor.stop();
      owner.execute(
          "TRUNCATE query.audit_org_entry_1, query.audit_entry_1, query.audit_org_1,"
              + " query.audit_member_1");
      node.processor.replay();
      await().atMost(TestNode.PATIENCE).until(() -> dumps().equals(later));
    }
  }

  private List<List<String>> dumps() {
    return Stream.of("audit_entry_1", "audit_org_entry_1", "audit_org_1", "audit_member_1")
        .map(table -> dump("query." + table))
        .toList();
  }

  private List<String> dump(String table) {
    return owner.query(
        "SELECT t::text FROM " + table + " t ORDER BY 1", (row, number) -> row.getString(1));
  }

  @Test
  @Tag("AUD-1")
  void another_node_goes_on_when_the_one_that_writes_stops() {
    try (TestNode first = new TestNode(database, "node-1", Duration.ofSeconds(10));
        TestNode second = new TestNode(database, "node-2", Duration.ofSeconds(10))) {
      first.processor.start();
      log.happened(BY_SYSTEM, joins(ALPHA));
      first.upToDate();
      second.processor.start();
      log.happened(BY_SYSTEM, new MfaDisabled(ANNA, TOTP));
      first.upToDate();
      assertThat(writer()).isEqualTo("node-1");

      first.processor.stop();
      log.happened(BY_SYSTEM, new MfaDisabled(ANNA, TOTP));
      second.upToDate();
      assertThat(writer()).isEqualTo("node-2");
      assertThat(second.whole()).extracting(AuditEntry::number).isEqualTo(numbers(3));
      assertThat(second.of(ALPHA)).extracting(OrgAuditEntry::number).isEqualTo(numbers(3));
    }
  }

  @Test
  @Tag("AUD-1")
  void another_node_goes_on_when_the_one_that_wrote_is_silent() {
    try (TestNode node = TestNode.started(database)) {
      log.happened(BY_SYSTEM, joins(ALPHA));
      node.upToDate();
    }
    owner.update(
        "UPDATE query.token_1 SET owner = 'killed', claimed_at = ?", "2026-01-01T00:00:00Z");
    try (TestNode next = new TestNode(database, "node-2", Duration.ofSeconds(10))) {
      next.processor.start();
      log.happened(BY_SYSTEM, new MfaDisabled(ANNA, TOTP));
      next.upToDate();
      assertThat(writer()).isEqualTo("node-2");
      assertThat(next.whole()).extracting(AuditEntry::number).isEqualTo(numbers(2));
    }
  }

  private String writer() {
    return String.valueOf(owner.queryForObject("SELECT owner FROM query.token_1", String.class));
  }

  @Test
  @Tag("AUD-4")
  void no_column_of_an_entry_holds_a_secret_or_a_digest() {
    livesInTwoOrgs(true);
    try (TestNode node = TestNode.started(database).upToDate()) {
      String all = dumps().toString();
      assertThat(all).doesNotContain(HASH.value(), "5900000");
      assertThat(all).doesNotContainPattern("(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])");
      List<String> keys = new ArrayList<>();
      node.whole()
          .forEach(
              entry -> {
                keys.addAll(entry.before().keySet());
                keys.addAll(entry.after().keySet());
                keys.addAll(entry.details().keySet());
              });
      assertThat(keys)
          .isNotEmpty()
          .noneMatch(
              key -> key.matches("(?i).*(secret|token|hash|digest|step|credential|code|password)"));
      assertThat(Collections.frequency(keys, "totpRevision")).isPositive();
    }
  }

  @Test
  @Tag("AUD-1")
  void a_shared_account_reset_shows_its_reason_to_the_org_that_stated_it_alone() {
    log.happened(
        BY_SYSTEM,
        List.of(joins(ALPHA), joins(BETA), new MfaReset(ANNA, TOTP, ALPHA, "stated by Alpha")));
    try (TestNode node = TestNode.started(database).upToDate()) {
      assertThat(node.of(ALPHA).get(1).reason()).isEqualTo("stated by Alpha");
      assertThat(node.of(BETA).get(1).action()).isEqualTo("user.mfa-reset");
      assertThat(node.of(BETA).get(1).reason()).isNull();
    }
  }

  @Test
  @Tag("AUD-1")
  @Tag("ORG-1")
  void who_of_an_org_did_something_and_from_where_is_told_to_that_org_alone() {
    log.happened(BY_SYSTEM, List.of(joins(ALPHA), joins(BETA)));
    log.happened(byBoris(), new MfaReset(ANNA, TOTP, ALPHA, "stated by Alpha"));
    try (TestNode node = TestNode.started(database).upToDate()) {
      OrgAuditEntry own = node.of(ALPHA).get(1);
      assertThat(own.actor()).isEqualTo("user/" + BORIS);
      assertThat(own.session()).isEqualTo(SESSION.value());
      assertThat(own.address()).isEqualTo("198.51.100.7");
      assertThat(own.agent()).isEqualTo("Firefox/150");
      OrgAuditEntry others = node.of(BETA).get(1);
      assertThat(others.action()).isEqualTo("user.mfa-reset");
      assertThat(others.target()).isEqualTo("user/" + ANNA);
      assertThat(others.at()).isEqualTo(own.at());
      assertThat(others)
          .extracting(
              OrgAuditEntry::actor,
              OrgAuditEntry::via,
              OrgAuditEntry::session,
              OrgAuditEntry::address,
              OrgAuditEntry::agent,
              OrgAuditEntry::correlation)
          .containsOnlyNulls();
      assertThat(others.forgotten()).isFalse();
    }
  }
}
