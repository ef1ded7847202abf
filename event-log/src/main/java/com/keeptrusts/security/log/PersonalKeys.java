package com.keeptrusts.security.log;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.keeptrusts.security.event.PersonalOwner;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The owners' keys: in the database wrapped, in memory opened for a minute at most. */
final class PersonalKeys {

  private static final long OPENED_FOR_NANOS = Duration.ofMinutes(1).toNanos();
  private static final int OPENED_AT_MOST = 10_000;

  private final DataSource dataSource;
  private final Aead keyEncryption;
  private final LongSupplier nanoTime;
  private final Map<PersonalOwner, Opened> opened =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PersonalOwner, Opened> eldest) {
          return size() > OPENED_AT_MOST;
        }
      };

  /** An opened key and when, by the process's own clock, it was read. */
  private record Opened(Aead key, long since) {}

  PersonalKeys(DataSource dataSource, Aead keyEncryption, LongSupplier nanoTime) {
    this.dataSource = dataSource;
    this.keyEncryption = keyEncryption;
    this.nanoTime = nanoTime;
  }

  /** Whether anybody's key is in this database. */
  static boolean areThere(DataSource dataSource) {
    return JdbcClient.create(dataSource)
        .sql("SELECT EXISTS (SELECT FROM personal.key WHERE wrapped_key IS NOT NULL)")
        .query(Boolean.class)
        .single();
  }

  /** The owner's key, made if there was none; empty if the owner was forgotten. */
  Optional<Aead> existingOrNew(PersonalOwner owner) {
    Optional<Aead> key = existing(owner);
    if (key.isPresent()) {
      return key;
    }
    execute(
        "INSERT INTO personal.key (owner, wrapped_key) VALUES (?, ?) ON CONFLICT DO NOTHING",
        owner,
        wrapped(owner));
    return existing(owner);
  }

  /** The owner's key; empty if none was ever made, or the owner was forgotten. */
  Optional<Aead> existing(PersonalOwner owner) {
    long asked = nanoTime.getAsLong();
    Opened known = remembered(owner);
    if (known != null && asked - known.since() < OPENED_FOR_NANOS) {
      return Optional.of(known.key());
    }
    Optional<Aead> key = stored(owner).map(wrapped -> unwrapped(owner, wrapped));
    remember(owner, key.map(read -> new Opened(read, asked)));
    return key;
  }

  void forget(PersonalOwner owner) {
    execute("SELECT personal.forget(?)", owner, null);
    remember(owner, Optional.empty());
  }

  private @Nullable Opened remembered(PersonalOwner owner) {
    synchronized (opened) {
      return opened.get(owner);
    }
  }

  private void remember(PersonalOwner owner, Optional<Opened> key) {
    synchronized (opened) {
      opened.remove(owner);
      key.ifPresent(read -> opened.put(owner, read));
    }
  }

  private byte[] wrapped(PersonalOwner owner) {
    try {
      AeadConfig.register();
      return TinkProtoKeysetFormat.serializeEncryptedKeyset(
          KeysetHandle.generateNew(
              PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get()),
          keyEncryption,
          bytes(owner),
          RegistryConfiguration.get());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("No key can be made", e);
    }
  }

  private Aead unwrapped(PersonalOwner owner, byte[] wrapped) {
    try {
      AeadConfig.register();
      return TinkProtoKeysetFormat.parseEncryptedKeyset(
              wrapped, keyEncryption, bytes(owner), RegistryConfiguration.get())
          .getPrimitive(RegistryConfiguration.get(), Aead.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The key of " + owner + " is under another keyset", e);
    }
  }

  private static byte[] bytes(PersonalOwner owner) {
    return owner.value().getBytes(StandardCharsets.UTF_8);
  }

  private Optional<byte[]> stored(PersonalOwner owner) {
    String sql = "SELECT wrapped_key FROM personal.key WHERE owner = ?";
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, owner.value());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.ofNullable(row.getBytes(1)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new UncategorizedSQLException("Reading the key of " + owner, sql, e);
    }
  }

  private void execute(String sql, PersonalOwner owner, byte @Nullable [] key) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, owner.value());
      if (key != null) {
        statement.setBytes(2, key);
      }
      statement.execute();
    } catch (SQLException e) {
      throw new UncategorizedSQLException("Changing the key of " + owner, sql, e);
    }
  }
}
