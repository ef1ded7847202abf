package com.keeptrusts.security.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The public name of a session; the token that opens it is never in the log. */
public record SessionId(String value) {

  public SessionId {
    Ids.requireUuid(value);
  }

  @JsonCreator
  public static SessionId of(String value) {
    return new SessionId(value);
  }

  @JsonValue
  @Override
  public String toString() {
    return value;
  }
}
