package com.keeptrusts.security.command.totp;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.keeptrusts.security.command.vault.Secret;
import com.keeptrusts.security.command.vault.SecretReader;
import com.keeptrusts.security.event.TotpStep;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Checks what was typed as a code of an authenticator app: six ASCII digits, spaces between them
 * ignored, of the current step or one that the drift allows. Whatever else was typed is a wrong
 * code. Every candidate is compared, each in constant time.
 */
public final class TotpCodes {

  static final int DIGITS = 6;

  private static final int NOT_READ_BEYOND = 64;
  private static final Pattern CODE = Pattern.compile("[0-9](?: *[0-9]){5}");

  private final OneTimePasswords passwords =
      new OneTimePasswords(DIGITS, TimeBasedOneTimePasswordGenerator.TOTP_ALGORITHM_HMAC_SHA1);
  private final TotpDrift drift;

  public TotpCodes(TotpDrift drift) {
    this.drift = drift;
  }

  public TotpVerdict check(Secret secret, String typed, Instant now) {
    if (typed.length() > NOT_READ_BEYOND || !CODE.matcher(typed).matches()) {
      return new TotpVerdict.Wrong();
    }
    byte[] code = ascii(typed.replace(" ", ""));
    return secret.open(
        SecretReader.TOTP_CHECK, bytes -> check(bytes, code, OneTimePasswords.stepAt(now)));
  }

  private TotpVerdict check(byte[] secret, byte[] code, TotpStep current) {
    TotpVerdict verdict = new TotpVerdict.Wrong();
    for (int offset = -drift.earlier(); offset <= drift.later(); offset++) {
      TotpStep step = new TotpStep(current.value() + offset);
      if (MessageDigest.isEqual(ascii(passwords.code(secret, step)), code)) {
        verdict = new TotpVerdict.Accepted(step);
      }
    }
    return verdict;
  }

  private static byte[] ascii(String digits) {
    return digits.getBytes(StandardCharsets.US_ASCII);
  }
}
