package com.keeptrusts.security.command.user;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.keeptrusts.security.command.authority.Standing;
import com.keeptrusts.security.event.MemberInvited;
import com.keeptrusts.security.event.MemberReactivated;
import com.keeptrusts.security.event.MemberRemoved;
import com.keeptrusts.security.event.MemberSuspended;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.OrgJoined;
import com.keeptrusts.security.event.OrgLeft;
import com.keeptrusts.security.event.OrgRoleChanged;
import com.keeptrusts.security.event.Origin;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.event.UserRegistered;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.jspecify.annotations.Nullable;

/**
 * Where the user belongs and with which role, and where they are invited: the part of {@link
 * UserSecurity} that speaks about orgs. In one org a user is a member, or invited, or neither. A
 * membership counts once the user accepted it (rule ORG-3). The org's other members are not known
 * here; whether an owner remains comes with the caller's standing.
 */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
class Memberships {

  private Map<OrgId, Membership> accepted = Map.of();
  private Map<OrgId, Invitation> invited = Map.of();
  private @Nullable OrgId createdFor;
  private boolean acceptedOnce;

  @CommandHandler
  void handle(InviteMember command, @MetaDataValue(Standing.KEY) Standing by) {
    Rules.nobodyActsAboveTheOwnRole(by, command.role());
    Rules.nobodyActsAboveTheOwnRole(by, roleIn(command.orgId()));
    if (includes(command.orgId())) {
      throw new Rejected(
          Reason.ALREADY_MEMBER, "The user is a member of org " + command.orgId() + " already");
    }
    apply(
        new MemberInvited(
            command.userId(),
            command.orgId(),
            command.invitation(),
            command.secretHash(),
            command.role(),
            command.expiresAt()));
  }

  @CommandHandler
  void handle(AcceptInvitation command, @MetaDataValue(Origin.AT) Instant now) {
    join(command.userId(), opened(command.secretHash(), now));
  }

  /** The org that the secret lets in to. */
  OrgId opened(Sha256 secretHash, Instant now) {
    return invited.entrySet().stream()
        .filter(entry -> entry.getValue().opensWith(secretHash, now))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(
            () ->
                new Rejected(
                    Reason.INVITATION_NOT_OPEN,
                    "This invitation is not the user's, or was used, replaced, withdrawn, or has"
                        + " expired: ask for another one"));
  }

  /** Takes up the invitation into this org. */
  void join(UserId userId, OrgId org) {
    Invitation invitation = Objects.requireNonNull(invited.get(org));
    apply(new OrgJoined(userId, org, invitation.id(), invitation.role()));
  }

  @CommandHandler
  void handle(ChangeOrgRole command, @MetaDataValue(Standing.KEY) Standing by) {
    Membership membership = touched(by, command.orgId());
    Rules.nobodyActsAboveTheOwnRole(by, command.role());
    if (membership.role() == command.role()) {
      return;
    }
    Rules.anActiveOwnerRemains(by, command.orgId(), membership);
    apply(new OrgRoleChanged(command.userId(), command.orgId(), membership.role(), command.role()));
  }

  @CommandHandler
  void handle(SuspendMember command, @MetaDataValue(Standing.KEY) Standing by) {
    Membership membership = touched(by, command.orgId());
    if (membership.suspended()) {
      return;
    }
    Rules.anActiveOwnerRemains(by, command.orgId(), membership);
    apply(new MemberSuspended(command.userId(), command.orgId()));
  }

  @CommandHandler
  void handle(ReactivateMember command, @MetaDataValue(Standing.KEY) Standing by) {
    if (touched(by, command.orgId()).suspended()) {
      apply(new MemberReactivated(command.userId(), command.orgId()));
    }
  }

  @CommandHandler
  void handle(RemoveMember command, @MetaDataValue(Standing.KEY) Standing by) {
    Invitation open = invited.get(command.orgId());
    if (open == null) {
      Rules.anActiveOwnerRemains(by, command.orgId(), touched(by, command.orgId()));
    }
    Role role = roleIn(command.orgId());
    Rules.nobodyActsAboveTheOwnRole(by, role);
    apply(new MemberRemoved(command.userId(), command.orgId(), role));
  }

  @CommandHandler
  void handle(LeaveOrg command, @MetaDataValue(Standing.KEY) Standing by) {
    Membership membership = require(command.orgId());
    Rules.anActiveOwnerRemains(by, command.orgId(), membership);
    apply(new OrgLeft(command.userId(), command.orgId(), membership.role()));
  }

  boolean includes(@Nullable OrgId org) {
    return org != null && accepted.containsKey(org);
  }

  boolean areOnly(@Nullable OrgId org) {
    return org != null && accepted.keySet().equals(Set.of(org));
  }

  /** The user has accepted an invitation at some time, of whichever org. */
  boolean acceptedOnce() {
    return acceptedOnce;
  }

  /** The account was made for this org, and the user has never accepted an invitation of any. */
  boolean awaitsFirstAcceptance(@Nullable OrgId org) {
    return !acceptedOnce && org != null && org.equals(createdFor);
  }

  /**
   * The user's role in the org, or the one that is offered; {@code MEMBER} where there is neither.
   */
  Role roleIn(@Nullable OrgId org) {
    Membership membership = org == null ? null : accepted.get(org);
    Invitation invitation = org == null ? null : invited.get(org);
    if (membership != null) {
      return membership.role();
    }
    return invitation != null ? invitation.role() : Role.MEMBER;
  }

  private Membership touched(Standing by, OrgId org) {
    Membership membership = require(org);
    Rules.nobodyActsAboveTheOwnRole(by, membership.role());
    return membership;
  }

  private Membership require(OrgId org) {
    Membership membership = accepted.get(org);
    if (membership == null) {
      throw new Rejected(Reason.NOT_A_MEMBER, "The user is no member of org " + org);
    }
    return membership;
  }

  @EventSourcingHandler
  void on(UserRegistered event) {
    createdFor = event.createdFor();
  }

  @EventSourcingHandler
  void on(MemberInvited event) {
    invited =
        with(
            invited,
            event.orgId(),
            new Invitation(
                event.invitation(), event.secretHash(), event.role(), event.expiresAt()));
  }

  @EventSourcingHandler
  void on(OrgJoined event) {
    invited = without(invited, event.orgId());
    accepted = with(accepted, event.orgId(), new Membership(event.role(), false));
    acceptedOnce = true;
  }

  @EventSourcingHandler
  void on(OrgRoleChanged event) {
    Membership before = require(event.orgId());
    accepted = with(accepted, event.orgId(), new Membership(event.to(), before.suspended()));
  }

  @EventSourcingHandler
  void on(MemberSuspended event) {
    Membership before = require(event.orgId());
    accepted = with(accepted, event.orgId(), new Membership(before.role(), true));
  }

  @EventSourcingHandler
  void on(MemberReactivated event) {
    Membership before = require(event.orgId());
    accepted = with(accepted, event.orgId(), new Membership(before.role(), false));
  }

  @EventSourcingHandler
  void on(MemberRemoved event) {
    invited = without(invited, event.orgId());
    accepted = without(accepted, event.orgId());
  }

  @EventSourcingHandler
  void on(OrgLeft event) {
    accepted = without(accepted, event.orgId());
  }

  private static <V> Map<OrgId, V> with(Map<OrgId, V> some, OrgId org, V value) {
    Map<OrgId, V> more = new HashMap<>(some);
    more.put(org, value);
    return more;
  }

  private static <V> Map<OrgId, V> without(Map<OrgId, V> some, OrgId org) {
    Map<OrgId, V> fewer = new HashMap<>(some);
    fewer.remove(org);
    return fewer;
  }
}
