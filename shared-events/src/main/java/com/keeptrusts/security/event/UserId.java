package com.keeptrusts.security.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A person's sign-in account; random, says nothing about the person. */
public record UserId(String value) {

  public UserId {
    Ids.requireUuid(value);
  }

  @JsonCreator
  public static UserId of(String value) {
    return new UserId(value);
  }

  @JsonValue
  @Override
  public String toString() {
    return value;
  }
}
