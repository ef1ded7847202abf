package com.keeptrusts.security.event;

import java.time.Instant;

/** The terms of an org from an instant on, until those of the next version. */
public record MfaPolicy(long version, MfaPolicyTerms terms, Instant since) {

  /** As it meets somebody whom it concerns from this later instant on. */
  MfaPolicy from(Instant instant) {
    return instant.isAfter(since) ? new MfaPolicy(version, terms, instant) : this;
  }

  public boolean obliges(Role role) {
    return terms.level().obliges(role);
  }
}
