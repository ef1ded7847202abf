package com.keeptrusts.security.log;

import com.google.crypto.tink.Aead;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.PersonalOwner;
import com.keeptrusts.security.event.PersonalValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.sql.DataSource;

/**
 * Seals personal data under a key of its owner and opens it for who shows it. The key is made at
 * the first seal, in a transaction of its own, and wrapped by a key that is not in the database.
 * Forgetting the owner deletes the key for ever: what was sealed stays where it is, unreadable.
 * Nodes keep opened keys a minute at most, so everywhere it is unreadable a minute later. Backups
 * of the database hold forgotten keys for as long as the backups are kept.
 */
public final class PersonalData {

  private static final String WHOSE = "personal data is";

  private final PersonalKeys keys;

  /**
   * Personal data whose keys are in this database.
   *
   * @param dataSource either side's; never a connection of an open transaction is used
   * @param keyEncryption wraps the owners' keys; the same on all nodes
   */
  public PersonalData(DataSource dataSource, Aead keyEncryption) {
    this(dataSource, keyEncryption, System::nanoTime);
  }

  /**
   * With the keyset of the file that a setting names. The first node of a deployment leaves a key
   * under it, which every other node has to be able to open: with two keysets, each node would read
   * its own half.
   *
   * @throws WrongSetting if it is no keyset, or not the one of this database
   */
  public static PersonalData ofSetting(DataSource dataSource, String setting, Path path) {
    boolean inUse = PersonalKeys.areThere(dataSource);
    PersonalData data =
        new PersonalData(dataSource, KeysetFile.ofSetting(setting, path, WHOSE, inUse).aead());
    try {
      data.keys.existingOrNew(PersonalOwner.DEPLOYMENT);
      return data;
    } catch (IllegalStateException another) {
      throw KeysetFile.notOfThisDatabase(setting, path, WHOSE, another);
    }
  }

  PersonalData(DataSource dataSource, Aead keyEncryption, LongSupplier nanoTime) {
    this.keys = new PersonalKeys(dataSource, keyEncryption, nanoTime);
  }

  /**
   * Makes a value unreadable without the owner's key.
   *
   * @throws IllegalStateException if the owner was forgotten
   */
  public <T extends PersonalValue> Personal<T> seal(PersonalOwner owner, T value) {
    Aead key =
        keys.existingOrNew(owner)
            .orElseThrow(
                () -> new IllegalStateException("Nothing is sealed for one who was forgotten"));
    try {
      byte[] sealed = key.encrypt(bytes(value.text()), bytes(owner.value()));
      return new Personal<>(owner, Base64.getUrlEncoder().withoutPadding().encodeToString(sealed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Personal data cannot be sealed", e);
    }
  }

  /**
   * The text that was sealed; empty if its owner was forgotten.
   *
   * @throws IllegalStateException if it was altered, or sealed for another owner
   */
  public Optional<String> open(Personal<?> sealed) {
    return keys.existing(sealed.owner()).map(key -> open(sealed, key));
  }

  private static String open(Personal<?> sealed, Aead key) {
    try {
      byte[] ciphertext = Base64.getUrlDecoder().decode(sealed.ciphertext());
      byte[] text = key.decrypt(ciphertext, bytes(sealed.owner().value()));
      return new String(text, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalStateException("Not what was sealed for " + sealed.owner(), e);
    }
  }

  /** Deletes the owner's key and leaves a tombstone. Only the command side may. */
  public void forget(PersonalOwner owner) {
    keys.forget(owner);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
