package com.keeptrusts.security.command.totp;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.keeptrusts.security.event.TotpStep;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.spec.SecretKeySpec;

/** The code of a secret at a step (RFC 4226 §5.3, RFC 6238 §4.2); the library does both. */
final class OneTimePasswords {

  static final Duration STEP = Duration.ofSeconds(30);

  private final TimeBasedOneTimePasswordGenerator generator;

  OneTimePasswords(int digits, String algorithm) {
    this.generator = new TimeBasedOneTimePasswordGenerator(STEP, digits, algorithm);
  }

  /** In ASCII digits, leading zeros kept, whatever the locale of the machine. */
  String code(byte[] secret, TotpStep step) {
    try {
      return generator.generateOneTimePasswordString(
          new SecretKeySpec(secret, generator.getAlgorithm()),
          Instant.ofEpochSecond(step.value() * STEP.toSeconds()),
          Locale.ROOT);
    } catch (InvalidKeyException impossible) {
      throw new IllegalStateException("HMAC takes any bytes as key", impossible);
    }
  }

  static TotpStep stepAt(Instant now) {
    return new TotpStep(Math.floorDiv(now.getEpochSecond(), STEP.toSeconds()));
  }
}
