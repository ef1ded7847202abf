package com.keeptrusts.security.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One authenticator-app secret: its name in the vault. A new secret has a new revision. */
public record TotpRevision(String value) {

  public TotpRevision {
    Ids.requireUuid(value);
  }

  @JsonCreator
  public static TotpRevision of(String value) {
    return new TotpRevision(value);
  }

  @JsonValue
  @Override
  public String toString() {
    return value;
  }
}
