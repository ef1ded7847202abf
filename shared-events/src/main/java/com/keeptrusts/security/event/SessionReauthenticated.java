package com.keeptrusts.security.event;

import java.time.Instant;
import java.util.List;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * The user proved again who they are, so that what needs it is possible for a while (rule SES-5).
 * {@code sso}: what an identity provider vouched for, if it was one.
 */
@EventName("user.session-reauthenticated")
@Revision("2")
public record SessionReauthenticated(
    UserId userId,
    SessionId session,
    List<Factor> factors,
    @Nullable TotpStep acceptedStep,
    @Nullable ProviderAuthentication sso)
    implements UserSecurityEvent {

  public SessionReauthenticated {
    factors = List.copyOf(factors);
  }

  /** By the password, and whatever else. */
  public SessionReauthenticated(
      UserId userId, SessionId session, List<Factor> factors, @Nullable TotpStep acceptedStep) {
    this(userId, session, factors, acceptedStep, null);
  }

  /** Whether it counts for who has an MFA method. */
  public boolean isFull() {
    return Factor.reauthenticateFully(factors) || (sso != null && sso.multiFactor());
  }

  /**
   * Since when it counts: of SSO, since the provider says that it authenticated the user.
   *
   * @param at when this was recorded
   */
  public @Nullable Instant reauthenticatedAt(Instant at) {
    return sso == null ? at : sso.authenticatedAt();
  }
}
