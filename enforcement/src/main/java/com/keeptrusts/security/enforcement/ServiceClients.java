package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.event.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Which program calls? The row is read at every call, on a connection of its own, so that a
 * revocation counts at once on every node (rule ORG-4).
 */
public final class ServiceClients {

  private static final String SQL =
      """
      WITH clock AS MATERIALIZED (SELECT log.now() AS now)
      SELECT c.name, c.scopes, c.secret_hash, c.previous_hash,
             clock.now < c.expires_at AS current_is_good,
             coalesce(clock.now < c.previous_valid_until, false) AS previous_is_good
      FROM enforcement.service_client_1 c CROSS JOIN clock
      WHERE c.client_id = ?
      """;

  private final DataSource dataSource;

  /**
   * Reads with this login.
   *
   * @param dataSource of either side
   */
  public ServiceClients(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Empty if the credential is malformed, unknown, expired, replaced or revoked; nobody is told
   * which.
   *
   * @throws IllegalStateException if the database does not answer
   */
  public Optional<ServiceClient> authenticate(String credential) {
    return ServiceCredential.parse(credential).flatMap(this::find);
  }

  private Optional<ServiceClient> find(ServiceCredential credential) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setString(1, credential.client().value());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && isGood(row, credential.digest())
            ? Optional.of(client(credential.client(), row))
            : Optional.empty();
      }
    } catch (SQLException failure) {
      throw new IllegalStateException("Service clients cannot be read", failure);
    }
  }

  private static boolean isGood(ResultSet row, Sha256 digest) throws SQLException {
    boolean isCurrent = matches(row.getString("secret_hash"), digest);
    boolean isPrevious = matches(row.getString("previous_hash"), digest);
    return (isCurrent && row.getBoolean("current_is_good"))
        || (isPrevious && row.getBoolean("previous_is_good"));
  }

  /** In a time that does not depend on where they differ. */
  private static boolean matches(@Nullable String stored, Sha256 digest) {
    return stored != null
        && MessageDigest.isEqual(
            stored.getBytes(StandardCharsets.US_ASCII),
            digest.value().getBytes(StandardCharsets.US_ASCII));
  }

  private static ServiceClient client(ServiceClientId id, ResultSet row) throws SQLException {
    String[] scopes = (String[]) row.getArray("scopes").getArray();
    return new ServiceClient(
        id,
        row.getString("name"),
        Arrays.stream(scopes).map(Scope::named).collect(Collectors.toSet()));
  }
}
