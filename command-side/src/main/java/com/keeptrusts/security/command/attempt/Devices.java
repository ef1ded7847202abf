package com.keeptrusts.security.command.attempt;

import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Devices on which a user has completed a sign-in. Guesses from one of them are counted apart, so
 * that nobody who guesses from elsewhere can lock the user out (rule SIGN-5). A device's token is
 * random and worth nothing else; only its SHA-256 is kept, outside the log.
 */
public final class Devices {

  public static final int MOST_PER_USER = 5;

  /** Longer is none that was handed out. */
  private static final int LONGEST_TOKEN = 64;

  private final Tokens tokens = new Tokens();
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  public Devices(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  /**
   * The device with this token, if it is one of this user's; never for an unknown user, for whom
   * the database is asked all the same, so that the time tells nothing (rule SIGN-4).
   */
  public Optional<Sha256> recognise(@Nullable UserId user, @Nullable String token) {
    if (token == null || token.length() > LONGEST_TOKEN) {
      return Optional.empty();
    }
    Sha256 device = Sha256.ofToken(token);
    Optional<UserId> owner =
        jdbc.sql("SELECT user_id FROM command.device WHERE token_hash = :token")
            .param("token", device.value())
            .query((row, number) -> UserId.of(row.getString("user_id")))
            .optional();
    return owner.filter(each -> each.equals(user)).map(each -> device);
  }

  /**
   * Remembers a new device and returns its token; the one used longest ago makes room. Nothing is
   * remembered if all were forgotten while the sign-in was answered.
   *
   * @param stillSignedIn asked when nobody else can forget or remember a device of this user
   */
  public Optional<String> remember(UserId user, BooleanSupplier stillSignedIn) {
    String token = tokens.next();
    Boolean remembered =
        transaction.execute(
            status -> {
              oneAtATime(user);
              boolean wanted = stillSignedIn.getAsBoolean();
              if (wanted) {
                remember(user, Sha256.ofToken(token));
              }
              return wanted;
            });
    return Boolean.TRUE.equals(remembered) ? Optional.of(token) : Optional.empty();
  }

  public void used(Sha256 device) {
    jdbc.sql("UPDATE command.device SET last_used_at = log.now() WHERE token_hash = :token")
        .param("token", device.value())
        .update();
  }

  /** In the transaction of the fact that says the account may be in wrong hands. */
  public void forgetAllOf(UserId user) {
    oneAtATime(user);
    forget(
        jdbc.sql("DELETE FROM command.device WHERE user_id = :user RETURNING token_hash")
            .param("user", user.value())
            .query((row, number) -> row.getString(1))
            .list());
  }

  private void remember(UserId user, Sha256 device) {
    jdbc.sql(
            """
            INSERT INTO command.device (token_hash, user_id, created_at, last_used_at)
            SELECT :token, :user, now, now FROM log.now() AS now
            """)
        .param("token", device.value())
        .param("user", user.value())
        .update();
    forget(
        jdbc.sql(
                """
                DELETE FROM command.device WHERE token_hash IN (
                  SELECT token_hash FROM command.device WHERE user_id = :user AND token_hash <> :token
                  ORDER BY last_used_at DESC, token_hash OFFSET :others)
                RETURNING token_hash
                """)
            .param("user", user.value())
            .param("token", device.value())
            .param("others", MOST_PER_USER - 1)
            .query((row, number) -> row.getString(1))
            .list());
  }

  /** Two at once would not see each other's row, and leave one too many. */
  private void oneAtATime(UserId user) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('device/' || :user, 0))")
        .param("user", user.value())
        .query((row, number) -> user)
        .single();
  }

  /** Nobody can guess from a forgotten device, so its counters go too. */
  private void forget(List<String> devices) {
    if (!devices.isEmpty()) {
      jdbc.sql("DELETE FROM command.attempt WHERE device IN (:devices)")
          .param("devices", devices)
          .update();
    }
  }
}
