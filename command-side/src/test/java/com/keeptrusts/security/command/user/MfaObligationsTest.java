package com.keeptrusts.security.command.user;

import static com.keeptrusts.security.command.user.Account.given;
import static com.keeptrusts.security.command.user.TestOrgs.ACME;
import static com.keeptrusts.security.command.user.TestOrgs.BETA;
import static com.keeptrusts.security.command.user.TestOrgs.acting;
import static com.keeptrusts.security.command.user.TestOrgs.admin;
import static com.keeptrusts.security.command.user.TestOrgs.invitation;
import static com.keeptrusts.security.command.user.TestOrgs.invited;
import static com.keeptrusts.security.command.user.TestOrgs.memberOf;
import static com.keeptrusts.security.command.user.TestOrgs.operator;
import static com.keeptrusts.security.command.user.TestOrgs.owner;
import static com.keeptrusts.security.command.user.TestOrgs.secret;
import static com.keeptrusts.security.command.user.TestUsers.ANNA;
import static com.keeptrusts.security.command.user.TestUsers.NOW;
import static com.keeptrusts.security.command.user.TestUsers.registered;

import com.keeptrusts.security.event.EndCause;
import com.keeptrusts.security.event.MfaDisabled;
import com.keeptrusts.security.event.MfaEnabled;
import com.keeptrusts.security.event.MfaGracePeriodChanged;
import com.keeptrusts.security.event.MfaGracePeriodEnded;
import com.keeptrusts.security.event.MfaGracePeriodEndingSoon;
import com.keeptrusts.security.event.MfaGracePeriodExtended;
import com.keeptrusts.security.event.MfaGracePeriodStarted;
import com.keeptrusts.security.event.MfaLevel;
import com.keeptrusts.security.event.MfaObligationCause;
import com.keeptrusts.security.event.MfaObligationEnd;
import com.keeptrusts.security.event.MfaObligationLifted;
import com.keeptrusts.security.event.MfaObligationMet;
import com.keeptrusts.security.event.MfaPolicies;
import com.keeptrusts.security.event.MfaPolicy;
import com.keeptrusts.security.event.MfaPolicyTerms;
import com.keeptrusts.security.event.MfaReset;
import com.keeptrusts.security.event.OrgJoined;
import com.keeptrusts.security.event.OrgLeft;
import com.keeptrusts.security.event.OrgRoleChanged;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.RecoveryCodesIssued;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.SessionsRevoked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who has to get an MFA method, and until when. Days are counted from {@code NOW}. */
class MfaObligationsTest {

  private static final MfaPolicyTerms OPTIONAL = MfaPolicyTerms.NONE;

  private static Instant day(long day) {
    return NOW.plus(Duration.ofDays(day));
  }

  private static MfaPolicyTerms all(int days) {
    return new MfaPolicyTerms(MfaLevel.REQUIRED_FOR_ALL, Duration.ofDays(days));
  }

  private static MfaPolicyTerms admins(int days) {
    return new MfaPolicyTerms(MfaLevel.REQUIRED_FOR_ADMINS, Duration.ofDays(days));
  }

  /** One version after the other. */
  private static MfaPolicies policies(Object... termsAndDays) {
    List<MfaPolicy> versions = new ArrayList<>();
    for (int i = 0; i < termsAndDays.length; i += 2) {
      versions.add(
          new MfaPolicy(
              i / 2 + 1, (MfaPolicyTerms) termsAndDays[i], day((Integer) termsAndDays[i + 1])));
    }
    return new MfaPolicies(versions);
  }

  private static MfaGracePeriodStarted started(
      MfaObligationCause cause, long version, Instant start, Instant deadline) {
    return new MfaGracePeriodStarted(ANNA, ACME, cause, version, start, deadline, null);
  }

  private static MfaGracePeriodStarted tightened(long version, Instant start, Instant deadline) {
    return started(MfaObligationCause.POLICY_TIGHTENED, version, start, deadline);
  }

  private static MfaObligationLifted lifted(
      MfaObligationEnd cause, long version, Instant start, Instant stoppedAt) {
    return new MfaObligationLifted(ANNA, ACME, cause, version, start, stoppedAt, null);
  }

  @Test
  @Tag("POL-3")
  void a_member_without_a_method_gets_a_deadline_from_the_instant_of_the_policy_not_of_the_walk() {
    given(registered(), memberOf(ACME, Role.MEMBER))
        .under(ACME, policies(all(7), 1))
        .at(day(3))
        .withTimer(day(7))
        .when(new RequireMfa(ANNA, ACME, 1))
        .then(tightened(1, day(1), day(8)));
  }

  @Test
  @Tag("POL-3")
  void admins_are_obliged_and_members_are_not_where_that_is_the_level() {
    given(registered(), memberOf(ACME, Role.OWNER))
        .under(ACME, policies(admins(2), 0))
        .withTimer(day(2).minus(Duration.ofHours(12)))
        .when(new RequireMfa(ANNA, ACME, 1))
        .then(tightened(1, day(0), day(2)));
    given(registered(), memberOf(ACME, Role.COMPLIANCE_REVIEWER))
        .under(ACME, policies(admins(2), 0))
        .when(new RequireMfa(ANNA, ACME, 1))
        .thenNothing();
  }

  @Test
  @Tag("POL-3")
  void who_has_a_method_gets_no_deadline() {
    given(registered(), memberOf(ACME, Role.MEMBER), TestCredentials.mfa())
        .under(ACME, policies(all(7), 0))
        .when(new RequireMfa(ANNA, ACME, 1))
        .thenNothing();
  }

  @Test
  @Tag("POL-3")
  void an_older_version_than_the_one_in_force_says_nothing() {
    given(registered(), memberOf(ACME, Role.MEMBER))
        .under(ACME, policies(all(7), 0, all(8), 1))
        .at(day(2))
        .when(new RequireMfa(ANNA, ACME, 1))
        .thenNothing();
  }

  @Test
  @Tag("POL-3")
  void enforced_at_once_the_member_is_blocked_from_the_instant_of_the_policy() {
    given(registered(), memberOf(ACME, Role.MEMBER))
        .under(ACME, policies(new MfaPolicyTerms(MfaLevel.REQUIRED_FOR_ALL, Duration.ZERO), 1))
        .at(day(2))
        .when(new RequireMfa(ANNA, ACME, 1))
        .then(tightened(1, day(1), day(1)), new MfaGracePeriodEnded(ANNA, ACME, day(1)));
  }

  @Test
  @Tag("POL-3")
  void who_joins_an_org_that_demands_a_method_gets_a_deadline_at_once() {
    given(registered(), invited(ACME, Role.MEMBER, 1))
        .under(ACME, policies(all(7), -50))
        .at(day(1))
        .withTimer(day(7))
        .when(new AcceptInvitation(ANNA, secret(1)))
        .then(
            new OrgJoined(ANNA, ACME, invitation(1), Role.MEMBER),
            started(MfaObligationCause.JOINED, 1, day(1), day(8)));
  }

  @Test
  @Tag("POL-3")
  void who_is_promoted_to_what_is_obliged_gets_a_deadline_from_then_on() {
    given(registered(), memberOf(ACME, Role.MEMBER))
        .under(ACME, policies(admins(7), -50))
        .by(owner())
        .at(day(1))
        .withTimer(day(7))
        .when(new ChangeOrgRole(ANNA, ACME, Role.ADMIN))
        .then(
            new OrgRoleChanged(ANNA, ACME, Role.MEMBER, Role.ADMIN),
            started(MfaObligationCause.PROMOTED, 1, day(1), day(8)));
  }

  @Test
  @Tag("POL-4")
  void who_still_has_no_method_is_reminded_once_a_day_before() {
    given(registered(), memberOf(ACME, Role.MEMBER), tightened(1, day(0), day(7)))
        .under(ACME, policies(all(7), 0))
        .at(day(6))
        .withTimer(day(7))
        .when(new CheckMfaGracePeriod(ANNA, ACME))
        .then(new MfaGracePeriodEndingSoon(ANNA, ACME, day(7)));
    given(
            registered(),
            memberOf(ACME, Role.MEMBER),
            tightened(1, day(0), day(7)),
            new MfaGracePeriodEndingSoon(ANNA, ACME, day(7)))
        .under(ACME, policies(all(7), 0))
        .at(day(7).minusMillis(1))
        .withTimer(day(7))
        .when(new CheckMfaGracePeriod(ANNA, ACME))
        .thenNothing();
  }

  @Test
  @Tag("POL-4")
  void from_the_deadline_on_its_end_is_recorded_once() {
    given(registered(), memberOf(ACME, Role.MEMBER), tightened(1, day(0), day(7)))
        .under(ACME, policies(all(7), 0))
        .at(day(7))
        .when(new CheckMfaGracePeriod(ANNA, ACME))
        .then(new MfaGracePeriodEnded(ANNA, ACME, day(7)));
    given(
            registered(),
            memberOf(ACME, Role.MEMBER),
            tightened(1, day(0), day(7)),
            new MfaGracePeriodEnded(ANNA, ACME, day(7)))
        .under(ACME, policies(all(7), 0))
        .at(day(9))
        .when(new CheckMfaGracePeriod(ANNA, ACME))
        .thenNothing();
  }

  @Test
  @Tag("POL-4")
  void called_too_early_it_says_nothing_and_comes_again() {
    given(registered(), memberOf(ACME, Role.MEMBER), tightened(1, day(0), day(7)))
        .under(ACME, policies(all(7), 0))
        .at(day(6).minusMillis(1))
        .withTimer(day(6))
        .when(new CheckMfaGracePeriod(ANNA, ACME))
        .thenNothing();
  }

  @Test
  @Tag("POL-7")
  void a_deadline_that_a_policy_moved_is_not_recorded_as_passed_though_nobody_wrote_it_down_yet() {
    given(registered(), memberOf(ACME, Role.MEMBER), tightened(1, day(0), day(7)))
        .under(ACME, policies(all(7), 0, all(30), 5))
        .at(day(8))
        .withTimer(day(29))
        .when(new CheckMfaGracePeriod(ANNA, ACME))
        .then(new MfaGracePeriodChanged(ANNA, ACME, 2, day(0), day(7), day(30)));
  }

  @Test
  @Tag("POL-5")
  void it_ends_when_the_user_gets_a_method_in_every_org() {
    given(
            registered(),
            memberOf(ACME, Role.MEMBER),
            tightened(1, day(0), day(7)),
            TestSessions.session(1),
            TestCredentials.started(1))
        .at(NOW)
        .when(TestCredentials.confirm(1, TestCredentials.step(1)))
        .then(
            new MfaEnabled(
                ANNA,
                TestCredentials.enrollment(1),
                TestCredentials.app(1),
                TestCredentials.step(1),
                null,
                TestSessions.id(1)),
            new MfaObligationMet(ANNA, ACME),
            new RecoveryCodesIssued(
                ANNA, TestCredentials.codes(1), TestCredentials.TEN_CODES, null));
  }

  @Test
  @Tag("POL-5")
  void it_ends_when_the_policy_loosens_below_the_role() {
    given(registered(), memberOf(ACME, Role.MEMBER), tightened(1, day(0), day(7)))
        .under(ACME, policies(all(7), 0, admins(7), 2))
        .at(day(3))
        .when(new LiftMfaRequirement(ANNA, ACME, 2))
        .then(lifted(MfaObligationEnd.POLICY_LOOSENED, 2, day(0), day(2)));
  }

  @Test
  @Tag("POL-5")
  void it_ends_when_the_member_is_demoted_below_the_level_or_leaves() {
    given(registered(), memberOf(ACME, Role.ADMIN), tightened(1, day(0), day(7)))
        .under(ACME, policies(admins(7), 0))
        .by(owner())
        .at(day(3))
        .when(new ChangeOrgRole(ANNA, ACME, Role.MEMBER))
        .then(
            new OrgRoleChanged(ANNA, ACME, Role.ADMIN, Role.MEMBER),
            lifted(MfaObligationEnd.DEMOTED, 1, day(0), day(3)));
    given(registered(), memberOf(ACME, Role.MEMBER), tightened(1, day(0), day(7)))
        .under(ACME, policies(all(7), 0))
        .by(acting(ANNA, Role.MEMBER))
        .at(day(3))
        .when(new LeaveOrg(ANNA, ACME))
        .then(
            new OrgLeft(ANNA, ACME, Role.MEMBER),
            lifted(MfaObligationEnd.MEMBERSHIP_ENDED, 1, day(0), day(3)));
  }

  @Test
  @Tag("POL-5")
  void timers_then_find_nothing_to_do() {
    given(
            registered(),
            memberOf(ACME, Role.MEMBER),
            tightened(1, day(0), day(7)),
            lifted(MfaObligationEnd.POLICY_LOOSENED, 2, day(0), day(2)))
        .under(ACME, policies(all(7), 0, OPTIONAL, 2))
        .at(day(7))
        .when(new CheckMfaGracePeriod(ANNA, ACME))
        .thenNothing();
  }

  @Test
  @Tag("POL-6")
  void off_and_on_again_carries_over_what_has_run() {
    given(
            registered(),
            memberOf(ACME, Role.MEMBER),
            tightened(1, day(0), day(7)),
            lifted(MfaObligationEnd.POLICY_LOOSENED, 2, day(0), day(5)))
        .under(ACME, policies(all(7), 0, OPTIONAL, 5, all(7), 10))
        .at(day(10))
        .withTimer(day(11))
        .when(new RequireMfa(ANNA, ACME, 3))
        .then(tightened(3, day(5), day(12)));
  }

  @Test
  @Tag("POL-6")
  void off_and_on_again_carries_over_what_nobody_had_written_down() {
    given(registered(), memberOf(ACME, Role.MEMBER))
        .under(ACME, policies(all(7), 0, OPTIONAL, 5, all(7), 10))
        .at(day(10))
        .withTimer(day(11))
        .when(new RequireMfa(ANNA, ACME, 3))
        .then(tightened(3, day(5), day(12)));
  }

  @Test
  @Tag("POL-6")
  void who_was_blocked_is_blocked_when_it_is_on_again() {
    given(registered(), memberOf(ACME, Role.MEMBER))
        .under(ACME, policies(all(7), 0, OPTIONAL, 8, all(7), 9))
        .at(day(9))
        .when(new RequireMfa(ANNA, ACME, 3))
        .then(tightened(3, day(1), day(8)), new MfaGracePeriodEnded(ANNA, ACME, day(8)));
  }

  @Test
  @Tag("POL-4")
  @Tag("POL-6")
  void one_that_was_over_and_begins_anew_is_told_of_again_though_nobody_wrote_down_its_lifting() {
    given(
            registered(),
            memberOf(ACME, Role.MEMBER),
            tightened(1, day(0), day(7)),
            new MfaGracePeriodEnded(ANNA, ACME, day(7)))
        .under(ACME, policies(all(7), 0, OPTIONAL, 8, all(7), 108))
        .at(day(109))
        .withTimer(day(114))
        .when(new RequireMfa(ANNA, ACME, 3))
        .then(new MfaGracePeriodChanged(ANNA, ACME, 3, day(108), day(7), day(115)));
    given(
            registered(),
            memberOf(ACME, Role.MEMBER),
            tightened(1, day(0), day(7)),
            new MfaGracePeriodEnded(ANNA, ACME, day(7)),
            new MfaGracePeriodChanged(ANNA, ACME, 3, day(108), day(7), day(115)))
        .under(ACME, policies(all(7), 0, OPTIONAL, 8, all(7), 108))
        .at(day(115))
        .when(new CheckMfaGracePeriod(ANNA, ACME))
        .then(new MfaGracePeriodEnded(ANNA, ACME, day(115)));
  }

  @Test
  @Tag("POL-6")
  void after_ninety_days_it_begins_anew() {
    given(registered(), memberOf(ACME, Role.MEMBER))
        .under(ACME, policies(all(7), 0, OPTIONAL, 5, all(7), 95))
        .at(day(95))
        .withTimer(day(96))
        .when(new RequireMfa(ANNA, ACME, 3))
        .then(tightened(3, day(90), day(97)));
    given(registered(), memberOf(ACME, Role.MEMBER))
        .under(ACME, policies(all(7), 0, OPTIONAL, 5, all(7), 96))
        .at(day(96))
        .withTimer(day(102))
        .when(new RequireMfa(ANNA, ACME, 3))
        .then(tightened(3, day(96), day(103)));
  }

  @Test
  @Tag("POL-6")
  void demotion_and_promotion_carry_over_what_has_run() {
    given(
            registered(),
            memberOf(ACME, Role.ADMIN),
            tightened(1, day(0), day(7)),
            new OrgRoleChanged(ANNA, ACME, Role.ADMIN, Role.MEMBER),
            lifted(MfaObligationEnd.DEMOTED, 1, day(0), day(3)))
        .under(ACME, policies(admins(7), 0))
        .by(owner())
        .at(day(4))
        .withTimer(day(7))
        .when(new ChangeOrgRole(ANNA, ACME, Role.OWNER))
        .then(
            new OrgRoleChanged(ANNA, ACME, Role.MEMBER, Role.OWNER),
            started(MfaObligationCause.PROMOTED, 1, day(1), day(8)));
  }

  @Test
  @Tag("POL-6")
  void leaving_and_joining_again_carries_over_what_has_run() {
    given(
            registered(),
            memberOf(ACME, Role.MEMBER),
            tightened(1, day(0), day(7)),
            new OrgLeft(ANNA, ACME, Role.MEMBER),
            lifted(MfaObligationEnd.MEMBERSHIP_ENDED, 1, day(0), day(3)),
            invited(ACME, Role.MEMBER, 3))
        .under(ACME, policies(all(7), 0))
        .at(day(6))
        .withTimer(day(9))
        .when(new AcceptInvitation(ANNA, secret(3)))
        .then(
            new OrgJoined(ANNA, ACME, invitation(3), Role.MEMBER),
            started(MfaObligationCause.JOINED, 1, day(3), day(10)));
  }

  @Test
  @Tag("POL-6")
  void who_had_a_method_in_between_begins_anew() {
    given(
            registered(),
            memberOf(ACME, Role.MEMBER),
            tightened(1, day(0), day(7)),
            lifted(MfaObligationEnd.POLICY_LOOSENED, 2, day(0), day(2)),
            day(3),
            TestCredentials.mfa(),
            day(4),
            new MfaDisabled(ANNA, TestCredentials.app(1)))
        .under(ACME, policies(all(7), 0, OPTIONAL, 2, all(7), 5))
        .at(day(6))
        .withTimer(day(11))
        .when(new RequireMfa(ANNA, ACME, 3))
        .then(tightened(3, day(5), day(12)));
  }

  @Test
  @Tag("TOTP-4")
  @Tag("POL-6")
  void who_is_obliged_keeps_the_last_method() {
    given(registered(), memberOf(ACME, Role.MEMBER), TestCredentials.mfa())
        .under(ACME, policies(all(7), 0))
        .when(new DisableMfa(ANNA))
        .thenRefused(Reason.MFA_REQUIRED_BY_ORG);
    given(
            registered(),
            memberOf(ACME, Role.MEMBER),
            TestCredentials.mfa(),
            TestPasskeys.registered(1))
        .under(ACME, policies(all(7), 0))
        .when(new DisableMfa(ANNA))
        .then(new MfaDisabled(ANNA, TestCredentials.app(1), true));
    given(registered(), memberOf(ACME, Role.MEMBER), TestCredentials.mfa())
        .under(ACME, policies(admins(7), 0))
        .when(new DisableMfa(ANNA))
        .then(new MfaDisabled(ANNA, TestCredentials.app(1), false));
  }

  @Test
  @Tag("TOTP-4")
  @Tag("POL-6")
  void who_is_obliged_keeps_the_last_passkey_too() {
    given(
            registered(),
            TestCredentials.ownPassword(),
            memberOf(ACME, Role.MEMBER),
            TestPasskeys.registered(1))
        .under(ACME, policies(all(7), 0))
        .when(TestPasskeys.revoke(1))
        .thenRefused(Reason.MFA_REQUIRED_BY_ORG);
  }

  @Test
  @Tag("POL-6")
  void a_reset_by_somebody_else_gives_who_is_obliged_no_fresh_grace() {
    given(registered(), memberOf(ACME, Role.MEMBER), TestCredentials.mfa())
        .under(ACME, policies(all(7), -9))
        .by(operator())
        .at(day(1))
        .when(new ResetMfa(ANNA, null, "Lost the phone"))
        .then(
            new MfaReset(ANNA, TestCredentials.app(1), null, "Lost the phone"),
            started(MfaObligationCause.FACTOR_RESET, 1, day(-6), day(1)),
            new MfaGracePeriodEnded(ANNA, ACME, day(1)),
            new SessionsRevoked(ANNA, EndCause.MFA_RESET, null));
  }

  @Test
  @Tag("POL-7")
  void shortened_it_ends_at_the_instant_of_the_policy_at_the_earliest() {
    given(registered(), memberOf(ACME, Role.MEMBER), tightened(1, day(0), day(7)))
        .under(ACME, policies(all(7), 0, all(4), 2))
        .at(day(2))
        .withTimer(day(3))
        .when(new RequireMfa(ANNA, ACME, 2))
        .then(new MfaGracePeriodChanged(ANNA, ACME, 2, day(0), day(7), day(4)));
    given(registered(), memberOf(ACME, Role.MEMBER), tightened(1, day(0), day(7)))
        .under(ACME, policies(all(7), 0, all(1), 3))
        .at(day(5))
        .when(new RequireMfa(ANNA, ACME, 2))
        .then(
            new MfaGracePeriodChanged(ANNA, ACME, 2, day(0), day(7), day(3)),
            new MfaGracePeriodEnded(ANNA, ACME, day(3)));
  }

  @Test
  @Tag("POL-7")
  void lengthened_it_counts_from_the_same_start_and_revives_nobody_who_is_blocked() {
    given(registered(), memberOf(ACME, Role.MEMBER), tightened(1, day(0), day(7)))
        .under(ACME, policies(all(7), 0, all(30), 6))
        .at(day(8))
        .withTimer(day(29))
        .when(new RequireMfa(ANNA, ACME, 2))
        .then(new MfaGracePeriodChanged(ANNA, ACME, 2, day(0), day(7), day(30)));
    given(
            registered(),
            memberOf(ACME, Role.MEMBER),
            tightened(1, day(0), day(7)),
            new MfaGracePeriodEnded(ANNA, ACME, day(7)))
        .under(ACME, policies(all(7), 0, all(30), 7))
        .at(day(8))
        .when(new RequireMfa(ANNA, ACME, 2))
        .thenNothing();
  }

  @Test
  @Tag("POL-7")
  void an_admin_gives_a_member_more_time_and_a_shorter_policy_does_not_take_it_away() {
    given(registered(), memberOf(ACME, Role.MEMBER), tightened(1, day(0), day(7)))
        .under(ACME, policies(all(7), 0))
        .by(admin())
        .at(day(3))
        .withTimer(day(19))
        .when(new ExtendMfaGracePeriod(ANNA, ACME, day(20), "On parental leave"))
        .then(new MfaGracePeriodExtended(ANNA, ACME, day(0), day(7), day(20), "On parental leave"));
    given(
            registered(),
            memberOf(ACME, Role.MEMBER),
            tightened(1, day(0), day(7)),
            new MfaGracePeriodExtended(ANNA, ACME, day(0), day(7), day(20), "On parental leave"))
        .under(ACME, policies(all(7), 0, all(1), 4))
        .at(day(5))
        .when(new RequireMfa(ANNA, ACME, 2))
        .thenNothing();
  }

  @Test
  @Tag("POL-7")
  void nobody_gets_more_time_from_themselves_after_the_end_or_beyond_thirty_days() {
    given(registered(), memberOf(ACME, Role.ADMIN), tightened(1, day(0), day(7)))
        .under(ACME, policies(all(7), 0))
        .by(acting(ANNA, Role.ADMIN))
        .when(new ExtendMfaGracePeriod(ANNA, ACME, day(9), "Busy"))
        .thenRefused(Reason.NOT_ALLOWED);
    given(registered(), memberOf(ACME, Role.MEMBER), tightened(1, day(0), day(7)))
        .under(ACME, policies(all(7), 0))
        .by(admin())
        .at(day(7))
        .when(new ExtendMfaGracePeriod(ANNA, ACME, day(9), "Busy"))
        .thenRefused(Reason.NO_GRACE_PERIOD);
    given(registered(), memberOf(ACME, Role.MEMBER))
        .by(admin())
        .when(new ExtendMfaGracePeriod(ANNA, ACME, day(9), "Busy"))
        .thenRefused(Reason.NO_GRACE_PERIOD);
    for (Instant wrong : List.of(day(6), day(31).plusMillis(1))) {
      given(registered(), memberOf(ACME, Role.MEMBER), tightened(1, day(0), day(7)))
          .under(ACME, policies(all(7), 0))
          .by(admin())
          .at(day(1))
          .when(new ExtendMfaGracePeriod(ANNA, ACME, wrong, "Busy"))
          .thenRefused(Reason.INVALID_VALUE);
    }
    given(registered(), memberOf(ACME, Role.OWNER), tightened(1, day(0), day(7)))
        .under(ACME, policies(all(7), 0))
        .by(admin())
        .when(new ExtendMfaGracePeriod(ANNA, ACME, day(9), "Busy"))
        .thenRefused(Reason.ROLE_ABOVE_OWN);
  }

  @Test
  @Tag("POL-8")
  void what_one_org_demands_changes_nothing_in_another() {
    given(
            registered(),
            memberOf(ACME, Role.MEMBER),
            memberOf(BETA, Role.MEMBER),
            tightened(1, day(0), day(7)))
        .under(ACME, policies(all(7), 0))
        .under(BETA, policies(OPTIONAL, 0))
        .at(day(9))
        .when(new CheckMfaGracePeriod(ANNA, BETA))
        .thenNothing();
  }
}
