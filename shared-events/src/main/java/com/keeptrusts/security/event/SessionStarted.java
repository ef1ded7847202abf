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
 * device token of an earlier sign-in came with it.
 */
@EventName("user.session-started")
@Revision("1")
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
    boolean newDevice)
    implements UserSecurityEvent {

  public SessionStarted {
    factors = List.copyOf(factors);
  }
}
