package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.AddressRules;
import com.keeptrusts.security.event.AddressVerdict;
import com.keeptrusts.security.event.ClientAddress;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.SubjectRevision;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * May it pass, now? A pure function of what was read, in the order of rule DEC-2; both doors ask
 * this one. Total: rows that are missing or contradict each other are a denial, never an error and
 * never a pass. The authority of a command asks this one too, from the same rows under locks, and
 * then for more than passing.
 */
public final class DecisionRules {

  private DecisionRules() {}

  /**
   * Decides.
   *
   * @param addressRules those of the org of these rows
   */
  public static Decision decide(DecisionRows rows, Question question, AddressRules addressRules) {
    if (!rows.answer(question.sessionTokenHash(), question.org())) {
      return Decision.deny(DecisionReason.UNDECIDABLE);
    }

    // 1. Address rules of the org, before anything about the user (IP-2, IP-7).
    OrgRow org = rows.org();
    if (org != null && org.restrictsAddresses(rows.now())) {
      ClientAddress address = question.clientAddress();
      if (address == null) {
        return Decision.deny(DecisionReason.ADDRESS_UNREADABLE);
      }
      AddressVerdict verdict = addressRules.match(address.ip(), rows.now());
      if (!verdict.allowed()) {
        return Decision.denyAddress(org, verdict);
      }
    }

    // 2. Session.
    SessionRow session = rows.session();
    UserRow user = rows.user();
    if (session == null || user == null || !session.isLive(rows.now())) {
      return Decision.deny(DecisionReason.SESSION_NOT_LIVE);
    }

    // 3. Membership.
    OrgId asked = question.org();
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
    MfaGate mfa = MfaGate.of(rows, user, session, asked);
    if (mfa.closed()) {
      return answer(
          Decision.Outcome.RESTRICT,
          DecisionReason.MFA_ENROLLMENT_REQUIRED,
          List.of(Gate.MFA_ENROLLMENT_REQUIRED),
          session,
          user,
          org,
          membership);
    }

    DecisionReason reason =
        asked == null ? DecisionReason.OWN_ACCOUNT : DecisionReason.ACTIVE_MEMBER;
    return answer(Decision.Outcome.ALLOW, reason, List.of(), session, user, org, membership)
        .until(mfa.deadline());
  }

  /**
   * IP-7: whether every one of these orgs denies the address; none of no orgs does.
   *
   * @param addressRules of each of them
   */
  public static boolean deniedEverywhere(
      List<OrgRow> orgs,
      ClientAddress address,
      Instant now,
      Function<OrgRow, AddressRules> addressRules) {
    return !orgs.isEmpty()
        && orgs.stream()
            .allMatch(
                org ->
                    org.restrictsAddresses(now)
                        && !addressRules.apply(org).match(address.ip(), now).allowed());
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
        null,
        user.id(),
        session.id(),
        role,
        SubjectRevision.of(user.id(), user.revision()),
        org == null ? null : SubjectRevision.of(org.id(), org.revision()));
  }
}
