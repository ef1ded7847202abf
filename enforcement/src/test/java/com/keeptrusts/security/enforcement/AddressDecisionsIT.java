package com.keeptrusts.security.enforcement;

import static com.keeptrusts.security.enforcement.TestRows.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.Cidr;
import com.keeptrusts.security.event.ClientAddress;
import com.keeptrusts.security.event.IpRestrictionsResumed;
import com.keeptrusts.security.event.IpRestrictionsSuspended;
import com.keeptrusts.security.event.IpRuleAction;
import com.keeptrusts.security.event.IpRuleAdded;
import com.keeptrusts.security.event.IpRuleChanged;
import com.keeptrusts.security.event.IpRuleId;
import com.keeptrusts.security.event.IpRuleRemoved;
import com.keeptrusts.security.event.IpRuleTerms;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.SubjectRevision;
import com.keeptrusts.security.log.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Address rules in decisions: of two nodes, each of which keeps compiled rules of its own. */
class AddressDecisionsIT {

  private static final OrgId ACME = TestIds.org();
  private static final ClientAddress OFFICE = new ClientAddress("203.0.113.7");
  private static final ClientAddress HOME = new ClientAddress("198.51.100.9");
  private static final IpRuleTerms OFFICE_ALLOWED = terms(IpRuleAction.ALLOW, null);

  private TestDatabase database;
  private TestNode node;
  private Person ada;
  private List<Decisions> nodes;

  @BeforeEach
  void start() {
    database = TestDatabase.fresh();
    node = new TestNode(database.command());
    database.setClock(NOON);
    node.happened(TestEvents.registered(ACME));
    ada = Person.memberOf(database, node, ACME, Role.MEMBER);
    nodes = List.of(new Decisions(database.query()), new Decisions(database.command()));
  }

  @AfterEach
  void stop() {
    database.close();
  }

  private static IpRuleTerms terms(IpRuleAction action, @Nullable Instant expiresAt) {
    return new IpRuleTerms(action, Cidr.of("203.0.113.0/24"), "", true, expiresAt);
  }

  private IpRuleId added(IpRuleTerms terms) {
    IpRuleId rule = TestIds.ipRule();
    node.happened(new IpRuleAdded(ACME, rule, terms, null));
    return rule;
  }

  private DecisionReason reason(@Nullable ClientAddress from) {
    Question question = new Question(ada.token(), ACME, from);
    List<DecisionReason> answers =
        nodes.stream().map(each -> each.decide(question).reasons().get(0)).distinct().toList();
    assertThat(answers).hasSize(1);
    return answers.get(0);
  }

  @Test
  @Tag("IP-2")
  @Tag("IP-7")
  @Tag("SES-4")
  void a_rule_counts_at_the_next_decision_on_every_node_and_so_does_its_end() {
    assertThat(reason(HOME)).isEqualTo(DecisionReason.ACTIVE_MEMBER);
    IpRuleId rule = added(OFFICE_ALLOWED);
    assertThat(reason(HOME)).isEqualTo(DecisionReason.ADDRESS_DENIED);
    assertThat(reason(OFFICE)).isEqualTo(DecisionReason.ACTIVE_MEMBER);
    IpRuleTerms denied = terms(IpRuleAction.DENY, null);
    node.happened(new IpRuleChanged(ACME, rule, OFFICE_ALLOWED, denied, null));
    assertThat(reason(HOME)).isEqualTo(DecisionReason.ACTIVE_MEMBER);
    assertThat(reason(OFFICE)).isEqualTo(DecisionReason.ADDRESS_DENIED);
    node.happened(new IpRuleRemoved(ACME, rule, denied, null));
    assertThat(reason(OFFICE)).isEqualTo(DecisionReason.ACTIVE_MEMBER);
  }

  @Test
  @Tag("IP-2")
  @Tag("DEC-2")
  void it_is_asked_before_anything_about_the_user_and_the_denial_names_the_rule() {
    IpRuleId rule = added(terms(IpRuleAction.DENY, null));
    Decision decision = nodes.get(0).decide(new Question(TestIds.token(), ACME, OFFICE));
    assertThat(decision.outcome()).isEqualTo(Decision.Outcome.DENY);
    assertThat(decision.reasons()).containsExactly(DecisionReason.ADDRESS_DENIED);
    assertThat(decision.rule()).isEqualTo(rule);
    assertThat(decision.orgRevision()).isEqualTo(SubjectRevision.of(ACME, 1));
    assertThat(decision.user()).isNull();
  }

  @Test
  @Tag("IP-7")
  void without_an_address_no_rule_can_let_anybody_in() {
    added(OFFICE_ALLOWED);
    assertThat(reason(null)).isEqualTo(DecisionReason.ADDRESS_UNREADABLE);
  }

  @Test
  @Tag("IP-7")
  void the_rules_of_an_org_say_nothing_about_the_own_account() {
    added(terms(IpRuleAction.DENY, null));
    assertThat(nodes.get(0).decide(new Question(ada.token(), null, OFFICE)).outcome())
        .isEqualTo(Decision.Outcome.ALLOW);
  }

  @Test
  @Tag("IP-1")
  @Tag("IP-2")
  void the_last_rule_of_an_allowlist_that_expires_opens_no_door() {
    added(terms(IpRuleAction.ALLOW, NOON.plusSeconds(60)));
    assertThat(reason(OFFICE)).isEqualTo(DecisionReason.ACTIVE_MEMBER);
    database.advance(Duration.ofSeconds(60));
    assertThat(reason(OFFICE)).isEqualTo(DecisionReason.ADDRESS_DENIED);
    assertThat(reason(HOME)).isEqualTo(DecisionReason.ADDRESS_DENIED);
  }

  @Test
  @Tag("IP-8")
  void while_it_is_suspended_nobody_is_denied_and_it_ends_at_its_instant_whether_or_not_told() {
    added(terms(IpRuleAction.DENY, null));
    node.happened(new IpRestrictionsSuspended(ACME, NOON.plusSeconds(60), "Locked out"));
    assertThat(reason(OFFICE)).isEqualTo(DecisionReason.ACTIVE_MEMBER);
    database.advance(Duration.ofSeconds(60).minusMillis(1));
    assertThat(reason(OFFICE)).isEqualTo(DecisionReason.ACTIVE_MEMBER);
    assertThat(new RunOutSuspensions(database.command()).find(10)).isEmpty();
    database.advance(Duration.ofMillis(1));
    assertThat(reason(OFFICE)).isEqualTo(DecisionReason.ADDRESS_DENIED);
    assertThat(new RunOutSuspensions(database.command()).find(10)).containsExactly(ACME);
    node.happened(new IpRestrictionsResumed(ACME, NOON.plusSeconds(60)));
    assertThat(new RunOutSuspensions(database.command()).find(10)).isEmpty();
  }

  @Test
  @Tag("IP-8")
  void it_is_resumed_earlier() {
    added(terms(IpRuleAction.DENY, null));
    node.happened(new IpRestrictionsSuspended(ACME, NOON.plusSeconds(60), "Locked out"));
    node.happened(new IpRestrictionsResumed(ACME, NOON));
    assertThat(reason(OFFICE)).isEqualTo(DecisionReason.ADDRESS_DENIED);
  }

  @Test
  @Tag("DEC-2")
  void a_rule_that_cannot_be_read_denies() {
    added(OFFICE_ALLOWED);
    JdbcClient.create(database.owner())
        .sql("UPDATE enforcement.ip_rule_1 SET block = '203.0.113.7/24'")
        .update();
    assertThat(reason(OFFICE)).isEqualTo(DecisionReason.UNDECIDABLE);
  }

  @Test
  @Tag("IP-1")
  void a_rule_is_listed_with_who_set_it_and_when() {
    IpRuleId rule = added(OFFICE_ALLOWED);
    database.advance(Duration.ofHours(1));
    IpRuleTerms later = terms(IpRuleAction.ALLOW, NOON.plus(Duration.ofDays(1)));
    node.happened(new IpRuleChanged(ACME, rule, OFFICE_ALLOWED, later, null));
    IpRestrictionsOfOrg found = new IpRuleRows(database.query()).of(ACME);
    assertThat(found.rules()).hasSize(1);
    IpRuleRow row = found.rules().get(0);
    assertThat(row.rule().id()).isEqualTo(rule);
    assertThat(row.rule().terms()).isEqualTo(later);
    assertThat(row.addedAt()).isEqualTo(NOON);
    assertThat(row.changedAt()).isEqualTo(NOON.plus(Duration.ofHours(1)));
    assertThat(row.addedBy().value()).isEqualTo("system");
    assertThat(new IpRuleRows(database.query()).of(TestIds.org()).rules()).isEmpty();
  }
}
