package com.keeptrusts.security.command.user;

import static com.keeptrusts.security.command.user.Account.given;
import static com.keeptrusts.security.command.user.TestOrgs.ACME;
import static com.keeptrusts.security.command.user.TestOrgs.BETA;
import static com.keeptrusts.security.command.user.TestOrgs.NEXT_WEEK;
import static com.keeptrusts.security.command.user.TestOrgs.acting;
import static com.keeptrusts.security.command.user.TestOrgs.admin;
import static com.keeptrusts.security.command.user.TestOrgs.invitation;
import static com.keeptrusts.security.command.user.TestOrgs.invite;
import static com.keeptrusts.security.command.user.TestOrgs.invited;
import static com.keeptrusts.security.command.user.TestOrgs.memberOf;
import static com.keeptrusts.security.command.user.TestOrgs.operator;
import static com.keeptrusts.security.command.user.TestOrgs.owner;
import static com.keeptrusts.security.command.user.TestOrgs.secret;
import static com.keeptrusts.security.command.user.TestOrgs.suspended;
import static com.keeptrusts.security.command.user.TestOrgs.withoutAnotherOwner;
import static com.keeptrusts.security.command.user.TestUsers.ANNA;
import static com.keeptrusts.security.command.user.TestUsers.BOB;
import static com.keeptrusts.security.command.user.TestUsers.registered;

import com.keeptrusts.security.command.authority.Standing;
import com.keeptrusts.security.event.Actor;
import com.keeptrusts.security.event.MemberReactivated;
import com.keeptrusts.security.event.MemberRemoved;
import com.keeptrusts.security.event.OrgJoined;
import com.keeptrusts.security.event.OrgLeft;
import com.keeptrusts.security.event.OrgRoleChanged;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Role;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MembershipTest {

  @Test
  @Tag("ORG-3")
  void an_invited_user_joins_with_the_secret_and_the_role_of_the_invitation() {
    given(registered(), invited(ACME, Role.ADMIN, 1))
        .when(new AcceptInvitation(ANNA, secret(1)))
        .then(new OrgJoined(ANNA, ACME, invitation(1), Role.ADMIN));
  }

  @Test
  @Tag("ORG-3")
  void an_invitations_secret_works_once() {
    given(registered(), memberOf(ACME, Role.MEMBER))
        .when(new AcceptInvitation(ANNA, secret(1)))
        .thenRefused(Reason.INVITATION_NOT_OPEN);
  }

  @Test
  @Tag("ORG-3")
  void an_invitation_that_was_used_does_not_bring_back_who_was_removed() {
    given(registered(), memberOf(ACME, Role.MEMBER), new MemberRemoved(ANNA, ACME, Role.MEMBER))
        .when(new AcceptInvitation(ANNA, secret(1)))
        .thenRefused(Reason.INVITATION_NOT_OPEN);
  }

  @Test
  @Tag("ORG-3")
  void an_invitation_of_somebody_else_opens_nothing() {
    given(registered(), invited(ACME, Role.MEMBER, 1))
        .when(new AcceptInvitation(ANNA, secret(2)))
        .thenRefused(Reason.INVITATION_NOT_OPEN);
  }

  @Test
  @Tag("ORG-3")
  void an_invitation_expires_at_its_instant() {
    given(registered(), invited(ACME, Role.MEMBER, 1))
        .at(NEXT_WEEK)
        .when(new AcceptInvitation(ANNA, secret(1)))
        .thenRefused(Reason.INVITATION_NOT_OPEN);
  }

  @Test
  @Tag("ORG-3")
  void a_newer_invitation_into_the_same_org_replaces_the_older() {
    given(registered(), invited(ACME, Role.ADMIN, 1), invited(ACME, Role.MEMBER, 2))
        .when(new AcceptInvitation(ANNA, secret(1)))
        .thenRefused(Reason.INVITATION_NOT_OPEN);
    given(registered(), invited(ACME, Role.ADMIN, 1), invited(ACME, Role.MEMBER, 2))
        .when(new AcceptInvitation(ANNA, secret(2)))
        .then(new OrgJoined(ANNA, ACME, invitation(2), Role.MEMBER));
  }

  @Test
  @Tag("ORG-3")
  void each_orgs_invitation_has_a_secret_of_its_own() {
    given(registered(), invited(ACME, Role.ADMIN, 1), invited(BETA, Role.MEMBER, 2))
        .when(new AcceptInvitation(ANNA, secret(2)))
        .then(new OrgJoined(ANNA, BETA, invitation(2), Role.MEMBER));
  }

  @Test
  void a_member_is_not_invited_again() {
    given(registered(), memberOf(ACME, Role.MEMBER))
        .by(owner())
        .when(invite(ACME, Role.ADMIN, 2))
        .thenRefused(Reason.ALREADY_MEMBER);
  }

  @Test
  @Tag("ORG-1")
  void the_operator_invites_the_first_owner() {
    given(registered())
        .by(operator())
        .when(invite(ACME, Role.OWNER, 1))
        .then(invited(ACME, Role.OWNER, 1));
  }

  @Test
  @Tag("ORG-1")
  void an_admin_invites_another_admin_but_no_owner() {
    given(registered())
        .by(admin())
        .when(invite(ACME, Role.ADMIN, 1))
        .then(invited(ACME, Role.ADMIN, 1));
    given(registered())
        .by(admin())
        .when(invite(ACME, Role.OWNER, 1))
        .thenRefused(Reason.ROLE_ABOVE_OWN);
  }

  @Test
  @Tag("ORG-1")
  void an_admin_neither_replaces_nor_withdraws_the_invitation_of_an_owner() {
    given(registered(), invited(ACME, Role.OWNER, 1))
        .by(admin())
        .when(invite(ACME, Role.MEMBER, 2))
        .thenRefused(Reason.ROLE_ABOVE_OWN);
    given(registered(), invited(ACME, Role.OWNER, 1))
        .by(admin())
        .when(new RemoveMember(ANNA, ACME))
        .thenRefused(Reason.ROLE_ABOVE_OWN);
  }

  @Test
  @Tag("ORG-1")
  void only_an_owner_makes_a_member_owner() {
    given(registered(), memberOf(ACME, Role.MEMBER))
        .by(admin())
        .when(new ChangeOrgRole(ANNA, ACME, Role.OWNER))
        .thenRefused(Reason.ROLE_ABOVE_OWN);
    given(registered(), memberOf(ACME, Role.MEMBER))
        .by(owner())
        .when(new ChangeOrgRole(ANNA, ACME, Role.OWNER))
        .then(new OrgRoleChanged(ANNA, ACME, Role.MEMBER, Role.OWNER));
  }

  @Test
  @Tag("ORG-1")
  void an_admin_changes_the_role_of_another_admin() {
    given(registered(), memberOf(ACME, Role.ADMIN))
        .by(admin())
        .when(new ChangeOrgRole(ANNA, ACME, Role.MEMBER))
        .then(new OrgRoleChanged(ANNA, ACME, Role.ADMIN, Role.MEMBER));
  }

  @Test
  @Tag("ORG-1")
  void nobody_promotes_themselves() {
    given(registered(), memberOf(ACME, Role.ADMIN))
        .by(acting(ANNA, Role.ADMIN))
        .when(new ChangeOrgRole(ANNA, ACME, Role.OWNER))
        .thenRefused(Reason.ROLE_ABOVE_OWN);
  }

  @Test
  @Tag("ORG-1")
  void an_admin_touches_no_owner() {
    for (Object command :
        new Object[] {
          new ChangeOrgRole(ANNA, ACME, Role.ADMIN),
          new SuspendMember(ANNA, ACME),
          new ReactivateMember(ANNA, ACME),
          new RemoveMember(ANNA, ACME)
        }) {
      given(registered(), memberOf(ACME, Role.OWNER))
          .by(admin())
          .when(command)
          .thenRefused(Reason.ROLE_ABOVE_OWN);
    }
  }

  @Test
  @Tag("ORG-1")
  void whoever_has_no_role_in_the_org_changes_nothing_there() {
    given(registered(), memberOf(ACME, Role.MEMBER))
        .by(new Standing(Actor.of(BOB), false, Set.of(), null, true))
        .when(new SuspendMember(ANNA, ACME))
        .thenRefused(Reason.ROLE_ABOVE_OWN);
  }

  @Test
  @Tag("ORG-2")
  void the_last_active_owner_cannot_be_demoted_suspended_or_removed() {
    for (Object command :
        new Object[] {
          new ChangeOrgRole(ANNA, ACME, Role.ADMIN),
          new SuspendMember(ANNA, ACME),
          new RemoveMember(ANNA, ACME)
        }) {
      given(registered(), memberOf(ACME, Role.OWNER))
          .by(withoutAnotherOwner(BOB, Role.OWNER))
          .when(command)
          .thenRefused(Reason.LAST_OWNER);
    }
  }

  @Test
  @Tag("ORG-2")
  void the_last_active_owner_cannot_leave() {
    given(registered(), memberOf(ACME, Role.OWNER))
        .by(withoutAnotherOwner(ANNA, Role.OWNER))
        .when(new LeaveOrg(ANNA, ACME))
        .thenRefused(Reason.LAST_OWNER);
  }

  @Test
  @Tag("ORG-2")
  void an_owner_beside_another_active_owner_may_leave() {
    given(registered(), memberOf(ACME, Role.OWNER))
        .by(acting(ANNA, Role.OWNER))
        .when(new LeaveOrg(ANNA, ACME))
        .then(new OrgLeft(ANNA, ACME, Role.OWNER));
  }

  @Test
  @Tag("ORG-2")
  void who_is_no_owner_leaves_an_org_with_one_owner() {
    given(registered(), memberOf(ACME, Role.MEMBER))
        .by(withoutAnotherOwner(ANNA, Role.MEMBER))
        .when(new LeaveOrg(ANNA, ACME))
        .then(new OrgLeft(ANNA, ACME, Role.MEMBER));
  }

  @Test
  @Tag("ORG-2")
  void a_suspended_owner_is_not_the_active_owner_that_has_to_remain() {
    given(registered(), memberOf(ACME, Role.OWNER), suspended(ACME))
        .by(withoutAnotherOwner(BOB, Role.OWNER))
        .when(new RemoveMember(ANNA, ACME))
        .then(new MemberRemoved(ANNA, ACME, Role.OWNER));
  }

  @Test
  void giving_a_member_the_role_they_have_records_nothing() {
    given(registered(), memberOf(ACME, Role.OWNER))
        .by(withoutAnotherOwner(BOB, Role.OWNER))
        .when(new ChangeOrgRole(ANNA, ACME, Role.OWNER))
        .thenNothing();
  }

  @Test
  @Tag("SES-3")
  void an_admin_suspends_a_member_and_no_session_ends_by_it() {
    given(registered(), memberOf(ACME, Role.MEMBER), TestSessions.session(1))
        .by(admin())
        .when(new SuspendMember(ANNA, ACME))
        .then(suspended(ACME));
  }

  @Test
  @Tag("SES-3")
  void an_admin_reactivates_a_member_with_the_role_they_had() {
    given(registered(), memberOf(ACME, Role.ADMIN), suspended(ACME))
        .by(admin())
        .when(new ReactivateMember(ANNA, ACME))
        .then(new MemberReactivated(ANNA, ACME));
    given(
            registered(),
            memberOf(ACME, Role.ADMIN),
            suspended(ACME),
            new MemberReactivated(ANNA, ACME))
        .by(admin())
        .when(new ChangeOrgRole(ANNA, ACME, Role.MEMBER))
        .then(new OrgRoleChanged(ANNA, ACME, Role.ADMIN, Role.MEMBER));
  }

  @Test
  void suspending_the_suspended_and_reactivating_the_active_record_nothing() {
    given(registered(), memberOf(ACME, Role.MEMBER), suspended(ACME))
        .by(admin())
        .when(new SuspendMember(ANNA, ACME))
        .thenNothing();
    given(registered(), memberOf(ACME, Role.MEMBER))
        .by(admin())
        .when(new ReactivateMember(ANNA, ACME))
        .thenNothing();
  }

  @Test
  @Tag("SES-3")
  void a_change_of_role_does_not_end_a_suspension() {
    given(
            registered(),
            memberOf(ACME, Role.MEMBER),
            suspended(ACME),
            new OrgRoleChanged(ANNA, ACME, Role.MEMBER, Role.ADMIN))
        .by(admin())
        .when(new SuspendMember(ANNA, ACME))
        .thenNothing();
  }

  @Test
  void removing_a_user_whose_invitation_is_open_withdraws_it() {
    given(registered(), invited(ACME, Role.ADMIN, 1))
        .by(admin())
        .when(new RemoveMember(ANNA, ACME))
        .then(new MemberRemoved(ANNA, ACME, Role.ADMIN));
    given(registered(), invited(ACME, Role.ADMIN, 1), new MemberRemoved(ANNA, ACME, Role.ADMIN))
        .when(new AcceptInvitation(ANNA, secret(1)))
        .thenRefused(Reason.INVITATION_NOT_OPEN);
  }

  @Test
  @Tag("ORG-1")
  void what_concerns_a_member_is_refused_for_who_is_none() {
    for (Object command :
        new Object[] {
          new ChangeOrgRole(ANNA, ACME, Role.MEMBER),
          new SuspendMember(ANNA, ACME),
          new ReactivateMember(ANNA, ACME),
          new RemoveMember(ANNA, ACME),
          new LeaveOrg(ANNA, ACME)
        }) {
      given(registered(), memberOf(BETA, Role.MEMBER))
          .by(owner())
          .when(command)
          .thenRefused(Reason.NOT_A_MEMBER);
    }
  }

  @Test
  void an_invited_user_is_no_member_until_they_accept() {
    given(registered(), invited(ACME, Role.MEMBER, 1))
        .by(owner())
        .when(new SuspendMember(ANNA, ACME))
        .thenRefused(Reason.NOT_A_MEMBER);
  }

  @Test
  void who_left_can_be_invited_again() {
    given(registered(), memberOf(ACME, Role.MEMBER), new OrgLeft(ANNA, ACME, Role.MEMBER))
        .by(admin())
        .when(invite(ACME, Role.MEMBER, 2))
        .then(invited(ACME, Role.MEMBER, 2));
  }
}
