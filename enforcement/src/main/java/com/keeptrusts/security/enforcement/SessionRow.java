package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.EndCause;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session whose end is not recorded yet, and when it runs out by itself (rule SES-1). Whether it
 * is live is decided here and nowhere else.
 *
 * @param reauthenticatedAt when the user last proved who they are; absent after a sign-in by
 *     recovery code, and by SSO where the provider did not say when it authenticated the user,
 *     which are no re-authentication (rule SES-5)
 * @param seenAt when it was last used, as written down, at most a minute too early
 */
public record SessionRow(
    SessionId id,
    Sha256 tokenHash,
    UserId user,
    Instant startedAt,
    Instant expiresAt,
    Duration idleTimeout,
    List<Factor> factors,
    boolean multiFactor,
    boolean rotationRequired,
    boolean recoverySignIn,
    @Nullable Instant reauthenticatedAt,
    boolean reauthenticatedMultiFactor,
    @Nullable Instant seenAt) {

  /** Uses are written down at most so often, hence an idle session is granted as much more. */
  static final Duration BETWEEN_WRITES = Duration.ofMinutes(1);

  public SessionRow {
    factors = List.copyOf(factors);
  }

  /** A session of which nobody knows when it was used is not live. */
  public boolean isLive(Instant now) {
    return seenAt != null && now.isBefore(endsAt());
  }

  /** When it ends unless it is used again. */
  public Instant endsAt() {
    Instant idleEnd = idleEnd();
    return idleEnd.isBefore(expiresAt) ? idleEnd : expiresAt;
  }

  /** Why it ends then. */
  public EndCause endsBy() {
    return idleEnd().isBefore(expiresAt) ? EndCause.IDLE : EndCause.EXPIRED;
  }

  private Instant idleEnd() {
    return (seenAt == null ? startedAt : seenAt).plus(idleTimeout).plus(BETWEEN_WRITES);
  }

  /** Whether a use at this instant is to be written down. */
  boolean isUseWorthWriting(Instant now) {
    return seenAt != null && seenAt.plus(BETWEEN_WRITES).isBefore(now);
  }
}
