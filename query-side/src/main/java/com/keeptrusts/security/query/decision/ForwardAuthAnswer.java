package com.keeptrusts.security.query.decision;

import com.keeptrusts.security.enforcement.Decision;
import com.keeptrusts.security.enforcement.DecisionReason;
import com.keeptrusts.security.event.OrgId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A decision as a status and headers, which is what proxies understand (rule DEC-3). A proxy may
 * show a denial to whoever was denied, so that tells why and nothing else.
 *
 * @param headers by their names
 */
record ForwardAuthAnswer(int status, Map<String, String> headers) {

  private static final int PASS = 200;
  private static final int SIGN_IN = 401;
  private static final int FORBIDDEN = 403;
  private static final String PREFIX = "Keeptrusts-";

  /**
   * An answer that is no denial has every header, empty if there is nothing to say: a proxy that
   * puts them into the request then leaves none there that somebody had sent.
   *
   * @param org the one that was asked about; absent for the own account
   */
  static ForwardAuthAnswer of(DecisionAnswer decision, @Nullable OrgId org) {
    String reasons = joined(decision.reasons().stream().map(DecisionReason::stableName).toList());
    if (decision.outcome() == Decision.Outcome.DENY) {
      boolean signedIn = !decision.reasons().contains(DecisionReason.SESSION_NOT_LIVE);
      return denied(signedIn ? FORBIDDEN : SIGN_IN, reasons);
    }
    Map<String, String> headers = begun(decision.outcome(), reasons);
    headers.put(PREFIX + "Gates", joined(decision.gates()));
    headers.put(PREFIX + "Deadline", text(decision.deadline()));
    headers.put(PREFIX + "User", text(decision.user()));
    headers.put(PREFIX + "Org", text(org));
    headers.put(PREFIX + "Role", text(decision.role()));
    headers.put(PREFIX + "User-Revision", text(decision.userRevision()));
    headers.put(PREFIX + "Org-Revision", text(decision.orgRevision()));
    return new ForwardAuthAnswer(status(decision.outcome()), headers);
  }

  /** To a proxy that may not ask, or gets no answer. */
  static ForwardAuthAnswer denied(String reason) {
    return denied(FORBIDDEN, reason);
  }

  private static ForwardAuthAnswer denied(int status, String reasons) {
    return new ForwardAuthAnswer(status, begun(Decision.Outcome.DENY, reasons));
  }

  private static Map<String, String> begun(Decision.Outcome outcome, String reasons) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(PREFIX + "Outcome", outcome.name());
    headers.put(PREFIX + "Reasons", reasons);
    return headers;
  }

  private static int status(Decision.Outcome outcome) {
    return outcome == Decision.Outcome.ALLOW ? PASS : FORBIDDEN;
  }

  private static String joined(Collection<?> names) {
    return names.stream().map(Object::toString).collect(Collectors.joining(","));
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
