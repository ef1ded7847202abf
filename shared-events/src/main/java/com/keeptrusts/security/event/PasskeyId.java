package com.keeptrusts.security.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One registration of a passkey; the same authenticator registered anew has another. */
public record PasskeyId(String value) {

  public PasskeyId {
    Ids.requireUuid(value);
  }

  @JsonCreator
  public static PasskeyId of(String value) {
    return new PasskeyId(value);
  }

  @JsonValue
  @Override
  public String toString() {
    return value;
  }
}
