package com.keeptrusts.security.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One try at enabling MFA, from the QR code to the code that confirms it. */
public record EnrollmentId(String value) {

  public EnrollmentId {
    Ids.requireUuid(value);
  }

  @JsonCreator
  public static EnrollmentId of(String value) {
    return new EnrollmentId(value);
  }

  @JsonValue
  @Override
  public String toString() {
    return value;
  }
}
