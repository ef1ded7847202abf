package com.keeptrusts.security.command.totp;

import com.keeptrusts.security.event.EnrollmentId;
import com.keeptrusts.security.event.SubjectRevision;
import java.time.Instant;

/**
 * A fresh secret for an authenticator app, shown once: as link, as text to type, and as picture to
 * scan. Nothing is on until a code of it is confirmed, before {@code expiresAt}.
 */
public record EnrollmentAnswer(
    EnrollmentId enrollment,
    String uri,
    String secret,
    String qrCode,
    Instant expiresAt,
    SubjectRevision revision) {

  /** Says nothing of the secret. */
  @Override
  public String toString() {
    return "enrollment " + enrollment;
  }
}
