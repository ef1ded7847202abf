package com.keeptrusts.security.command.attempt;

import com.keeptrusts.security.event.Authenticator;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import org.jspecify.annotations.Nullable;

/**
 * One try of an authenticator: of whom, as far as it is known, and from which of the user's
 * devices, if it is one ({@link Devices#recognise}). Tries of one authenticator, subject and device
 * share a counter. {@code user} is for the record alone.
 */
public record Guess(
    Authenticator authenticator,
    SubjectHash subject,
    @Nullable Sha256 device,
    @Nullable UserId user) {

  private static final String NO_DEVICE = "-";

  String deviceColumn() {
    return device == null ? NO_DEVICE : device.value();
  }
}
