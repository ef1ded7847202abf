package com.keeptrusts.security.query;

import com.keeptrusts.security.enforcement.Decisions;
import com.keeptrusts.security.enforcement.EnforcementRevisions;
import com.keeptrusts.security.enforcement.Question;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.web.DoorCaller;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Who may read what belongs to an org: a service client, whom the door let in for its scope, or an
 * acting owner, admin or compliance reviewer of that org whom no gate holds up (rule ORG-1). To
 * everybody else an org that is not theirs and one that does not exist are the same.
 */
public final class OrgReaders {

  private final Decisions decisions;
  private final EnforcementRevisions orgs;

  OrgReaders(Decisions decisions, DataSource querySide) {
    this.decisions = decisions;
    this.orgs = new EnforcementRevisions(querySide);
  }

  /**
   * Lets the caller read.
   *
   * @param org as it was asked for
   * @throws Rejected if the caller may not
   */
  public OrgId requireMayRead(DoorCaller caller, String org) {
    OrgId asked = idOf(org);
    if (caller.isActing()) {
      Question question = new Question(caller.requireSession(), asked, caller.requireAddress());
      requireReviewer(decisions.decide(question).orRefuse().role());
    } else if (orgs.of(asked).isEmpty()) {
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

  private static void requireReviewer(@Nullable Role role) {
    if (role == null || !role.reviews()) {
      throw new Rejected(
          Reason.NOT_ALLOWED, "Owners, admins and compliance reviewers read what is the org's");
    }
  }

  private static Rejected notFound() {
    return new Rejected(Reason.NOT_FOUND, "There is no such org for this caller");
  }
}
