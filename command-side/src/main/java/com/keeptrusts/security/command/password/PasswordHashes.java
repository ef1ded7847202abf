package com.keeptrusts.security.command.password;

import com.keeptrusts.security.command.vault.Secret;
import com.keeptrusts.security.command.vault.SecretReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * Passwords to hashes, and back to yes or no. A text that no password can be, because it is too
 * long or no text, is refused before any work is done for it.
 */
public final class PasswordHashes {

  private final Argon2id argon2id;
  private final Argon2Settings settings;
  private final int maximumLength;
  private final Argon2Hash decoy;

  public PasswordHashes(Argon2id argon2id, Argon2Settings settings, int maximumLength) {
    this.argon2id = argon2id;
    this.settings = settings;
    this.maximumLength = maximumLength;
    this.decoy = new Argon2Hash(settings, argon2id.freshSalt(), new byte[32]);
  }

  /** The hash to keep, in the settings in force. */
  public Secret hash(Password password) {
    return hash(password, settings);
  }

  /**
   * The hash to keep in place of an outdated one: in the settings in force, and in nothing weaker
   * than it was, so that nodes with other settings, as there are while a change is rolled out,
   * never undo each other's work.
   */
  public Secret hashAnew(Password password, Secret outdated) {
    return hash(password, settings.orStronger(parsed(outdated).settings()));
  }

  private Secret hash(Password password, Argon2Settings with) {
    if (cannotBeOne(password)) {
      throw new IllegalArgumentException("Checked by the rules for new passwords before");
    }
    byte[] salt = argon2id.freshSalt();
    byte[] hash = password.forCheck(utf8 -> argon2id.hash(utf8, with, salt));
    return Secret.taking(
        new Argon2Hash(with, salt, hash).phc().getBytes(StandardCharsets.US_ASCII));
  }

  public boolean matches(Password password, Secret hash) {
    return matches(password, () -> parsed(hash));
  }

  /** The same work as {@link #matches} for somebody who has no hash; always no. */
  public boolean matchesDecoy(Password password) {
    matches(password, () -> decoy);
    return false;
  }

  /** Whether the hash was made with less memory or fewer passes than are in force. */
  public boolean isOutdated(Secret hash) {
    return !parsed(hash).settings().isNoWeakerThan(settings);
  }

  private boolean matches(Password password, Supplier<Argon2Hash> hash) {
    return !cannotBeOne(password) && password.forCheck(utf8 -> argon2id.matches(utf8, hash.get()));
  }

  private boolean cannotBeOne(Password password) {
    return !password.isWellFormed() || password.length() > maximumLength;
  }

  private static Argon2Hash parsed(Secret hash) {
    return hash.open(
        SecretReader.PASSWORD_CHECK,
        ascii -> Argon2Hash.parse(new String(ascii, StandardCharsets.US_ASCII)));
  }
}
