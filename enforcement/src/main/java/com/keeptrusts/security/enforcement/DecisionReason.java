package com.keeptrusts.security.enforcement;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a decision is what it is; its stable name is kebab case. */
public enum DecisionReason {
  /** Allowed: the session is live, and it is about the own account. */
  OWN_ACCOUNT,
  /** Allowed: the session is live, and its user an active member of the org. */
  ACTIVE_MEMBER,
  /** Denied: no address was stated, or what was stated is none (rule IP-7). */
  ADDRESS_UNREADABLE,
  /** Denied: no session has this token, or it ended, ran out, or was not used for too long. */
  SESSION_NOT_LIVE,
  /** Denied: the user is no member of the org, or there is no such org. */
  NOT_A_MEMBER,
  /** Denied: an admin suspended the user in this org (rule SES-3). */
  MEMBER_SUSPENDED,
  /** Restricted: the session began with a temporary password (rule PWD-3). */
  PASSWORD_ROTATION_REQUIRED,
  /** Denied: something is broken here, or the rows contradict each other (rule DEC-2). */
  UNDECIDABLE;

  @JsonValue
  public String stableName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
