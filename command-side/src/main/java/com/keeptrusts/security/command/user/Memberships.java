package com.keeptrusts.security.command.user;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.keeptrusts.security.command.authority.Standing;
import com.keeptrusts.security.event.MemberInvited;
import com.keeptrusts.security.event.MemberReactivated;
import com.keeptrusts.security.event.MemberRemoved;
import com.keeptrusts.security.event.MemberSuspended;
import com.keeptrusts.security.event.MfaObligationCause;
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
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateMember;
import org.jspecify.annotations.Nullable;

/**
 * Where the user belongs and with which role, and where they are invited: the part of {@link
 * UserSecurity} that speaks about orgs. In one org a user is a member, or invited, or neither. A
 * membership counts once the user accepted it (rule ORG-3). The org's other members are not known
 * here; whether an owner remains comes with the caller's standing. What its policy has made of who
 * has no MFA method is kept by {@link MfaObligations}.
 */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
class Memberships {

  @AggregateMember private MfaObligations obligations = new MfaObligations();
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
  void handle(
      AcceptInvitation command,
      @MetaDataValue(Origin.AT) Instant now,
      OrgPolicies policies,
      DeadlineManager timers) {
    join(command.userId(), opened(command.secretHash(), now), new MfaWatch(now, policies, timers));
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
  void join(UserId userId, OrgId org, MfaWatch watch) {
    Invitation invitation = Objects.requireNonNull(invited.get(org));
    apply(new OrgJoined(userId, org, invitation.id(), invitation.role()));
    obligations.takeRole(userId, org, invitation.role(), MfaObligationCause.JOINED, watch);
  }

  @CommandHandler
  void handle(
      ChangeOrgRole command,
      @MetaDataValue(Standing.KEY) Standing by,
      @MetaDataValue(Origin.AT) Instant now,
      OrgPolicies policies,
      DeadlineManager timers) {
    Membership membership = touched(by, command.orgId());
    Rules.nobodyActsAboveTheOwnRole(by, command.role());
    if (membership.role() == command.role()) {
      return;
    }
    Rules.anActiveOwnerRemains(by, command.orgId(), membership);
    MfaWatch watch = new MfaWatch(now, policies, timers);
    obligations.follow(command.userId(), command.orgId(), membership, watch);
    apply(new OrgRoleChanged(command.userId(), command.orgId(), membership.role(), command.role()));
    obligations.takeRole(
        command.userId(), command.orgId(), command.role(), MfaObligationCause.PROMOTED, watch);
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
  void handle(
      RemoveMember command,
      @MetaDataValue(Standing.KEY) Standing by,
      @MetaDataValue(Origin.AT) Instant now,
      OrgPolicies policies,
      DeadlineManager timers) {
    Invitation open = invited.get(command.orgId());
    if (open == null) {
      Rules.anActiveOwnerRemains(by, command.orgId(), touched(by, command.orgId()));
    }
    Role role = roleIn(command.orgId());
    Rules.nobodyActsAboveTheOwnRole(by, role);
    MfaWatch watch = new MfaWatch(now, policies, timers);
    follow(command.userId(), command.orgId(), watch);
    apply(new MemberRemoved(command.userId(), command.orgId(), role));
    obligations.leave(command.userId(), command.orgId(), watch);
  }

  @CommandHandler
  void handle(
      LeaveOrg command,
      @MetaDataValue(Standing.KEY) Standing by,
      @MetaDataValue(Origin.AT) Instant now,
      OrgPolicies policies,
      DeadlineManager timers) {
    Membership membership = require(command.orgId());
    Rules.anActiveOwnerRemains(by, command.orgId(), membership);
    MfaWatch watch = new MfaWatch(now, policies, timers);
    follow(command.userId(), command.orgId(), watch);
    apply(new OrgLeft(command.userId(), command.orgId(), membership.role()));
    obligations.leave(command.userId(), command.orgId(), watch);
  }

  @CommandHandler
  void handle(
      RequireMfa command,
      @MetaDataValue(Origin.AT) Instant now,
      OrgPolicies policies,
      DeadlineManager timers) {
    MfaWatch watch = new MfaWatch(now, policies, timers);
    follow(command.userId(), command.orgId(), command.policyVersion(), watch);
  }

  @CommandHandler
  void handle(
      LiftMfaRequirement command,
      @MetaDataValue(Origin.AT) Instant now,
      OrgPolicies policies,
      DeadlineManager timers) {
    MfaWatch watch = new MfaWatch(now, policies, timers);
    follow(command.userId(), command.orgId(), command.policyVersion(), watch);
  }

  private void follow(UserId user, OrgId org, long policyVersion, MfaWatch watch) {
    if (watch.policies().of(org).version() == policyVersion) {
      follow(user, org, watch);
    }
  }

  /** What the org's policies have come to mean for a member; of others nothing is demanded. */
  private void follow(UserId user, OrgId org, MfaWatch watch) {
    Membership membership = accepted.get(org);
    if (membership != null) {
      obligations.follow(user, org, membership, watch);
    }
  }

  @CommandHandler
  void handle(
      ExtendMfaGracePeriod command,
      @MetaDataValue(Standing.KEY) Standing by,
      @MetaDataValue(Origin.AT) Instant now,
      OrgPolicies policies,
      DeadlineManager timers) {
    MfaWatch watch = new MfaWatch(now, policies, timers);
    Rules.nobodyExtendsTheOwnTime(by, command.userId());
    obligations.follow(command.userId(), command.orgId(), touched(by, command.orgId()), watch);
    obligations.extend(command.userId(), command.orgId(), command.until(), command.reason(), watch);
  }

  /** Goes off once, more or less in time. */
  @DeadlineHandler(deadlineName = MfaGracePeriodTimer.NAME)
  void on(
      MfaGracePeriodTimer timer,
      @MetaDataValue(Origin.AT) Instant now,
      OrgPolicies policies,
      DeadlineManager timers) {
    MfaWatch watch = new MfaWatch(now, policies, timers);
    follow(timer.userId(), timer.orgId(), watch);
    obligations.remind(timer.userId(), timer.orgId(), timer.deadline(), watch);
  }

  @CommandHandler
  void handle(
      CheckMfaGracePeriod command,
      @MetaDataValue(Origin.AT) Instant now,
      OrgPolicies policies,
      DeadlineManager timers) {
    MfaWatch watch = new MfaWatch(now, policies, timers);
    follow(command.userId(), command.orgId(), watch);
    obligations.tell(command.userId(), command.orgId(), watch);
  }

  /** POL-5: the user has an MFA method now. */
  void meetObligations(UserId userId) {
    obligations.meet(userId);
  }

  /** POL-6: somebody else took the user's MFA methods away. */
  void resetObligations(UserId userId, MfaWatch watch) {
    accepted.forEach((org, membership) -> obligations.reset(userId, org, membership.role(), watch));
  }

  /** TOTP-4: whether an org demands an MFA method of the user, whoever has one. */
  boolean anyDemandsMfa(OrgPolicies policies) {
    return accepted.entrySet().stream()
        .anyMatch(entry -> policies.of(entry.getKey()).oblige(entry.getValue().role()));
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
  void on(OrgJoined event, @Timestamp Instant at) {
    invited = without(invited, event.orgId());
    accepted = with(accepted, event.orgId(), new Membership(event.role(), false, at));
    acceptedOnce = true;
  }

  @EventSourcingHandler
  void on(OrgRoleChanged event, @Timestamp Instant at) {
    Membership before = require(event.orgId());
    accepted = with(accepted, event.orgId(), new Membership(event.to(), before.suspended(), at));
  }

  @EventSourcingHandler
  void on(MemberSuspended event) {
    Membership before = require(event.orgId());
    accepted = with(accepted, event.orgId(), new Membership(before.role(), true, before.since()));
  }

  @EventSourcingHandler
  void on(MemberReactivated event) {
    Membership before = require(event.orgId());
    accepted = with(accepted, event.orgId(), new Membership(before.role(), false, before.since()));
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
