package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.GracePeriod;
import com.keeptrusts.security.event.OrgId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether orgs that demand an MFA method hold up a user who has none (rules POL-4, POL-8): one org
 * on what is its own, all of the user's together on what is the account's.
 *
 * @param closed whether nothing but getting one is possible
 * @param deadline until when it is open, the earliest of several
 */
record MfaGate(boolean closed, @Nullable Instant deadline) {

  private static final MfaGate OPEN = new MfaGate(false, null);

  static MfaGate of(DecisionRows rows, UserRow user, SessionRow session, @Nullable OrgId org) {
    if (user.hasMfaMethod() || isVouchedFor(session)) {
      return OPEN;
    }
    List<MfaDemand> demands =
        rows.mfaDemands().stream()
            .filter(demand -> org == null ? !demand.suspended() : demand.org().equals(org))
            .toList();
    List<GracePeriod> running =
        demands.stream().map(MfaDemand::runs).filter(Objects::nonNull).toList();
    boolean allAreOver = running.stream().allMatch(period -> period.isOver(rows.now()));
    boolean closed = !demands.isEmpty() && running.size() == demands.size() && allAreOver;
    Optional<Instant> next =
        running.stream()
            .map(GracePeriod::deadline)
            .filter(deadline -> deadline.isAfter(rows.now()))
            .min(Instant::compareTo);
    return new MfaGate(closed, next.orElse(null));
  }

  /** By a provider whose own MFA the deployment trusts. */
  private static boolean isVouchedFor(SessionRow session) {
    return session.multiFactor() && session.factors().contains(Factor.SSO);
  }
}
