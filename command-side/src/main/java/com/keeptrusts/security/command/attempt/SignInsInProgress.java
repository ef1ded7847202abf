package com.keeptrusts.security.command.attempt;

import com.keeptrusts.security.event.ExternalIdentityId;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.ProviderAuthentication;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sign-ins between their first step and their end, which is a session, ten minutes, or a change of
 * the user's password or factors, whichever comes first (rule SIGN-6). Every method takes part in
 * the transaction of its caller, if there is one.
 */
public final class SignInsInProgress {

  private static final String OPEN = " AND expires_at > log.now()";
  private static final String COLUMNS =
      " token_hash, user_id, password_revision, external_identity, provider_authenticated_at,"
          + " factors, device, created_at, expires_at";

  private final Tokens tokens = new Tokens();
  private final JdbcClient jdbc;

  public SignInsInProgress(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** Opens one, before anything is verified, and returns its token: the caller's to keep. */
  public String open(@Nullable UserId user, @Nullable Sha256 device) {
    String token = tokens.next();
    jdbc.sql(
            """
            INSERT INTO command.sign_in (token_hash, user_id, device, created_at, expires_at)
            SELECT :token, :user, :device, now, now + interval '10 minutes' FROM log.now() AS now
            """)
        .param("token", Sha256.ofToken(token).value())
        .param("user", user == null ? null : user.value())
        .param("device", device == null ? null : device.value())
        .update();
    return token;
  }

  /** Notes that the password was right. False if the sign-in has ended meanwhile. */
  public boolean passwordVerified(Sha256 signIn, PasswordRevision verified) {
    return jdbc.sql(
                "UPDATE command.sign_in SET password_revision = :revision, factors = ARRAY[:factor]"
                    + " WHERE token_hash = :token"
                    + OPEN)
            .param("revision", verified.value())
            .param("factor", Factor.PASSWORD.name())
            .param("token", signIn.value())
            .update()
        == 1;
  }

  /** Notes that a provider vouched for the user. False if the sign-in has ended meanwhile. */
  public boolean providerVouched(Sha256 signIn, ProviderAuthentication sso) {
    Instant authenticatedAt = sso.authenticatedAt();
    return jdbc.sql(
                "UPDATE command.sign_in SET external_identity = :identity,"
                    + " provider_authenticated_at = :at, factors = ARRAY[:factor]"
                    + " WHERE token_hash = :token"
                    + OPEN)
            .param("identity", sso.identity().value())
            .param("at", authenticatedAt == null ? null : authenticatedAt.atOffset(ZoneOffset.UTC))
            .param("factor", Factor.SSO.name())
            .param("token", signIn.value())
            .update()
        == 1;
  }

  public Optional<SignInInProgress> find(Sha256 signIn) {
    return one(
        "SELECT" + COLUMNS + " FROM command.sign_in WHERE token_hash = :token" + OPEN, signIn);
  }

  /**
   * Takes it away for good, in the transaction that starts the session. Of two that try at once,
   * the second waits and then finds nothing; if the transaction fails, the sign-in is still open.
   */
  public Optional<SignInInProgress> consume(Sha256 signIn) {
    return one(
        "DELETE FROM command.sign_in WHERE token_hash = :token" + OPEN + " RETURNING" + COLUMNS,
        signIn);
  }

  /** Ends all of a user, in the transaction of the fact that ends them; how many there were. */
  public int deleteOf(UserId user) {
    return jdbc.sql("DELETE FROM command.sign_in WHERE user_id = :user")
        .param("user", user.value())
        .update();
  }

  /** Deletes up to {@code batch} that are too old. */
  public int sweep(int batch) {
    return jdbc.sql(
            """
            DELETE FROM command.sign_in WHERE token_hash IN (
              SELECT token_hash FROM command.sign_in WHERE expires_at <= log.now()
              ORDER BY expires_at LIMIT :batch
              FOR UPDATE SKIP LOCKED)
            """)
        .param("batch", batch)
        .update();
  }

  private Optional<SignInInProgress> one(String sql, Sha256 signIn) {
    return jdbc.sql(sql)
        .param("token", signIn.value())
        .query((row, number) -> signIn(row))
        .optional();
  }

  private static SignInInProgress signIn(ResultSet row) throws SQLException {
    String user = row.getString("user_id");
    String password = row.getString("password_revision");
    String device = row.getString("device");
    return new SignInInProgress(
        Sha256.of(row.getString("token_hash")),
        user == null ? null : UserId.of(user),
        password == null ? null : PasswordRevision.of(password),
        sso(row),
        factors(row.getArray("factors")),
        device == null ? null : Sha256.of(device),
        instant(row, "created_at"),
        instant(row, "expires_at"));
  }

  /** A provider's own MFA leaves nothing to wait for, so it is never in here. */
  private static @Nullable ProviderAuthentication sso(ResultSet row) throws SQLException {
    String identity = row.getString("external_identity");
    OffsetDateTime at = row.getObject("provider_authenticated_at", OffsetDateTime.class);
    return identity == null
        ? null
        : new ProviderAuthentication(
            ExternalIdentityId.of(identity), at == null ? null : at.toInstant(), false);
  }

  private static Set<Factor> factors(Array names) throws SQLException {
    Set<Factor> factors = EnumSet.noneOf(Factor.class);
    Arrays.stream((String[]) names.getArray()).map(Factor::valueOf).forEach(factors::add);
    return factors;
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
