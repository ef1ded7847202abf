package com.keeptrusts.security.command.user;

import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.UserId;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/**
 * Goes off when there is something to record of a grace period that has this deadline. It is never
 * cancelled: one that was made for another deadline says nothing.
 */
@Revision("1")
public record MfaGracePeriodTimer(UserId userId, OrgId orgId, Instant deadline) {

  /** The name of the deadline. Stored, so it stays as it is. */
  public static final String NAME = "mfa-grace-period";
}
