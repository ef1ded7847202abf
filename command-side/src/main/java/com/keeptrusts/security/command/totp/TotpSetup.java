package com.keeptrusts.security.command.totp;

import com.keeptrusts.security.command.vault.Secret;
import com.keeptrusts.security.command.vault.SecretReader;
import com.keeptrusts.security.event.EmailAddress;
import java.nio.charset.StandardCharsets;

/**
 * How a new secret gets into an authenticator app, in the three ways that people use: a link, a
 * text to type, a picture to scan. Shown once, in the answer that starts an enrolment. SHA-1, six
 * digits and 30 seconds, because many apps ignore anything else that the link says (rule TOTP-1).
 */
public record TotpSetup(String uri, String base32, String qrSvg) {

  public static TotpSetup of(TotpIssuer issuer, EmailAddress account, Secret secret) {
    return secret.open(SecretReader.SHOWN_ONCE, bytes -> of(issuer, account, Base32.encode(bytes)));
  }

  private static TotpSetup of(TotpIssuer issuer, EmailAddress account, String base32) {
    String uri =
        "otpauth://totp/%1$s:%2$s?secret=%3$s&issuer=%1$s&algorithm=SHA1&digits=%4$d&period=%5$d"
            .formatted(
                percentEncoded(issuer.name()),
                percentEncoded(account.text()),
                base32,
                TotpCodes.DIGITS,
                OneTimePasswords.STEP.toSeconds());
    return new TotpSetup(uri, base32, QrSvg.of(uri));
  }

  /** Everything but RFC 3986's unreserved characters: apps do not read {@code +} as a space. */
  private static String percentEncoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (isUnreserved((char) (octet & 0xff))) {
        encoded.append((char) octet);
      } else {
        encoded.append("%%%02X".formatted(octet & 0xff));
      }
    }
    return encoded.toString();
  }

  private static boolean isUnreserved(char character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || "-._~".indexOf(character) >= 0;
  }

  /** Says nothing: all three are the secret. */
  @Override
  public String toString() {
    return "TotpSetup";
  }
}
