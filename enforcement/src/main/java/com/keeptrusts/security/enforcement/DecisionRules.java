package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.SubjectRevision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * May it pass, now? A pure function of what was read, in the order of rule DEC-2; both doors ask
 * this one. Total: rows that are missing or contradict each other are a denial, never an error and
 * never a pass. A command asks for more than passing, and for other things first (a suspended
 * member may leave): its authority is decided in the command side, from the same rows under locks.
 */
public final class DecisionRules {

  private DecisionRules() {}

  public static Decision decide(DecisionRows rows, Question question) {
    if (!rows.answer(question.sessionTokenHash(), question.org())) {
      return Decision.deny(DecisionReason.UNDECIDABLE);
    }

    // 1. Address rules of the org, before anything about the user (IP-2, IP-7).

    // 2. Session.
    SessionRow session = rows.session();
    UserRow user = rows.user();
    if (session == null || user == null || !session.isLive(rows.now())) {
      return Decision.deny(DecisionReason.SESSION_NOT_LIVE);
    }

    // 3. Membership.
    OrgId asked = question.org();
    OrgRow org = rows.org();
    MembershipRow membership = rows.membership();
    if (asked != null && (org == null || membership == null)) {
      return deny(DecisionReason.NOT_A_MEMBER, session, user, null, null);
    }
    if (membership != null && membership.suspended()) {
      return deny(DecisionReason.MEMBER_SUSPENDED, session, user, org, membership);
    }

    // 4. Password gate.
    if (session.rotationRequired()) {
      return answer(
          Decision.Outcome.RESTRICT,
          DecisionReason.PASSWORD_ROTATION_REQUIRED,
          List.of(Gate.PASSWORD_ROTATION_REQUIRED),
          session,
          user,
          org,
          membership);
    }

    // 5. MFA gate of the obligations, with its deadline (POL-4, POL-8).

    DecisionReason reason =
        asked == null ? DecisionReason.OWN_ACCOUNT : DecisionReason.ACTIVE_MEMBER;
    return answer(Decision.Outcome.ALLOW, reason, List.of(), session, user, org, membership);
  }

  private static Decision deny(
      DecisionReason reason,
      SessionRow session,
      UserRow user,
      @Nullable OrgRow org,
      @Nullable MembershipRow membership) {
    return answer(Decision.Outcome.DENY, reason, List.of(), session, user, org, membership);
  }

  private static Decision answer(
      Decision.Outcome outcome,
      DecisionReason reason,
      List<Gate> gates,
      SessionRow session,
      UserRow user,
      @Nullable OrgRow org,
      @Nullable MembershipRow membership) {
    Role role = membership == null ? null : membership.role();
    return new Decision(
        outcome,
        List.of(reason),
        gates,
        null,
        user.id(),
        session.id(),
        role,
        SubjectRevision.of(user.id(), user.revision()),
        org == null ? null : SubjectRevision.of(org.id(), org.revision()));
  }
}
