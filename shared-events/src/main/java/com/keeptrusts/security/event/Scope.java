package com.keeptrusts.security.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What a service client may do (rule ORG-4); its stable name is what credentials and endpoints say.
 */
public enum Scope {
  SIGN_IN("sign-in", "Run sign-ins for people."),
  ACT("act", "Pass on what a signed-in user asks for, with that user's session token and address."),
  DECIDE("decide", "Ask whether a request may pass."),
  DIRECTORY(
      "directory",
      "Register orgs and users, invite members, issue newcomers a temporary password."),
  OPERATE("operate", "Do to any account what only the operator may; read the metrics."),
  AUDIT("audit", "Replay the audit feed."),
  SERVICE_CLIENTS("service-clients", "Issue, rotate and revoke service credentials.");

  private final String stableName;
  private final String explanation;

  Scope(String stableName, String explanation) {
    this.stableName = stableName;
    this.explanation = explanation;
  }

  /** What it lets a client do, for the API's description. */
  public String explanation() {
    return explanation;
  }

  @JsonValue
  public String stableName() {
    return stableName;
  }

  @JsonCreator
  public static Scope named(String stableName) {
    for (Scope scope : values()) {
      if (scope.stableName.equals(stableName)) {
        return scope;
      }
    }
    throw new IllegalArgumentException("No such scope");
  }
}
