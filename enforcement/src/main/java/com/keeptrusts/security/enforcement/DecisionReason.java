package com.keeptrusts.security.enforcement;

import com.fasterxml.jackson.annotation.JsonValue;
import com.keeptrusts.security.event.Deferred;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import java.time.Duration;
import java.util.Locale;

/** Why a decision is what it is; its stable name is kebab case. */
public enum DecisionReason {
  /** Allowed: the session is live, and it is about the own account. */
  OWN_ACCOUNT,
  /** Allowed: the session is live, and its user an active member of the org. */
  ACTIVE_MEMBER,
  /** Denied: no address was stated, or what was stated is none (rule IP-7). */
  ADDRESS_UNREADABLE,
  /** Denied: the org's address rules do not let the address in (rule IP-2). */
  ADDRESS_DENIED,
  /** Denied: no session has this token, or it ended, ran out, or was not used for too long. */
  SESSION_NOT_LIVE,
  /** Denied: the user is no member of the org, or there is no such org. */
  NOT_A_MEMBER,
  /** Denied: an admin suspended the user in this org (rule SES-3). */
  MEMBER_SUSPENDED,
  /** Restricted: the session began with a temporary password (rule PWD-3). */
  PASSWORD_ROTATION_REQUIRED,
  /** Restricted: the time that the org gave to get an MFA method is over (rule POL-4). */
  MFA_ENROLLMENT_REQUIRED,
  /** Beside the reason to allow: the time that an org gives to get an MFA method runs (POL-4). */
  MFA_GRACE_PERIOD,
  /** Denied: something is broken here, or the rows contradict each other (rule DEC-2). */
  UNDECIDABLE;

  /** What somebody is told who was denied for this. */
  Rejected refusal() {
    return switch (this) {
      case ADDRESS_UNREADABLE, ADDRESS_DENIED ->
          new Rejected(
              Reason.ADDRESS_DENIED, "The address rules of the org do not let this address in");
      case SESSION_NOT_LIVE ->
          new Rejected(Reason.SESSION_NOT_LIVE, "This session has ended: sign in again");
      case NOT_A_MEMBER -> new Rejected(Reason.NOT_FOUND, "There is no such org for this caller");
      case MEMBER_SUSPENDED ->
          new Rejected(Reason.NOT_ALLOWED, "The session does not reach this org now");
      case UNDECIDABLE,
          OWN_ACCOUNT,
          ACTIVE_MEMBER,
          PASSWORD_ROTATION_REQUIRED,
          MFA_ENROLLMENT_REQUIRED,
          MFA_GRACE_PERIOD ->
          Deferred.busy("Who is asking cannot be decided at this moment", Duration.ofSeconds(1));
    };
  }

  @JsonValue
  public String stableName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
