package com.keeptrusts.security.command.password;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A hash with all that is needed to make it again, in the PHC string format: {@code
 * $argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>}.
 */
public final class Argon2Hash {

  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,3})"
              + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

  private final Argon2Settings settings;
  private final byte[] salt;
  private final byte[] hash;

  public Argon2Hash(Argon2Settings settings, byte[] salt, byte[] hash) {
    this.settings = settings;
    this.salt = salt.clone();
    this.hash = hash.clone();
  }

  public static Argon2Hash parse(String phc) {
    Matcher parts = PHC.matcher(phc);
    if (!parts.matches()) {
      throw new IllegalArgumentException("Not an Argon2id hash in PHC string format");
    }
    return new Argon2Hash(
        new Argon2Settings(number(parts, 1), number(parts, 2), number(parts, 3)),
        Base64.getDecoder().decode(parts.group(4)),
        Base64.getDecoder().decode(parts.group(5)));
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }

  public String phc() {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            settings.memoryKib(),
            settings.iterations(),
            settings.parallelism(),
            base64.encodeToString(salt),
            base64.encodeToString(hash));
  }

  public Argon2Settings settings() {
    return settings;
  }

  public byte[] salt() {
    return salt.clone();
  }

  /** Takes the same time wherever they differ. */
  public boolean isHash(byte[] other) {
    return MessageDigest.isEqual(hash, other);
  }

  @Override
  public String toString() {
    return "Argon2Hash";
  }
}
