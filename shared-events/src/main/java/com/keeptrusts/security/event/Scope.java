package com.keeptrusts.security.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What a service client may do (rule ORG-4); its stable name is what credentials and endpoints say.
 */
public enum Scope {
  /** Run sign-ins for people. */
  SIGN_IN("sign-in"),
  /** Pass on what a signed-in user asks for, with that user's session token and address. */
  ACT("act"),
  /** Ask whether a request may pass. */
  DECIDE("decide"),
  /** Register orgs and users, invite members. */
  DIRECTORY("directory"),
  /** What only the operator may do to any account. */
  OPERATE("operate"),
  /** Replay the audit feed. */
  AUDIT("audit"),
  /** Issue, rotate and revoke service credentials. */
  SERVICE_CLIENTS("service-clients");

  private final String stableName;

  Scope(String stableName) {
    this.stableName = stableName;
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
