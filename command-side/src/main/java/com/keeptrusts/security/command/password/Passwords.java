package com.keeptrusts.security.command.password;

import com.keeptrusts.security.command.vault.Secret;
import com.keeptrusts.security.command.vault.SecretKind;
import com.keeptrusts.security.command.vault.SecretName;
import com.keeptrusts.security.command.vault.Vault;
import com.keeptrusts.security.event.Deferred;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.UserId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Passwords in the vault. Checking one is the same work for everybody: a look into the vault and
 * one hash, whether there is such a user or not (rule SIGN-4).
 */
public final class Passwords {

  private final Vault vault;
  private final PasswordHashes hashes;

  public Passwords(Vault vault, PasswordHashes hashes) {
    this.vault = vault;
    this.hashes = hashes;
  }

  /** Hashes a new password and writes it ahead of the command that will name its revision. */
  public void write(PasswordRevision revision, UserId user, Password password) {
    try (Secret hash = hashes.hash(password)) {
      vault.write(SecretName.of(revision, user), hash);
    }
  }

  /**
   * Whether this is the password of that revision; pass null for a user who is unknown or has none.
   * A hash in weaker settings is made anew when its password was right.
   */
  public boolean verify(
      @Nullable UserId user, @Nullable PasswordRevision revision, Password password) {
    SecretName name = user == null || revision == null ? nobodys() : SecretName.of(revision, user);
    Optional<Secret> stored = vault.read(name);
    if (stored.isEmpty()) {
      return hashes.matchesDecoy(password);
    }
    try (Secret hash = stored.get()) {
      boolean right = hashes.matches(password, hash);
      if (right && hashes.isOutdated(hash)) {
        upgrade(name, hash, password);
      }
      return right;
    }
  }

  /** If there is no turn for it, the next sign-in does it: the password was right all the same. */
  private void upgrade(SecretName name, Secret old, Password password) {
    try (Secret next = hashes.hashAnew(password, old)) {
      vault.upgrade(name, old, next);
    } catch (Deferred noTurn) {
      // As above.
    }
  }

  private static SecretName nobodys() {
    String random = UUID.randomUUID().toString();
    return new SecretName(random, SecretKind.PASSWORD, UserId.of(random));
  }
}
