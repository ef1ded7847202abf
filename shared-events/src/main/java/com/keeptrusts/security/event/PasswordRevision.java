package com.keeptrusts.security.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One password: the name of its hash in the vault. A new password has a new revision. */
public record PasswordRevision(String value) {

  public PasswordRevision {
    Ids.requireUuid(value);
  }

  @JsonCreator
  public static PasswordRevision of(String value) {
    return new PasswordRevision(value);
  }

  @JsonValue
  @Override
  public String toString() {
    return value;
  }
}
