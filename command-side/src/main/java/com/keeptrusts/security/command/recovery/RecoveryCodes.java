package com.keeptrusts.security.command.recovery;

import com.keeptrusts.security.command.password.Argon2Settings;
import com.keeptrusts.security.command.password.Argon2id;
import com.keeptrusts.security.command.vault.Secret;
import com.keeptrusts.security.command.vault.SecretReader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Makes sets of recovery codes and finds a typed one in its set: in any order, at the cost of one
 * hash a guess, since all codes of a set share its salt (rule RC-1). Whether a code was used before
 * is the user's to know, not the set's.
 */
public final class RecoveryCodes {

  public static final int COUNT = 10;

  private final SecureRandom random = new SecureRandom();
  private final Argon2id argon2id;
  private final Argon2Settings settings;
  private final StoredCodes decoy;

  public RecoveryCodes(Argon2id argon2id, Argon2Settings settings) {
    this.argon2id = argon2id;
    this.settings = settings;
    this.decoy = StoredCodes.of(settings, argon2id.freshSalt(), List.of());
  }

  public NewRecoveryCodes next() {
    List<String> codes = Stream.generate(() -> RecoveryCode.fresh(random)).limit(COUNT).toList();
    byte[] salt = argon2id.freshSalt();
    List<byte[]> hashes = codes.stream().map(code -> hash(code, settings, salt)).toList();
    return new NewRecoveryCodes(
        codes.stream().map(RecoveryCode::inGroups).toList(),
        Secret.taking(StoredCodes.of(settings, salt, hashes).json()));
  }

  /** The place of the typed code in the set, from 0 on; empty if it is not of this set. */
  public OptionalInt find(Secret set, String typed) {
    return find(() -> set.open(SecretReader.RECOVERY_CODE_CHECK, StoredCodes::read), typed);
  }

  /** The same work as {@link #find} where there is no set to look into; always empty. */
  public OptionalInt findInDecoy(String typed) {
    return find(() -> decoy, typed);
  }

  private OptionalInt find(Supplier<StoredCodes> set, String typed) {
    Optional<String> code = RecoveryCode.read(typed);
    if (code.isEmpty()) {
      return OptionalInt.empty();
    }
    StoredCodes stored = set.get();
    return stored.placeOf(hash(code.get(), stored.argon2id(), stored.saltBytes()));
  }

  private byte[] hash(String code, Argon2Settings with, byte[] salt) {
    return argon2id.hash(code.getBytes(StandardCharsets.US_ASCII), with, salt);
  }
}
