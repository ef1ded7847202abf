package com.keeptrusts.security.query.audit;

import com.keeptrusts.security.enforcement.Decision;
import com.keeptrusts.security.enforcement.DecisionReason;
import com.keeptrusts.security.enforcement.Decisions;
import com.keeptrusts.security.enforcement.Question;
import com.keeptrusts.security.event.Deferred;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.web.DoorCaller;
import java.time.Duration;

/**
 * Who may read the feed of an org: a service client, whom the door let in for its scope, or an
 * acting owner, admin or compliance reviewer of that org whom no gate holds up (rule ORG-1). To
 * everybody else an org that is not theirs and one that does not exist are the same.
 */
final class AuditReaders {

  private final Decisions decisions;
  private final AuditFeed feed;

  AuditReaders(Decisions decisions, AuditFeed feed) {
    this.decisions = decisions;
    this.feed = feed;
  }

  OrgId requireMayRead(DoorCaller caller, String org) {
    OrgId asked = idOf(org);
    if (caller.isActing()) {
      requireReviewer(
          decisions.decide(new Question(caller.requireSession(), asked, caller.requireAddress())));
    } else if (!feed.isRegistered(asked)) {
      throw notFound();
    }
    return asked;
  }

  private static OrgId idOf(String org) {
    try {
      return OrgId.of(org);
    } catch (IllegalArgumentException noId) {
      throw notFound();
    }
  }

  private static void requireReviewer(Decision decision) {
    if (decision.outcome() == Decision.Outcome.RESTRICT) {
      throw new Rejected(
          Reason.PASSWORD_ROTATION_REQUIRED, "Something else has to be done first in this session");
    }
    if (decision.outcome() == Decision.Outcome.DENY) {
      throw denied(decision);
    }
    Role role = decision.role();
    if (role == null || !role.reviews()) {
      throw new Rejected(
          Reason.NOT_ALLOWED, "Owners, admins and compliance reviewers read the org's audit log");
    }
  }

  private static Rejected denied(Decision decision) {
    if (decision.reasons().contains(DecisionReason.UNDECIDABLE)) {
      return Deferred.busy("Who is asking cannot be decided at this moment", Duration.ofSeconds(1));
    }
    if (decision.reasons().contains(DecisionReason.SESSION_NOT_LIVE)) {
      return new Rejected(Reason.SESSION_NOT_LIVE, "The session has ended, or never was");
    }
    if (decision.reasons().contains(DecisionReason.NOT_A_MEMBER)) {
      return notFound();
    }
    return new Rejected(Reason.NOT_ALLOWED, "The session does not reach this org now");
  }

  private static Rejected notFound() {
    return new Rejected(Reason.NOT_FOUND, "There is no such org for this caller");
  }
}
