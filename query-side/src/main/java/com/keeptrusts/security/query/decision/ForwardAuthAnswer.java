package com.keeptrusts.security.query.decision;

import com.keeptrusts.security.enforcement.Decision;
import com.keeptrusts.security.enforcement.DecisionReason;
import com.keeptrusts.security.event.OrgId;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/**
 * A decision as a status and headers, which is what proxies understand (rule DEC-3). Never a
 * redirect, and no body. A proxy may show a denial to whoever was denied, so that tells why and
 * nothing else.
 */
final class ForwardAuthAnswer {

  private static final String PREFIX = "Keeptrusts-";

  private ForwardAuthAnswer() {}

  /**
   * An answer that is no denial has every header, empty if there is nothing to say: a proxy that
   * puts them into the request then leaves none there that somebody had sent.
   *
   * @param org the one that was asked about; absent for the own account
   */
  static ResponseEntity<Void> of(DecisionAnswer decision, @Nullable OrgId org) {
    String reasons = joined(decision.reasons().stream().map(DecisionReason::stableName).toList());
    if (decision.outcome() == Decision.Outcome.DENY) {
      return denied(
          decision.reasons().contains(DecisionReason.SESSION_NOT_LIVE)
              ? HttpStatus.UNAUTHORIZED
              : HttpStatus.FORBIDDEN,
          reasons);
    }
    return begun(status(decision.outcome()), decision.outcome(), reasons)
        .header(PREFIX + "Gates", joined(decision.gates()))
        .header(PREFIX + "Deadline", text(decision.deadline()))
        .header(PREFIX + "User", text(decision.user()))
        .header(PREFIX + "Org", text(org))
        .header(PREFIX + "Role", text(decision.role()))
        .header(PREFIX + "User-Revision", text(decision.userRevision()))
        .header(PREFIX + "Org-Revision", text(decision.orgRevision()))
        .build();
  }

  /** To a proxy that may not ask, or gets no answer. */
  static ResponseEntity<Void> denied(String reason) {
    return denied(HttpStatus.FORBIDDEN, reason);
  }

  private static ResponseEntity<Void> denied(HttpStatus status, String reasons) {
    return begun(status, Decision.Outcome.DENY, reasons).build();
  }

  private static ResponseEntity.BodyBuilder begun(
      HttpStatus status, Decision.Outcome outcome, String reasons) {
    return ResponseEntity.status(status)
        .header(PREFIX + "Outcome", outcome.name())
        .header(PREFIX + "Reasons", reasons);
  }

  private static HttpStatus status(Decision.Outcome outcome) {
    return outcome == Decision.Outcome.ALLOW ? HttpStatus.OK : HttpStatus.FORBIDDEN;
  }

  private static String joined(Collection<?> names) {
    return names.stream().map(Object::toString).collect(Collectors.joining(","));
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
