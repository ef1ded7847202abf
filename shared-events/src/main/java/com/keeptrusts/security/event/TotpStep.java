package com.keeptrusts.security.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A 30-second step of an authenticator app, counted from the Unix epoch (RFC 6238 §4.2). A code is
 * accepted only if its step is later than the last accepted one, so it works once.
 */
public record TotpStep(@JsonValue long value) implements Comparable<TotpStep> {

  @JsonCreator
  public TotpStep {}

  public boolean isAfter(TotpStep other) {
    return value > other.value;
  }

  @Override
  public int compareTo(TotpStep other) {
    return Long.compare(value, other.value);
  }
}
