package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.AddressVerdict;
import com.keeptrusts.security.event.IpRuleId;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.SubjectRevision;
import com.keeptrusts.security.event.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link Question}, true at the instant at which it was read. A denial names the
 * user only if the session is live, and the org only if the user is a member of it, or its address
 * rules denied before anybody looked at the user: else whoever is no member cannot tell an org from
 * none.
 *
 * @param deadline until when a warning lasts before it becomes a gate; on what is the account's,
 *     the earliest of the user's orgs
 * @param rule the address rule that denied, if one did
 * @param userRevision how far the user had come, {@code user/<id>@42}; the org's likewise
 */
public record Decision(
    Outcome outcome,
    List<DecisionReason> reasons,
    List<Gate> gates,
    @Nullable Instant deadline,
    @Nullable IpRuleId rule,
    @Nullable UserId user,
    @Nullable SessionId session,
    @Nullable Role role,
    @Nullable SubjectRevision userRevision,
    @Nullable SubjectRevision orgRevision) {

  /** Whether the request may pass. */
  public enum Outcome {
    ALLOW,
    /** Only what opens the gates may pass, and signing out. */
    RESTRICT,
    DENY
  }

  public Decision {
    reasons = List.copyOf(reasons);
    gates = List.copyOf(gates);
  }

  /** A denial that knows nobody. */
  static Decision deny(DecisionReason reason) {
    return new Decision(
        Outcome.DENY, List.of(reason), List.of(), null, null, null, null, null, null, null);
  }

  /** A denial by the address rules of an org, whoever it is that asks. */
  static Decision denyAddress(OrgRow org, AddressVerdict verdict) {
    return new Decision(
        Outcome.DENY,
        List.of(DecisionReason.ADDRESS_DENIED),
        List.of(),
        null,
        verdict.rule(),
        null,
        null,
        null,
        null,
        SubjectRevision.of(org.id(), org.revision()));
  }

  /** The same, with the deadline of a warning if there is one. */
  Decision until(@Nullable Instant ofWarning) {
    if (ofWarning == null) {
      return this;
    }
    List<DecisionReason> more = new ArrayList<>(reasons);
    more.add(DecisionReason.MFA_GRACE_PERIOD);
    return new Decision(
        outcome, more, gates, ofWarning, rule, user, session, role, userRevision, orgRevision);
  }

  /**
   * Lets it pass, or refuses in the words that are right at every door.
   *
   * @param open gates that hold nobody up here
   * @throws Rejected if it may not pass
   */
  public Decision orRefuse(Gate... open) {
    for (Gate gate : gates) {
      if (!List.of(open).contains(gate)) {
        throw gate.refusal();
      }
    }
    if (outcome == Outcome.DENY) {
      throw reasons.get(0).refusal();
    }
    return this;
  }
}
