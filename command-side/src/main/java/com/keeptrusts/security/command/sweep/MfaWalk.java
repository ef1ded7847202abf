package com.keeptrusts.security.command.sweep;

import com.keeptrusts.security.command.authority.Caller;
import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.user.LiftMfaRequirement;
import com.keeptrusts.security.command.user.RequireMfa;
import com.keeptrusts.security.enforcement.MfaPolicyRows;
import com.keeptrusts.security.enforcement.MfaWalkRows;
import com.keeptrusts.security.enforcement.MfaWalkRows.Visit;
import com.keeptrusts.security.enforcement.MfaWalkRows.Walk;
import com.keeptrusts.security.event.MfaPolicies;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Visits the members of orgs whose MFA policy changed, and has written down what it means for each
 * (rule POL-10). A command a member, so that nobody waits for a whole org; orgs take turns by the
 * batch. Whoever goes on after a crash visits some once more, which changes nothing. Decisions do
 * not wait for it.
 */
@Component
public final class MfaWalk {

  private static final Logger LOG = LoggerFactory.getLogger(MfaWalk.class);
  private static final Caller SYSTEM = Caller.system("mfa-walk");
  private static final int BATCH = 100;
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final MfaWalkRows walks;
  private final MfaPolicyRows policies;
  private final Commands commands;

  public MfaWalk(MfaWalkRows walks, DataSource dataSource, Commands commands) {
    this.walks = walks;
    this.policies = new MfaPolicyRows(dataSource);
    this.commands = commands;
  }

  /** Until no org is left to be walked, or the thread is interrupted. */
  public void run() {
    Optional<Walk> walk = walks.next();
    while (walk.isPresent() && !Thread.currentThread().isInterrupted()) {
      goOn(walk.get());
      walk = walks.next();
    }
  }

  private void goOn(Walk walk) {
    List<Visit> visits = walks.visits(walk, BATCH);
    MfaPolicies inForce = policies.of(walk.org());
    int failed = 0;
    for (Visit visit : visits) {
      if (!visit(walk, visit, inForce.oblige(visit.role()))) {
        failed++;
      }
    }
    if (!visits.isEmpty()) {
      walks.advance(walk, visits.get(visits.size() - 1).user(), visits.size(), failed);
    }
    if (visits.size() < BATCH) {
      end(walk, walk.failed() + failed);
    }
  }

  private boolean visit(Walk walk, Visit visit, boolean obliged) {
    try {
      if (obliged) {
        commands.send(new RequireMfa(visit.user(), walk.org(), walk.policyVersion()), SYSTEM);
      } else if (visit.running()) {
        commands.send(
            new LiftMfaRequirement(visit.user(), walk.org(), walk.policyVersion()), SYSTEM);
      }
      return true;
    } catch (RuntimeException failure) {
      LOG.warn(
          "What the policy of org {} means for user {} is not written down yet",
          walk.org(),
          visit.user(),
          failure);
      return false;
    }
  }

  private void end(Walk walk, long failed) {
    if (failed == 0) {
      walks.finish(walk);
    } else {
      walks.repeat(walk, PAUSE);
    }
  }
}
