package com.keeptrusts.security.command.user;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.keeptrusts.security.event.GracePeriod;
import com.keeptrusts.security.event.GracePeriods;
import com.keeptrusts.security.event.MfaGracePeriodChanged;
import com.keeptrusts.security.event.MfaGracePeriodEnded;
import com.keeptrusts.security.event.MfaGracePeriodEndingSoon;
import com.keeptrusts.security.event.MfaGracePeriodExtended;
import com.keeptrusts.security.event.MfaGracePeriodStarted;
import com.keeptrusts.security.event.MfaObligationCause;
import com.keeptrusts.security.event.MfaObligationEnd;
import com.keeptrusts.security.event.MfaObligationLifted;
import com.keeptrusts.security.event.MfaObligationMet;
import com.keeptrusts.security.event.MfaPolicies;
import com.keeptrusts.security.event.MfaPolicy;
import com.keeptrusts.security.event.MfaPolicyTerms;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.event.UserSecurityEvent;
import java.time.Instant;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.jspecify.annotations.Nullable;

/**
 * What orgs that demand an MFA method have made of a user who has none: the part of {@link
 * Memberships} that writes down how far each grace period has run. What is right is decided by
 * {@link GracePeriod}, here and where requests are let pass; here the difference becomes facts.
 */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
class MfaObligations {

  private GracePeriods state = GracePeriods.NONE;

  /** Takes the org's policies into account up to the one in force. */
  void follow(UserId user, OrgId org, Membership membership, MfaWatch watch) {
    if (!state.hasMethod()) {
      record(
          user,
          org,
          GracePeriod.follow(
              state.byOrg().get(org),
              membership.role(),
              latest(membership.since(), state.lostAt()),
              watch.policies().of(org)),
          MfaObligationCause.POLICY_TIGHTENED,
          MfaObligationEnd.POLICY_LOOSENED,
          watch);
    }
  }

  /** POL-3, POL-5: the user has this role from now on. */
  void takeRole(UserId user, OrgId org, Role role, MfaObligationCause why, MfaWatch watch) {
    if (!state.hasMethod()) {
      record(
          user,
          org,
          GracePeriod.step(state.byOrg().get(org), role, inForce(org, watch)),
          why,
          MfaObligationEnd.DEMOTED,
          watch);
    }
  }

  /** POL-5: the membership is over; an extension went with it, what has run stays. */
  void leave(UserId user, OrgId org, MfaWatch watch) {
    GracePeriod period = state.byOrg().get(org);
    if (period != null && period.isRunning()) {
      apply(
          new MfaObligationLifted(
              user,
              org,
              MfaObligationEnd.MEMBERSHIP_ENDED,
              period.policyVersion(),
              period.start(),
              watch.now(),
              null));
    }
  }

  /** POL-5: the user has a method. */
  void meet(UserId user) {
    for (OrgId org : state.byOrg().keySet()) {
      apply(new MfaObligationMet(user, org));
    }
  }

  /** POL-6: somebody else took the methods away; who is obliged gets no fresh grace for that. */
  void reset(UserId user, OrgId org, Role role, MfaWatch watch) {
    MfaPolicy policy = inForce(org, watch);
    if (policy.obliges(role)) {
      record(
          user,
          org,
          GracePeriod.over(policy),
          MfaObligationCause.FACTOR_RESET,
          MfaObligationEnd.POLICY_LOOSENED,
          watch);
    }
  }

  /** POL-7: more time, for who still has some. */
  void extend(UserId user, OrgId org, Instant until, String reason, MfaWatch watch) {
    GracePeriod period = state.byOrg().get(org);
    if (period == null || !period.isRunning() || period.isOver(watch.now())) {
      throw new Rejected(
          Reason.NO_GRACE_PERIOD,
          "No grace period runs for this member; one that is over ends by enrolling alone");
    }
    if (until.equals(period.deadline())) {
      return;
    }
    if (until.isBefore(period.deadline())
        || until.isAfter(watch.now().plus(MfaPolicyTerms.LONGEST))) {
      throw new Rejected(
          Reason.INVALID_VALUE,
          "The new deadline is later than "
              + period.deadline()
              + ", and at most "
              + MfaPolicyTerms.LONGEST.toDays()
              + " days from now");
    }
    apply(new MfaGracePeriodExtended(user, org, period.start(), period.deadline(), until, reason));
    tell(user, org, watch);
  }

  /** Says what is to be said by now, unless the deadline is another one meanwhile. */
  void remind(UserId user, OrgId org, Instant deadline, MfaWatch watch) {
    GracePeriod period = state.byOrg().get(org);
    if (period != null && period.deadline().equals(deadline)) {
      tell(user, org, watch);
    }
  }

  /** Says what is to be said by now, and sets a timer for what is to be said next. */
  void tell(UserId user, OrgId org, MfaWatch watch) {
    GracePeriod period = state.byOrg().get(org);
    Instant next = period == null ? null : period.nextAt();
    if (period == null || next == null) {
      return;
    }
    if (period.isOver(watch.now())) {
      apply(new MfaGracePeriodEnded(user, org, period.deadline()));
      return;
    }
    if (period.isWarningDue(watch.now())) {
      apply(new MfaGracePeriodEndingSoon(user, org, period.deadline()));
      next = period.deadline();
    }
    watch
        .timers()
        .schedule(
            next, MfaGracePeriodTimer.NAME, new MfaGracePeriodTimer(user, org, period.deadline()));
  }

  private void record(
      UserId user,
      OrgId org,
      @Nullable GracePeriod after,
      MfaObligationCause why,
      MfaObligationEnd end,
      MfaWatch watch) {
    GracePeriod before = state.byOrg().get(org);
    if (after == null || after.equals(before)) {
      return;
    }
    if (!after.isRunning()) {
      lift(user, org, after, end);
    } else if (before == null || !before.isRunning()) {
      start(user, org, after, why);
      tell(user, org, watch);
    } else if (!after.start().equals(before.start())
        || !after.deadline().equals(before.deadline())) {
      apply(
          new MfaGracePeriodChanged(
              user,
              org,
              after.policyVersion(),
              after.start(),
              before.deadline(),
              after.deadline()));
      tell(user, org, watch);
    }
  }

  private static void start(UserId user, OrgId org, GracePeriod started, MfaObligationCause why) {
    apply(
        new MfaGracePeriodStarted(
            user,
            org,
            why,
            started.policyVersion(),
            started.start(),
            started.deadline(),
            started.extendedUntil()));
  }

  private static void lift(UserId user, OrgId org, GracePeriod stopped, MfaObligationEnd end) {
    Instant stoppedAt = stopped.stoppedAt();
    if (stoppedAt != null) {
      apply(
          new MfaObligationLifted(
              user,
              org,
              end,
              stopped.policyVersion(),
              stopped.start(),
              stoppedAt,
              stopped.extendedUntil()));
    }
  }

  /** The policy in force, as it meets the user from now on. */
  private static MfaPolicy inForce(OrgId org, MfaWatch watch) {
    MfaPolicies policies = watch.policies().of(org);
    return new MfaPolicy(policies.version(), policies.terms(), watch.now());
  }

  private static Instant latest(Instant one, @Nullable Instant other) {
    return other == null || one.isAfter(other) ? one : other;
  }

  @EventSourcingHandler
  void on(UserSecurityEvent event, @Timestamp Instant at) {
    state = state.after(event, at);
  }
}
