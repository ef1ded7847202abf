package com.keeptrusts.security.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One invitation of one user into one org. */
public record InvitationId(String value) {

  public InvitationId {
    Ids.requireUuid(value);
  }

  @JsonCreator
  public static InvitationId of(String value) {
    return new InvitationId(value);
  }

  @JsonValue
  @Override
  public String toString() {
    return value;
  }
}
