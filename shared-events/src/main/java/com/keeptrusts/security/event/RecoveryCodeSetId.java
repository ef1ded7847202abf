package com.keeptrusts.security.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One set of recovery codes: the name of its hashes in the vault. Regenerating makes a new set. */
public record RecoveryCodeSetId(String value) {

  public RecoveryCodeSetId {
    Ids.requireUuid(value);
  }

  @JsonCreator
  public static RecoveryCodeSetId of(String value) {
    return new RecoveryCodeSetId(value);
  }

  @JsonValue
  @Override
  public String toString() {
    return value;
  }
}
