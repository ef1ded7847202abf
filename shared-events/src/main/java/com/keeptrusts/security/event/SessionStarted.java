package com.keeptrusts.security.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in is complete. {@code acceptedStep} is the authenticator's step that it used up. With
 * {@code rotationRequired} nothing but choosing a new password is possible in it. It ends at {@code
 * expiresAt} at the latest, or {@code idleTimeout} after it was last used. {@code newDevice}: no
 * device token of an earlier sign-in came with it. {@code sso}: what an identity provider vouched
 * for, if it was one.
 */
@EventName("user.session-started")
@Revision("2")
@TellsUser
public record SessionStarted(
    UserId userId,
    SessionId session,
    Sha256 tokenHash,
    List<Factor> factors,
    boolean rotationRequired,
    @Nullable TotpStep acceptedStep,
    Instant expiresAt,
    Duration idleTimeout,
    boolean newDevice,
    @Nullable ProviderAuthentication sso)
    implements UserSecurityEvent {

  public SessionStarted {
    factors = List.copyOf(factors);
  }

  /** By the password, and whatever else. */
  public SessionStarted(
      UserId userId,
      SessionId session,
      Sha256 tokenHash,
      List<Factor> factors,
      boolean rotationRequired,
      @Nullable TotpStep acceptedStep,
      Instant expiresAt,
      Duration idleTimeout,
      boolean newDevice) {
    this(
        userId,
        session,
        tokenHash,
        factors,
        rotationRequired,
        acceptedStep,
        expiresAt,
        idleTimeout,
        newDevice,
        null);
  }

  /** Made with several factors, or by a provider whose own several are honoured. */
  public boolean isMultiFactor() {
    return Factor.areMultiple(factors) || providersMfa();
  }

  /** Whether it is a re-authentication for who has an MFA method (rule SES-5). */
  public boolean isFullReauthentication() {
    return Factor.reauthenticateFully(factors) || providersMfa();
  }

  /**
   * Since when it counts as a re-authentication: a recovery code is none, and of SSO the provider
   * has to say when it authenticated the user (rule SES-5).
   *
   * @param at when the session started
   */
  public @Nullable Instant reauthenticatedAt(Instant at) {
    if (factors.contains(Factor.RECOVERY_CODE)) {
      return null;
    }
    return sso == null ? at : sso.authenticatedAt();
  }

  private boolean providersMfa() {
    return sso != null && sso.multiFactor();
  }
}
