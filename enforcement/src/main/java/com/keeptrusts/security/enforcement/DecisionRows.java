package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Sha256;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one statement found for one question, and the database's instant at which it looked.
 * What does not exist is absent.
 *
 * @param mfaDemands of a user without an MFA method, for each membership
 */
public record DecisionRows(
    Instant now,
    @Nullable SessionRow session,
    @Nullable UserRow user,
    @Nullable OrgRow org,
    @Nullable MembershipRow membership,
    List<MfaDemand> mfaDemands) {

  public DecisionRows {
    mfaDemands = List.copyOf(mfaDemands);
  }

  /**
   * Whether these rows answer this question and agree with each other. If not, something was lost
   * or mixed up, and nothing can be said.
   */
  boolean answer(Sha256 tokenHash, @Nullable OrgId askedOrg) {
    return sessionAgrees(tokenHash)
        && orgAgrees(askedOrg)
        && membershipAgrees()
        && mfaDemandsAgree();
  }

  /** The same without the org, for a question about the own account. */
  public DecisionRows ofOwnAccount() {
    return new DecisionRows(now, session, user, null, null, mfaDemands);
  }

  private boolean sessionAgrees(Sha256 tokenHash) {
    if (session == null) {
      return user == null;
    }
    return session.tokenHash().equals(tokenHash)
        && session.seenAt() != null
        && user != null
        && user.id().equals(session.user());
  }

  private boolean orgAgrees(@Nullable OrgId askedOrg) {
    return org == null || org.id().equals(askedOrg);
  }

  private boolean membershipAgrees() {
    return membership == null
        || (user != null
            && org != null
            && membership.user().equals(user.id())
            && membership.org().equals(org.id()));
  }

  /** Who has no method has a demand for each membership; who has one has none. */
  private boolean mfaDemandsAgree() {
    if (user == null || user.hasMfaMethod()) {
      return mfaDemands.isEmpty();
    }
    return membership == null
        || mfaDemands.stream()
            .anyMatch(
                demand ->
                    demand.org().equals(membership.org())
                        && demand.role() == membership.role()
                        && demand.suspended() == membership.suspended());
  }
}
