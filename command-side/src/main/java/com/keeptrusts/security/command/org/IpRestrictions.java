package com.keeptrusts.security.command.org;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.keeptrusts.security.event.IpAddress;
import com.keeptrusts.security.event.IpRestrictionsResumed;
import com.keeptrusts.security.event.IpRestrictionsSuspended;
import com.keeptrusts.security.event.IpRule;
import com.keeptrusts.security.event.IpRuleAdded;
import com.keeptrusts.security.event.IpRuleChanged;
import com.keeptrusts.security.event.IpRuleId;
import com.keeptrusts.security.event.IpRuleRemoved;
import com.keeptrusts.security.event.IpRuleSet;
import com.keeptrusts.security.event.IpRuleTerms;
import com.keeptrusts.security.event.OrgSecurityEvent;
import com.keeptrusts.security.event.Origin;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import java.time.Instant;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.jspecify.annotations.Nullable;

/**
 * The address rules: the part of {@link OrgSecurityPolicy} that keeps an admin from shutting
 * themselves out by accident (rule IP-5). What an address gets is decided by {@link IpRuleSet},
 * here and everywhere else.
 */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
class IpRestrictions {

  static final int MOST_RULES = 10_000;

  private IpRuleSet state = IpRuleSet.NONE;

  @CommandHandler
  void handle(AddIpRule command, @MetaDataValue(Origin.AT) Instant now) {
    IpRule added = new IpRule(command.rule(), command.terms());
    if (state.rules().size() >= MOST_RULES) {
      throw new Rejected(
          Reason.TOO_MANY_IP_RULES, "The org has " + MOST_RULES + " address rules: remove some");
    }
    requireUnknown(added);
    requireFuture(command.terms().expiresAt(), now);
    String lockout = lockout(state.with(added), command.from(), command.lockout(), now);
    apply(new IpRuleAdded(command.orgId(), command.rule(), command.terms(), lockout));
  }

  @CommandHandler
  void handle(ChangeIpRule command, @MetaDataValue(Origin.AT) Instant now) {
    IpRuleTerms from = require(command.rule());
    IpRuleTerms to = command.to();
    if (to.equals(from)) {
      return;
    }
    IpRule changed = new IpRule(command.rule(), to);
    requireUnknown(changed);
    if (to.expiresAt() != null && !to.expiresAt().equals(from.expiresAt())) {
      requireFuture(to.expiresAt(), now);
    }
    String lockout = lockout(state.with(changed), command.from(), command.lockout(), now);
    apply(new IpRuleChanged(command.orgId(), command.rule(), from, to, lockout));
  }

  @CommandHandler
  void handle(RemoveIpRule command, @MetaDataValue(Origin.AT) Instant now) {
    IpRuleTerms terms = require(command.rule());
    String lockout = lockout(state.without(command.rule()), command.from(), command.lockout(), now);
    apply(new IpRuleRemoved(command.orgId(), command.rule(), terms, lockout));
  }

  @CommandHandler
  void handle(SuspendIpRestrictions command, @MetaDataValue(Origin.AT) Instant now) {
    apply(
        new IpRestrictionsSuspended(
            command.orgId(), now.plus(command.duration()), command.reason()));
  }

  @CommandHandler
  void handle(ResumeIpRestrictions command, @MetaDataValue(Origin.AT) Instant now) {
    Instant suspendedUntil = state.suspendedUntil();
    if (suspendedUntil != null) {
      Instant ended = suspendedUntil.isBefore(now) ? suspendedUntil : now;
      apply(new IpRestrictionsResumed(command.orgId(), ended));
    }
  }

  @CommandHandler
  void handle(ExpireIpSuspension command, @MetaDataValue(Origin.AT) Instant now) {
    Instant suspendedUntil = state.suspendedUntil();
    if (suspendedUntil != null && !now.isBefore(suspendedUntil)) {
      apply(new IpRestrictionsResumed(command.orgId(), suspendedUntil));
    }
  }

  /** IP-4: one rule of a kind for a block. */
  private void requireUnknown(IpRule rule) {
    for (IpRule other : state.rules()) {
      if (!other.id().equals(rule.id())
          && other.terms().action() == rule.terms().action()
          && other.terms().block().equals(rule.terms().block())) {
        throw new Rejected(
            Reason.IP_RULE_EXISTS,
            "Rule " + other.id() + " is of the same kind for the same block: change that one");
      }
    }
  }

  private static void requireFuture(@Nullable Instant expiresAt, Instant now) {
    if (expiresAt != null && !now.isBefore(expiresAt)) {
      throw new Rejected(Reason.INVALID_VALUE, "A rule expires at an instant that is to come");
    }
  }

  /**
   * IP-5: as if no suspension were, since that ends.
   *
   * @return the reason why being denied is accepted, if the change denies this address
   */
  private static @Nullable String lockout(
      IpRuleSet after, IpAddress from, @Nullable String accepted, Instant now) {
    if (after.match(from, now).allowed()) {
      return null;
    }
    if (accepted == null) {
      throw new Rejected(
          Reason.WOULD_LOCK_YOU_OUT,
          "With this change your own address would be denied: give a reason if you want that");
    }
    return accepted;
  }

  private IpRuleTerms require(IpRuleId id) {
    return state
        .find(id)
        .orElseThrow(() -> new Rejected(Reason.NOT_FOUND, "The org has no address rule " + id));
  }

  @EventSourcingHandler
  void on(OrgSecurityEvent event) {
    state = state.after(event);
  }
}
