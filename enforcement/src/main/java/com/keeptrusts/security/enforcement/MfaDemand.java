package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.GracePeriod;
import com.keeptrusts.security.event.MfaPolicies;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the org of a membership may demand of a user who has no MFA method.
 *
 * @param since from when on it concerns the user: since when the membership has this role, or since
 *     the last method was lost if that was later
 * @param policies those that the recorded period does not take into account yet
 * @param recorded how far the grace period has run, as far as it was written down
 */
public record MfaDemand(
    OrgId org,
    Role role,
    boolean suspended,
    Instant since,
    MfaPolicies policies,
    @Nullable GracePeriod recorded) {

  /** The grace period as it is, written down or not; absent if nothing is demanded (POL-10). */
  public @Nullable GracePeriod runs() {
    GracePeriod period = GracePeriod.follow(recorded, role, since, policies);
    return period != null && period.isRunning() ? period : null;
  }
}
