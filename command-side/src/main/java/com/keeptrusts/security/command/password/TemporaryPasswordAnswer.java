package com.keeptrusts.security.command.password;

import com.keeptrusts.security.command.bus.Answer;
import com.keeptrusts.security.event.SubjectRevision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A temporary password, shown once: a repeat of the request gets {@code alreadyShown} instead. An
 * org is not told the revision, which would count what it does not see (rule ORG-1).
 */
public record TemporaryPasswordAnswer(
    @Nullable String temporaryPassword,
    @Nullable Boolean alreadyShown,
    Instant expiresAt,
    @Nullable SubjectRevision revision)
    implements Answer<TemporaryPasswordAnswer> {

  @Override
  public TemporaryPasswordAnswer forRepeats() {
    return new TemporaryPasswordAnswer(null, true, expiresAt, revision);
  }

  /** Says nothing of the password. */
  @Override
  public String toString() {
    return "temporary password";
  }
}
