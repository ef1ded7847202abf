package com.keeptrusts.security.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One address rule of one org, through all of its changes. */
public record IpRuleId(String value) {

  public IpRuleId {
    Ids.requireUuid(value);
  }

  @JsonCreator
  public static IpRuleId of(String value) {
    return new IpRuleId(value);
  }

  @JsonValue
  @Override
  public String toString() {
    return value;
  }
}
