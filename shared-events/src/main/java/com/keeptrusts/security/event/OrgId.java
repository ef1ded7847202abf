package com.keeptrusts.security.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A tenant. */
public record OrgId(String value) {

  public OrgId {
    Ids.requireUuid(value);
  }

  @JsonCreator
  public static OrgId of(String value) {
    return new OrgId(value);
  }

  @JsonValue
  @Override
  public String toString() {
    return value;
  }
}
