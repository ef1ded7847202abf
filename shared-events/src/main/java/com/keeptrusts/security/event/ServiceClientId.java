package com.keeptrusts.security.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A program that may call: the console backend, an audit consumer, an operator's tool. */
public record ServiceClientId(String value) {

  public ServiceClientId {
    Ids.requireUuid(value);
  }

  @JsonCreator
  public static ServiceClientId of(String value) {
    return new ServiceClientId(value);
  }

  @JsonValue
  @Override
  public String toString() {
    return value;
  }
}
