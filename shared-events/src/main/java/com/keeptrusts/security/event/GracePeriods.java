package com.keeptrusts.security.event;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The grace periods of a user after what has happened so far: a fold of the user's events, the same
 * for who decides about the next one and for who asks about the past.
 *
 * @param byOrg one for each org where one runs, or has run since the user last had a method
 * @param hasMethod whether the user has an MFA method
 * @param lostAt when the last one was lost
 */
public record GracePeriods(
    Map<OrgId, GracePeriod> byOrg, boolean hasMethod, @Nullable Instant lostAt) {

  /** Of a user who was just registered. */
  public static final GracePeriods NONE = new GracePeriods(Map.of(), false, null);

  public GracePeriods {
    byOrg = Map.copyOf(byOrg);
  }

  /** That of one org, running or not. */
  public Optional<GracePeriod> in(OrgId org) {
    return Optional.ofNullable(byOrg.get(org));
  }

  /** After one event more, which happened at this instant. */
  public GracePeriods after(UserSecurityEvent event, Instant at) {
    if (event instanceof MfaEnabled || event instanceof PasskeyRegistered) {
      return withMethod();
    }
    if (event instanceof MfaReset
        || (event instanceof MfaDisabled disabled && !disabled.methodsRemain())
        || (event instanceof PasskeyRevoked revoked && !revoked.methodsRemain())) {
      return new GracePeriods(byOrg, false, at);
    }
    if (event instanceof MfaGracePeriodStarted started) {
      return with(started.orgId(), GracePeriod.of(started));
    }
    if (event instanceof MfaGracePeriodChanged changed) {
      return with(changed.orgId(), known(changed.orgId()).after(changed));
    }
    if (event instanceof MfaGracePeriodExtended extended) {
      return with(extended.orgId(), known(extended.orgId()).after(extended));
    }
    if (event instanceof MfaGracePeriodEndingSoon soon) {
      return with(soon.orgId(), known(soon.orgId()).after(soon));
    }
    if (event instanceof MfaGracePeriodEnded ended) {
      return with(ended.orgId(), known(ended.orgId()).after(ended));
    }
    if (event instanceof MfaObligationLifted lifted) {
      return with(lifted.orgId(), GracePeriod.of(lifted));
    }
    if (event instanceof MfaObligationMet met) {
      return without(met.orgId());
    }
    return this;
  }

  /** What had run somewhere before is carried over nowhere (rule POL-6). */
  private GracePeriods withMethod() {
    Map<OrgId, GracePeriod> running = new HashMap<>(byOrg);
    running.values().removeIf(period -> !period.isRunning());
    return new GracePeriods(running, true, lostAt);
  }

  private GracePeriod known(OrgId org) {
    return in(org)
        .orElseThrow(() -> new IllegalStateException("No grace period has begun in org " + org));
  }

  private GracePeriods with(OrgId org, GracePeriod period) {
    Map<OrgId, GracePeriod> more = new HashMap<>(byOrg);
    more.put(org, period);
    return new GracePeriods(more, hasMethod, lostAt);
  }

  private GracePeriods without(OrgId org) {
    Map<OrgId, GracePeriod> fewer = new HashMap<>(byOrg);
    fewer.remove(org);
    return new GracePeriods(fewer, hasMethod, lostAt);
  }
}
