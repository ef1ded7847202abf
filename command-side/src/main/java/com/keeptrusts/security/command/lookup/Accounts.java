package com.keeptrusts.security.command.lookup;

import com.keeptrusts.security.command.attempt.SubjectHash;
import com.keeptrusts.security.command.attempt.SubjectHashes;
import com.keeptrusts.security.event.DisplayName;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.RecoveryCodeSetId;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.TotpRevision;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.PersonalData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Accounts by e-mail, and which secrets of an account are in force: the command side's look-up,
 * written in the transaction of the event. The rows can be deleted and rebuilt; e-mail and name are
 * sealed, the e-mail is found by a keyed hash.
 */
@Component
public final class Accounts {

  private final JdbcClient jdbc;
  private final SubjectHashes hashes;
  private final PersonalData personal;

  public Accounts(DataSource dataSource, SubjectHashes hashes, PersonalData personal) {
    this.jdbc = JdbcClient.create(dataSource);
    this.hashes = hashes;
    this.personal = personal;
  }

  /** Who signs in with this e-mail. */
  public Optional<UserId> find(EmailAddress email) {
    return jdbc.sql("SELECT user_id FROM command.account_1 WHERE email_hash = :hash")
        .param("hash", hashes.of(email).value())
        .query((row, number) -> UserId.of(row.getString("user_id")))
        .optional();
  }

  public Optional<Account> of(UserId user) {
    return jdbc.sql(
            """
            SELECT email_hash, email, display_name, password, totp, recovery_codes,
                   recovery_codes_left, password_until IS NOT NULL AS temporary,
                   coalesce(password_until <= log.now(), false) AS expired,
                   EXISTS (SELECT FROM command.passkey_1 passkey
                           WHERE passkey.user_id = account_1.user_id) AS has_passkeys
            FROM command.account_1 WHERE user_id = :user
            """)
        .param("user", user.value())
        .query((row, number) -> account(row))
        .optional();
  }

  /** How to write to the person, opened for a ceremony that shows or compares it. */
  public EmailAddress email(UserId user) {
    return new EmailAddress(opened(require(user).email()));
  }

  /** How the person is called, opened for a ceremony that compares it. */
  public DisplayName displayName(UserId user) {
    return new DisplayName(opened(require(user).displayName()));
  }

  /** The account of somebody who is known. */
  public Account require(UserId user) {
    return of(user).orElseThrow(() -> new Rejected(Reason.NOT_FOUND, "There is no user " + user));
  }

  private String opened(Personal<?> sealed) {
    return personal
        .open(sealed)
        .orElseThrow(() -> new Rejected(Reason.NOT_FOUND, "The user was forgotten"));
  }

  private static Account account(ResultSet row) throws SQLException {
    return new Account(
        new SubjectHash(row.getString("email_hash")),
        Personal.parse(row.getString("email")),
        Personal.parse(row.getString("display_name")),
        optional(row.getString("password"), PasswordRevision::of),
        row.getBoolean("temporary"),
        row.getBoolean("expired"),
        optional(row.getString("totp"), TotpRevision::of),
        optional(row.getString("recovery_codes"), RecoveryCodeSetId::of),
        row.getInt("recovery_codes_left"),
        row.getBoolean("has_passkeys"));
  }

  private static <T> @Nullable T optional(@Nullable String text, Function<String, T> of) {
    return text == null ? null : of.apply(text);
  }
}
