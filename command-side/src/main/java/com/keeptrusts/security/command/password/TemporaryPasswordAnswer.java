package com.keeptrusts.security.command.password;

import com.keeptrusts.security.event.SubjectRevision;
import java.time.Instant;

/** A temporary password, shown once. */
public record TemporaryPasswordAnswer(
    String temporaryPassword, Instant expiresAt, SubjectRevision revision) {

  /** Says nothing of the password. */
  @Override
  public String toString() {
    return "temporary password";
  }
}
