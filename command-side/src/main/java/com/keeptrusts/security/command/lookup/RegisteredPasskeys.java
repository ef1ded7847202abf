package com.keeptrusts.security.command.lookup;

import com.keeptrusts.security.event.CosePublicKey;
import com.keeptrusts.security.event.CredentialId;
import com.keeptrusts.security.event.PasskeyId;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.UserId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Passkeys in force, by what authenticators call them and by whose they are. */
@Component
public final class RegisteredPasskeys {

  private final JdbcClient jdbc;

  public RegisteredPasskeys(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  public Optional<RegisteredPasskey> find(CredentialId credential) {
    return jdbc.sql("SELECT * FROM command.passkey_1 WHERE credential_id = :credential")
        .param("credential", credential.value())
        .query((row, number) -> passkey(row))
        .optional();
  }

  /** The user's own, the first registered first. */
  public List<RegisteredPasskey> of(UserId user) {
    return jdbc.sql(
            """
            SELECT * FROM command.passkey_1 WHERE user_id = :user
            ORDER BY registered_at, passkey_id
            """)
        .param("user", user.value())
        .query((row, number) -> passkey(row))
        .list();
  }

  private static RegisteredPasskey passkey(ResultSet row) throws SQLException {
    return new RegisteredPasskey(
        PasskeyId.of(row.getString("passkey_id")),
        UserId.of(row.getString("user_id")),
        CredentialId.of(row.getString("credential_id")),
        CosePublicKey.of(row.getString("public_key")),
        row.getLong("sign_count"),
        row.getBoolean("uv_initialized"),
        row.getBoolean("backup_eligible"),
        row.getBoolean("backed_up"),
        row.getObject("aaguid", UUID.class),
        texts(row.getArray("transports")),
        row.getObject("discoverable", Boolean.class),
        Personal.parse(row.getString("name")),
        row.getObject("registered_at", OffsetDateTime.class).toInstant(),
        instant(row.getObject("last_used_at", OffsetDateTime.class)));
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
