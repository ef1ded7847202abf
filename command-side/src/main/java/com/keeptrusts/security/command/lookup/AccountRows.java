package com.keeptrusts.security.command.lookup;

import com.keeptrusts.security.command.attempt.SubjectHash;
import com.keeptrusts.security.event.DisplayName;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.RecoveryCodeSetId;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.TotpRevision;
import com.keeptrusts.security.event.UserId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of the look-ups, each change one that may be repeated without harm. */
public final class AccountRows {

  /** The schema of the rows in use. */
  static final String LIVE = "command";

  private final JdbcClient jdbc;
  private final String schema;

  /** The live rows. */
  public AccountRows(DataSource dataSource) {
    this(dataSource, LIVE);
  }

  /** The same tables in another schema, for a rebuild beside. */
  AccountRows(DataSource dataSource, String schema) {
    this.jdbc = JdbcClient.create(dataSource);
    this.schema = schema;
  }

  private JdbcClient.StatementSpec sql(String sql) {
    return jdbc.sql(sql.replace("command.", schema + "."));
  }

  /** An e-mail is one account's (SIGN-4, ORG-6); the table's uniqueness decides over all nodes. */
  void register(
      UserId user,
      SubjectHash emailHash,
      Personal<EmailAddress> email,
      Personal<DisplayName> displayName) {
    freeBeside(emailHash, user);
    int added =
        sql("""
        INSERT INTO command.account_1
          (user_id, email_hash, email, display_name, recovery_codes_left)
        VALUES (:user, :hash, :email, :name, 0)
        ON CONFLICT DO NOTHING
        """)
            .param("user", user.value())
            .param("hash", emailHash.value())
            .param("email", email.toString())
            .param("name", displayName.toString())
            .update();
    if (added == 0 && emailHash(user).filter(emailHash::equals).isEmpty()) {
      throw taken();
    }
  }

  /**
   * Of an account that is forgotten nothing is left to change.
   *
   * @param from as the command found it
   */
  void changeEmail(
      UserId user,
      Personal<EmailAddress> from,
      SubjectHash emailHash,
      Personal<EmailAddress> email) {
    freeBeside(emailHash, user);
    JdbcClient.StatementSpec change =
        sql("""
        UPDATE command.account_1 SET email_hash = :hash, email = :email
        WHERE user_id = :user AND email = :from
        """)
            .param("hash", emailHash.value())
            .param("email", email.toString())
            .param("user", user.value())
            .param("from", from.toString());
    if (changed(change) == 0 && emailHash(user).isPresent()) {
      throw new Rejected(
          Reason.CONFLICT, "The e-mail was changed at the same moment: begin the change again");
    }
  }

  private static int changed(JdbcClient.StatementSpec change) {
    try {
      return change.update();
    } catch (DuplicateKeyException anotherAccounts) {
      throw taken();
    }
  }

  /**
   * In a rebuild: who gave an e-mail up while another waited to take it may stand after them in the
   * log, since both committed before either was numbered. Whoever has it gives it up further on.
   */
  private void freeBeside(SubjectHash emailHash, UserId user) {
    if (!schema.equals(LIVE)) {
      sql("""
      UPDATE command.account_1 SET email_hash = 'given up by ' || user_id
      WHERE email_hash = :hash AND user_id <> :user
      """)
          .param("hash", emailHash.value())
          .param("user", user.value())
          .update();
    }
  }

  private static Rejected taken() {
    return new Rejected(Reason.EMAIL_TAKEN, "Another account signs in with this e-mail");
  }

  Optional<SubjectHash> emailHash(UserId user) {
    return sql("SELECT email_hash FROM command.account_1 WHERE user_id = :user")
        .param("user", user.value())
        .query((row, number) -> new SubjectHash(row.getString("email_hash")))
        .optional();
  }

  void enrolling(UserId user, TotpRevision revision, Instant until) {
    sql("""
    UPDATE command.account_1 SET enrolling = :revision, enrolling_until = :until
    WHERE user_id = :user
    """)
        .param("revision", revision.value())
        .param("until", until.atOffset(ZoneOffset.UTC))
        .param("user", user.value())
        .update();
  }

  void totp(UserId user, TotpRevision revision) {
    set("totp = :value, enrolling = NULL, enrolling_until = NULL", user, revision.value());
  }

  void recoveryCodes(UserId user, RecoveryCodeSetId set, int count) {
    set("recovery_codes = :value", user, set.value());
    recoveryCodesLeft(user, count);
  }

  void recoveryCodesLeft(UserId user, int left) {
    sql("UPDATE command.account_1 SET recovery_codes_left = :left WHERE user_id = :user")
        .param("left", left)
        .param("user", user.value())
        .update();
  }

  void withoutTotp(UserId user) {
    sql("""
    UPDATE command.account_1 SET totp = NULL, enrolling = NULL, enrolling_until = NULL
    WHERE user_id = :user
    """)
        .param("user", user.value())
        .update();
  }

  void withoutRecoveryCodes(UserId user) {
    sql("""
    UPDATE command.account_1 SET recovery_codes = NULL, recovery_codes_left = 0
    WHERE user_id = :user
    """)
        .param("user", user.value())
        .update();
  }

  void password(UserId user, PasswordRevision revision) {
    set("password = :value, password_until = NULL", user, revision.value());
  }

  void temporaryPassword(UserId user, PasswordRevision revision, Instant until) {
    sql("""
    UPDATE command.account_1 SET password = :revision, password_until = :until
    WHERE user_id = :user
    """)
        .param("revision", revision.value())
        .param("until", until.atOffset(ZoneOffset.UTC))
        .param("user", user.value())
        .update();
  }

  /**
   * Makes the vault's list of secrets in force say what the account says. An enrolment that ended
   * unconfirmed is not named again, whenever its event is read.
   */
  void live(UserId user) {
    sql("""
    DELETE FROM command.live_secret live WHERE live.user_id = :user AND NOT EXISTS (
      SELECT FROM command.account_1 account WHERE account.user_id = :user
      AND live.revision IN
        (account.password, account.totp, account.enrolling, account.recovery_codes))
    """)
        .param("user", user.value())
        .update();
    sql("""
    INSERT INTO command.live_secret AS live (revision, user_id, kind, in_force_until)
    SELECT secret.revision, account.user_id, secret.kind, secret.until
    FROM command.account_1 account CROSS JOIN LATERAL (VALUES
      (account.password, 'password', NULL), (account.totp, 'totp', NULL),
      (account.enrolling, 'totp', account.enrolling_until),
      (account.recovery_codes, 'recovery-codes', NULL))
      AS secret (revision, kind, until)
    WHERE account.user_id = :user AND secret.revision IS NOT NULL
      AND (secret.until IS NULL OR secret.until > log.now())
    ON CONFLICT (revision) DO UPDATE SET in_force_until = EXCLUDED.in_force_until
    WHERE live.in_force_until IS DISTINCT FROM EXCLUDED.in_force_until
    """)
        .param("user", user.value())
        .update();
  }

  private void set(String assignment, UserId user, String value) {
    sql("UPDATE command.account_1 SET " + assignment + " WHERE user_id = :user")
        .param("value", value)
        .param("user", user.value())
        .update();
  }
}
