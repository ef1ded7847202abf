package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.SubjectRevision;
import com.keeptrusts.security.event.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link Question}, true at the instant at which it was read. A denial names the
 * user only if the session is live, and the org only if the user is a member of it: whoever is not
 * cannot tell an org from none.
 *
 * @param deadline until when a warning lasts before it becomes a gate
 * @param userRevision how far the user had come, {@code user/<id>@42}; the org's likewise
 */
public record Decision(
    Outcome outcome,
    List<DecisionReason> reasons,
    List<Gate> gates,
    @Nullable Instant deadline,
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
        Outcome.DENY, List.of(reason), List.of(), null, null, null, null, null, null);
  }
}
