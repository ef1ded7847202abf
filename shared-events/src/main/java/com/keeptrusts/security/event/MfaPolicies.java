package com.keeptrusts.security.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What an org demanded so far, the oldest version first; none of an org that never did. */
public record MfaPolicies(List<MfaPolicy> versions) {

  public static final MfaPolicies NONE = new MfaPolicies(List.of());

  public MfaPolicies {
    versions = List.copyOf(versions);
  }

  /** After one event more. */
  public MfaPolicies after(OrgMfaPolicyChanged event, Instant at) {
    List<MfaPolicy> more = new ArrayList<>(versions);
    more.add(new MfaPolicy(event.version(), event.to(), at));
    return new MfaPolicies(more);
  }

  /** The version in force; zero where nothing was ever demanded. */
  public long version() {
    return versions.isEmpty() ? 0 : last().version();
  }

  /** The terms in force. */
  public MfaPolicyTerms terms() {
    return versions.isEmpty() ? MfaPolicyTerms.NONE : last().terms();
  }

  public boolean oblige(Role role) {
    return terms().level().obliges(role);
  }

  private MfaPolicy last() {
    return versions.get(versions.size() - 1);
  }
}
