package com.keeptrusts.security.enforcement;

import static com.keeptrusts.security.enforcement.TestRows.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.ClientAddress;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.MemberSuspended;
import com.keeptrusts.security.event.MfaDisabled;
import com.keeptrusts.security.event.MfaGracePeriodEnded;
import com.keeptrusts.security.event.MfaGracePeriodExtended;
import com.keeptrusts.security.event.MfaGracePeriodStarted;
import com.keeptrusts.security.event.MfaLevel;
import com.keeptrusts.security.event.MfaObligationCause;
import com.keeptrusts.security.event.MfaPolicyTerms;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.OrgMfaPolicyChanged;
import com.keeptrusts.security.event.OrgRoleChanged;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.log.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an org demands, in decisions of two nodes, written down for its members or not. */
class MfaDecisionsIT {

  private static final OrgId ACME = TestIds.org();
  private static final OrgId BETA = TestIds.org();
  private static final ClientAddress ANYWHERE = new ClientAddress("203.0.113.7");
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Instant WEEK_LATER = NOON.plus(WEEK);

  private TestDatabase database;
  private TestNode node;
  private Person ada;
  private List<Decisions> nodes;
  private long versions;
  private SessionId session = TestIds.session();

  @BeforeEach
  void start() {
    database = TestDatabase.fresh();
    node = new TestNode(database.command());
    database.setClock(NOON);
    node.happened(TestEvents.registered(ACME));
    node.happened(TestEvents.registered(BETA));
    ada = Person.memberOf(database, node, ACME, Role.MEMBER);
    nodes = List.of(new Decisions(database.query()), new Decisions(database.command()));
  }

  @AfterEach
  void stop() {
    database.close();
  }

  private void demand(OrgId org, MfaLevel level, Duration grace) {
    versions++;
    node.happened(
        new OrgMfaPolicyChanged(
            org, versions, MfaPolicyTerms.NONE, new MfaPolicyTerms(level, grace), null));
  }

  /** By a password, just now. */
  private Sha256 signedIn() {
    Sha256 token = TestIds.token();
    session = TestIds.session();
    node.happened(TestEvents.started(ada.id(), session, token, database.now(), Factor.PASSWORD));
    return token;
  }

  private Sha256 signedInBySso(boolean multiFactor) {
    Sha256 token = TestIds.token();
    node.happened(
        TestEvents.startedBySso(
            ada.id(), TestIds.session(), token, database.now(), database.now(), multiFactor));
    return token;
  }

  private void getsAMethod() {
    signedIn();
    node.happened(TestEvents.mfaEnabled(ada.id(), session));
  }

  private Decision decide(@Nullable OrgId org) {
    return decide(signedIn(), org);
  }

  private Decision decide(Sha256 token, @Nullable OrgId org) {
    Question question = new Question(token, org, ANYWHERE);
    List<Decision> answers = nodes.stream().map(each -> each.decide(question)).distinct().toList();
    assertThat(answers).hasSize(1);
    return answers.get(0);
  }

  private void gated(@Nullable OrgId org) {
    Decision decision = decide(org);
    assertThat(decision.outcome()).isEqualTo(Decision.Outcome.RESTRICT);
    assertThat(decision.gates()).containsExactly(Gate.MFA_ENROLLMENT_REQUIRED);
    assertThat(decision.reasons()).containsExactly(DecisionReason.MFA_ENROLLMENT_REQUIRED);
  }

  private void warned(@Nullable OrgId org, Instant deadline) {
    Decision decision = decide(org);
    assertThat(decision.outcome()).isEqualTo(Decision.Outcome.ALLOW);
    assertThat(decision.reasons()).contains(DecisionReason.MFA_GRACE_PERIOD);
    assertThat(decision.deadline()).isEqualTo(deadline);
  }

  private void free(@Nullable OrgId org) {
    Decision decision = decide(org);
    assertThat(decision.outcome()).isEqualTo(Decision.Outcome.ALLOW);
    assertThat(decision.reasons()).hasSize(1);
    assertThat(decision.deadline()).isNull();
  }

  @Test
  @Tag("POL-4")
  @Tag("POL-10")
  @Tag("SES-4")
  void from_the_acknowledgement_on_a_member_is_warned_and_from_the_deadline_on_gated() {
    free(ACME);
    demand(ACME, MfaLevel.REQUIRED_FOR_ALL, WEEK);
    warned(ACME, WEEK_LATER);
    database.advance(WEEK.minusMillis(1));
    warned(ACME, WEEK_LATER);
    database.advance(Duration.ofMillis(1));
    gated(ACME);
  }

  @Test
  @Tag("POL-4")
  @Tag("POL-10")
  void it_is_the_same_once_it_is_written_down_and_whether_or_not_its_end_is() {
    demand(ACME, MfaLevel.REQUIRED_FOR_ALL, WEEK);
    node.happened(
        new MfaGracePeriodStarted(
            ada.id(), ACME, MfaObligationCause.POLICY_TIGHTENED, 1, NOON, WEEK_LATER, null));
    warned(ACME, WEEK_LATER);
    database.advance(WEEK);
    gated(ACME);
    node.happened(new MfaGracePeriodEnded(ada.id(), ACME, WEEK_LATER));
    gated(ACME);
  }

  @Test
  @Tag("POL-5")
  @Tag("POL-10")
  void a_looser_policy_and_a_lower_role_count_at_once() {
    demand(ACME, MfaLevel.REQUIRED_FOR_ALL, Duration.ZERO);
    gated(ACME);
    demand(ACME, MfaLevel.REQUIRED_FOR_ADMINS, Duration.ZERO);
    free(ACME);
    node.happened(new OrgRoleChanged(ada.id(), ACME, Role.MEMBER, Role.ADMIN));
    gated(ACME);
  }

  @Test
  @Tag("POL-5")
  void who_has_a_method_is_neither_warned_nor_gated() {
    demand(ACME, MfaLevel.REQUIRED_FOR_ALL, Duration.ZERO);
    getsAMethod();
    free(ACME);
    free(null);
  }

  @Test
  @Tag("POL-6")
  @Tag("POL-10")
  void off_and_on_again_the_time_that_ran_is_not_given_back_though_nobody_wrote_it_down() {
    demand(ACME, MfaLevel.REQUIRED_FOR_ALL, WEEK);
    database.advance(Duration.ofDays(5));
    demand(ACME, MfaLevel.OPTIONAL, Duration.ZERO);
    free(ACME);
    database.advance(Duration.ofDays(3));
    demand(ACME, MfaLevel.REQUIRED_FOR_ALL, WEEK);
    warned(ACME, NOON.plus(Duration.ofDays(10)));
  }

  @Test
  @Tag("POL-6")
  void who_had_a_method_meanwhile_is_not_held_to_what_was_demanded_before() {
    demand(ACME, MfaLevel.REQUIRED_FOR_ALL, WEEK);
    getsAMethod();
    database.advance(Duration.ofDays(20));
    demand(ACME, MfaLevel.OPTIONAL, Duration.ZERO);
    node.happened(new MfaDisabled(ada.id(), TestIds.totp()));
    database.advance(Duration.ofDays(1));
    demand(ACME, MfaLevel.REQUIRED_FOR_ALL, WEEK);
    warned(ACME, NOON.plus(Duration.ofDays(28)));
  }

  @Test
  @Tag("POL-7")
  void an_extension_counts_at_once_and_a_shorter_policy_does_not_take_it_away() {
    demand(ACME, MfaLevel.REQUIRED_FOR_ALL, WEEK);
    node.happened(
        new MfaGracePeriodStarted(
            ada.id(), ACME, MfaObligationCause.POLICY_TIGHTENED, 1, NOON, WEEK_LATER, null));
    Instant extended = NOON.plus(Duration.ofDays(20));
    node.happened(
        new MfaGracePeriodExtended(ada.id(), ACME, NOON, WEEK_LATER, extended, "On leave"));
    warned(ACME, extended);
    demand(ACME, MfaLevel.REQUIRED_FOR_ALL, Duration.ofDays(1));
    warned(ACME, extended);
  }

  @Test
  @Tag("POL-8")
  void a_block_in_one_org_touches_no_other_and_the_account_only_if_every_org_blocks() {
    node.happened(TestEvents.joined(ada.id(), BETA, Role.MEMBER));
    demand(ACME, MfaLevel.REQUIRED_FOR_ALL, Duration.ZERO);
    gated(ACME);
    free(BETA);
    free(null);
    demand(BETA, MfaLevel.REQUIRED_FOR_ALL, WEEK);
    warned(BETA, WEEK_LATER);
    warned(null, WEEK_LATER);
    database.advance(WEEK.minusMillis(1));
    warned(null, WEEK_LATER);
    database.advance(Duration.ofMillis(1));
    gated(BETA);
    gated(null);
  }

  @Test
  @Tag("POL-8")
  void an_org_in_which_the_user_is_suspended_opens_no_account() {
    node.happened(TestEvents.joined(ada.id(), BETA, Role.MEMBER));
    demand(ACME, MfaLevel.REQUIRED_FOR_ALL, Duration.ZERO);
    free(null);
    node.happened(new MemberSuspended(ada.id(), BETA));
    gated(null);
  }

  @Test
  @Tag("POL-8")
  void who_is_in_no_org_is_never_gated() {
    Person bob = Person.signedIn(database, node);
    demand(ACME, MfaLevel.REQUIRED_FOR_ALL, Duration.ZERO);
    assertThat(nodes.get(0).decide(new Question(bob.token(), null, ANYWHERE)).outcome())
        .isEqualTo(Decision.Outcome.ALLOW);
  }

  @Test
  @Tag("POL-4")
  void a_session_that_a_trusted_providers_mfa_made_is_not_gated_and_any_other_is() {
    demand(ACME, MfaLevel.REQUIRED_FOR_ALL, Duration.ZERO);
    assertThat(decide(signedInBySso(true), ACME).outcome()).isEqualTo(Decision.Outcome.ALLOW);
    assertThat(decide(signedInBySso(false), ACME).outcome()).isEqualTo(Decision.Outcome.RESTRICT);
  }
}
