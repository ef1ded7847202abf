package com.keeptrusts.security.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One link of an account to an identity at a provider; the same pair linked anew has another. */
public record ExternalIdentityId(String value) {

  public ExternalIdentityId {
    Ids.requireUuid(value);
  }

  @JsonCreator
  public static ExternalIdentityId of(String value) {
    return new ExternalIdentityId(value);
  }

  @JsonValue
  @Override
  public String toString() {
    return value;
  }
}
