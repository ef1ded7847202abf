package com.keeptrusts.security.command.user;

import static com.keeptrusts.security.command.user.TestUsers.ANNA;
import static com.keeptrusts.security.command.user.TestUsers.BOB;
import static com.keeptrusts.security.command.user.TestUsers.NOW;
import static com.keeptrusts.security.command.user.TestUsers.id;

import com.keeptrusts.security.command.authority.Standing;
import com.keeptrusts.security.event.Actor;
import com.keeptrusts.security.event.InvitationId;
import com.keeptrusts.security.event.MemberInvited;
import com.keeptrusts.security.event.MemberSuspended;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.OrgJoined;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Two orgs that Anna may belong to, and who acts in them. */
final class TestOrgs {

  static final OrgId ACME = OrgId.of(id(10));
  static final OrgId BETA = OrgId.of(id(11));
  static final Instant NEXT_WEEK = NOW.plus(Duration.ofDays(7));

  private TestOrgs() {}

  static InvitationId invitation(int number) {
    return InvitationId.of(id(100 + number));
  }

  static Sha256 secret(int number) {
    return Sha256.ofToken("invitation " + number);
  }

  static MemberInvited invited(OrgId org, Role role, int number) {
    return new MemberInvited(ANNA, org, invitation(number), secret(number), role, NEXT_WEEK);
  }

  static InviteMember invite(OrgId org, Role role, int number) {
    return new InviteMember(ANNA, org, invitation(number), secret(number), role, NEXT_WEEK);
  }

  static List<Object> memberOf(OrgId org, Role role) {
    int number = org.equals(ACME) ? 1 : 2;
    return List.of(invited(org, role, number), new OrgJoined(ANNA, org, invitation(number), role));
  }

  static MemberSuspended suspended(OrgId org) {
    return new MemberSuspended(ANNA, org);
  }

  static Standing owner() {
    return acting(BOB, Role.OWNER);
  }

  static Standing admin() {
    return acting(BOB, Role.ADMIN);
  }

  static Standing acting(UserId user, Role role) {
    return new Standing(Actor.of(user), false, Set.of(), role, true);
  }

  static Standing withoutAnotherOwner(UserId user, Role role) {
    return new Standing(Actor.of(user), false, Set.of(), role, false);
  }

  static Standing operator() {
    return client(EnumSet.allOf(Scope.class));
  }

  /** A service client that acts for itself, with these scopes. */
  static Standing client(Set<Scope> scopes) {
    return new Standing(Actor.of(ServiceClientId.of(id(3))), true, scopes, null, false);
  }
}
