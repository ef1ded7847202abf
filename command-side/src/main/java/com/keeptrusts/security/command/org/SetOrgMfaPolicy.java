package com.keeptrusts.security.command.org;

import com.keeptrusts.security.command.PlainText;
import com.keeptrusts.security.command.authority.AboutOrg;
import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.OrgLock;
import com.keeptrusts.security.event.MfaLevel;
import com.keeptrusts.security.event.MfaPolicyTerms;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import java.time.Duration;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Asks that the org demands an MFA method of these members (rule POL-1).
 *
 * @param gracePeriod how long who has none may go on; absent for the one that the org has, or else
 *     {@code otherwise}
 * @param atOnce why there is to be no grace period, if that is wanted
 * @param otherwise what the deployment gives
 */
@Demands(value = Demand.ORG_ADMIN, org = OrgLock.EXCLUSIVE, withMfaMethod = true)
public record SetOrgMfaPolicy(
    @TargetAggregateIdentifier OrgId orgId,
    MfaLevel level,
    @Nullable Duration gracePeriod,
    @Nullable String atOnce,
    Duration otherwise)
    implements Command, AboutOrg {

  public SetOrgMfaPolicy {
    if (atOnce != null) {
      PlainText.requireReason(atOnce);
    }
    if (atOnce != null && gracePeriod != null) {
      throw new Rejected(
          Reason.INVALID_VALUE, "Either there is a grace period, or a reason for none");
    }
    if (level == MfaLevel.OPTIONAL && (atOnce != null || gracePeriod != null)) {
      throw new Rejected(
          Reason.INVALID_VALUE, "Where nothing is demanded there is no grace period");
    }
    if (gracePeriod != null && !MfaPolicyTerms.isGracePeriod(gracePeriod)) {
      throw new Rejected(Reason.INVALID_VALUE, "The grace period is from 1 to 30 days");
    }
  }

  /** The terms that are wanted, of an org that has these. */
  MfaPolicyTerms after(MfaPolicyTerms now) {
    if (level == MfaLevel.OPTIONAL) {
      return MfaPolicyTerms.NONE;
    }
    if (atOnce != null) {
      return new MfaPolicyTerms(level, Duration.ZERO);
    }
    if (gracePeriod != null) {
      return new MfaPolicyTerms(level, gracePeriod);
    }
    if (level == now.level()) {
      return now;
    }
    return new MfaPolicyTerms(level, now.gracePeriod().isZero() ? otherwise : now.gracePeriod());
  }
}
