package com.keeptrusts.security.enforcement;

import static com.keeptrusts.security.enforcement.TestRows.ABOUT_ACCOUNT;
import static com.keeptrusts.security.enforcement.TestRows.ABOUT_ACME;
import static com.keeptrusts.security.enforcement.TestRows.ACME;
import static com.keeptrusts.security.enforcement.TestRows.ADA;
import static com.keeptrusts.security.enforcement.TestRows.NINE;
import static com.keeptrusts.security.enforcement.TestRows.NOON;
import static com.keeptrusts.security.enforcement.TestRows.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.AddressRules;
import com.keeptrusts.security.event.MfaLevel;
import com.keeptrusts.security.event.MfaPolicies;
import com.keeptrusts.security.event.MfaPolicy;
import com.keeptrusts.security.event.MfaPolicyTerms;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.SubjectRevision;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DecisionRulesTest {

  @Test
  @Tag("DEC-1")
  void a_live_session_passes_on_its_own_account_and_is_told_how_far_the_account_had_come() {
    Decision decision = decide(TestRows.ofAccount(TestRows.session()), ABOUT_ACCOUNT);

    assertThat(decision.outcome()).isEqualTo(Decision.Outcome.ALLOW);
    assertThat(decision.reasons()).containsExactly(DecisionReason.OWN_ACCOUNT);
    assertThat(decision.gates()).isEmpty();
    assertThat(decision.deadline()).isNull();
    assertThat(decision.user()).isEqualTo(ADA);
    assertThat(decision.session()).isEqualTo(SESSION);
    assertThat(decision.role()).isNull();
    assertThat(decision.userRevision()).hasToString("user/" + ADA + "@7");
    assertThat(decision.orgRevision()).isNull();
  }

  @Test
  @Tag("DEC-1")
  void an_active_member_passes_in_the_org_with_the_role_and_both_revisions() {
    Decision decision =
        decide(TestRows.inAcme(TestRows.session(), TestRows.member(Role.ADMIN, false)), ABOUT_ACME);

    assertThat(decision.outcome()).isEqualTo(Decision.Outcome.ALLOW);
    assertThat(decision.reasons()).containsExactly(DecisionReason.ACTIVE_MEMBER);
    assertThat(decision.role()).isEqualTo(Role.ADMIN);
    assertThat(decision.userRevision()).isEqualTo(SubjectRevision.of(ADA, 7));
    assertThat(decision.orgRevision()).isEqualTo(SubjectRevision.of(ACME, 3));
  }

  @Test
  @Tag("DEC-1")
  void every_reason_has_a_name_that_machines_can_read() {
    assertThat(Arrays.stream(DecisionReason.values()).map(DecisionReason::stableName))
        .contains("session-not-live", "not-a-member", "member-suspended", "undecidable")
        .allMatch(name -> name.matches("[a-z]+(-[a-z]+)*"));
  }

  @Test
  @Tag("SES-1")
  void an_unknown_session_and_one_that_ran_out_get_the_same_denial_that_names_nobody() {
    Decision unknown = decide(TestRows.inAcme(null, null), ABOUT_ACME);
    Decision ranOut =
        decide(
            TestRows.inAcme(TestRows.session(NINE, false), TestRows.member(Role.OWNER, false)),
            ABOUT_ACME);

    assertThat(unknown).isEqualTo(Decision.deny(DecisionReason.SESSION_NOT_LIVE));
    assertThat(ranOut).isEqualTo(unknown);
  }

  @Test
  @Tag("ORG-1")
  void who_is_no_member_cannot_tell_an_org_from_none() {
    Decision foreign = decide(TestRows.inAcme(TestRows.session(), null), ABOUT_ACME);
    Decision none = decide(TestRows.ofAccount(TestRows.session()), ABOUT_ACME);

    assertThat(foreign.outcome()).isEqualTo(Decision.Outcome.DENY);
    assertThat(foreign.reasons()).containsExactly(DecisionReason.NOT_A_MEMBER);
    assertThat(foreign).isEqualTo(none);
  }

  @Test
  @Tag("SES-3")
  void a_suspended_member_is_denied_in_that_org_whatever_the_role() {
    for (Role role : Role.values()) {
      Decision decision =
          decide(TestRows.inAcme(TestRows.session(), TestRows.member(role, true)), ABOUT_ACME);

      assertThat(decision.outcome()).isEqualTo(Decision.Outcome.DENY);
      assertThat(decision.reasons()).containsExactly(DecisionReason.MEMBER_SUSPENDED);
    }
  }

  @Test
  @Tag("PWD-3")
  void a_session_that_began_with_a_temporary_password_may_only_rotate_it() {
    SessionRow session = TestRows.session(NOON, true);

    for (Decision decision :
        new Decision[] {
          decide(TestRows.ofAccount(session), ABOUT_ACCOUNT),
          decide(TestRows.inAcme(session, TestRows.member(Role.OWNER, false)), ABOUT_ACME)
        }) {
      assertThat(decision.outcome()).isEqualTo(Decision.Outcome.RESTRICT);
      assertThat(decision.reasons()).containsExactly(DecisionReason.PASSWORD_ROTATION_REQUIRED);
      assertThat(decision.gates()).containsExactly(Gate.PASSWORD_ROTATION_REQUIRED);
    }
  }

  @Test
  @Tag("DEC-2")
  void the_session_is_looked_at_before_the_membership_and_that_before_the_gate() {
    SessionRow idle = TestRows.session(NINE, true);
    SessionRow live = TestRows.session(NOON, true);

    assertThat(
            decide(TestRows.inAcme(idle, TestRows.member(Role.MEMBER, true)), ABOUT_ACME).reasons())
        .containsExactly(DecisionReason.SESSION_NOT_LIVE);
    assertThat(
            decide(TestRows.inAcme(live, TestRows.member(Role.MEMBER, true)), ABOUT_ACME).reasons())
        .containsExactly(DecisionReason.MEMBER_SUSPENDED);
    assertThat(decide(TestRows.inAcme(live, null), ABOUT_ACME).reasons())
        .containsExactly(DecisionReason.NOT_A_MEMBER);
  }

  @Test
  @Tag("DEC-2")
  void the_password_gate_is_looked_at_before_the_mfa_gate() {
    MembershipRow member = TestRows.member(Role.MEMBER, false);
    MfaPolicies atOnce =
        new MfaPolicies(
            List.of(
                new MfaPolicy(
                    1, new MfaPolicyTerms(MfaLevel.REQUIRED_FOR_ALL, Duration.ZERO), NINE)));
    for (boolean rotation : new boolean[] {true, false}) {
      DecisionRows rows =
          new DecisionRows(
              NOON,
              TestRows.session(NOON, rotation),
              TestRows.user(false),
              TestRows.acme(),
              member,
              List.of(TestRows.demand(ACME, member, atOnce, null)));
      assertThat(decide(rows, ABOUT_ACME).gates())
          .containsExactly(
              rotation ? Gate.PASSWORD_ROTATION_REQUIRED : Gate.MFA_ENROLLMENT_REQUIRED);
    }
  }

  @Test
  @Tag("DEC-2")
  void who_has_no_method_and_of_whom_nothing_is_known_of_what_is_demanded_is_undecidable() {
    undecidable(
        new DecisionRows(
            NOON,
            TestRows.session(),
            TestRows.user(false),
            TestRows.acme(),
            TestRows.member(Role.MEMBER, false),
            List.of()),
        ABOUT_ACME);
  }

  @Test
  @Tag("DEC-2")
  void rows_that_contradict_each_other_are_undecidable() {
    SessionRow session = TestRows.session();
    UserRow ada = TestRows.user(false);
    OrgRow acme = TestRows.acme();
    MembershipRow ofAda = TestRows.member(Role.OWNER, false);
    MembershipRow ofAnother = new MembershipRow(TestIds.user(), ACME, Role.OWNER, false);
    MembershipRow inAnother = new MembershipRow(ADA, TestIds.org(), Role.OWNER, false);
    UserRow another = new UserRow(TestIds.user(), 1, false, 0, null);

    undecidable(TestRows.rows(session, null, null, null), ABOUT_ACCOUNT);
    undecidable(TestRows.rows(session, another, null, null), ABOUT_ACCOUNT);
    undecidable(TestRows.rows(null, ada, null, null), ABOUT_ACCOUNT);
    undecidable(TestRows.rows(TestRows.session(null, false), ada, null, null), ABOUT_ACCOUNT);
    undecidable(TestRows.rows(session, ada, acme, null), ABOUT_ACCOUNT);
    undecidable(TestRows.rows(session, ada, null, ofAda), ABOUT_ACME);
    undecidable(TestRows.rows(session, ada, acme, ofAnother), ABOUT_ACME);
    undecidable(TestRows.rows(session, ada, acme, inAnother), ABOUT_ACME);
    undecidable(
        TestRows.rows(session, ada, new OrgRow(TestIds.org(), 1, 0, null), null), ABOUT_ACME);
  }

  @Test
  @Tag("DEC-2")
  void the_rows_of_another_question_are_undecidable() {
    undecidable(TestRows.ofAccount(TestRows.session()), new Question(TestIds.token(), null, null));
  }

  private static void undecidable(DecisionRows rows, Question question) {
    assertThat(decide(rows, question)).isEqualTo(Decision.deny(DecisionReason.UNDECIDABLE));
  }

  /** By an org without address rules. */
  private static Decision decide(DecisionRows rows, Question question) {
    return DecisionRules.decide(rows, question, AddressRules.NONE);
  }
}
