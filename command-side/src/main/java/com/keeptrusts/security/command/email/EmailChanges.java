package com.keeptrusts.security.command.email;

import com.keeptrusts.security.command.attempt.PendingEmails;
import com.keeptrusts.security.command.attempt.SecretToken;
import com.keeptrusts.security.command.authority.Caller;
import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.bus.Requests;
import com.keeptrusts.security.command.door.ActingUser;
import com.keeptrusts.security.command.lookup.Account;
import com.keeptrusts.security.command.lookup.Accounts;
import com.keeptrusts.security.command.user.ChangeEmail;
import com.keeptrusts.security.command.user.ReplaceEmail;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.PersonalOwner;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.SubjectRevision;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.PersonalData;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Changing the e-mail that somebody signs in with (rule ORG-6). Who changes the own proves the new
 * address first, by a secret that the console backend sends there; whether the address is taken is
 * told only then.
 */
@Component
public final class EmailChanges {

  private static final Duration LIFETIME = Duration.ofHours(1);

  /** Stands for the e-mail of an account that there is not, until that is decided. */
  private static final String NOBODYS = "nobody";

  private final Accounts accounts;
  private final PendingEmails pending;
  private final PersonalData personal;
  private final Requests requests;
  private final Commands commands;

  public EmailChanges(
      Accounts accounts,
      PendingEmails pending,
      PersonalData personal,
      Requests requests,
      Commands commands) {
    this.accounts = accounts;
    this.pending = pending;
    this.personal = personal;
    this.requests = requests;
    this.commands = commands;
  }

  /** Begins a change; what was begun before is void. */
  public EmailChangeAnswer start(ActingUser acting, EmailAddress email) {
    UserId user = acting.user();
    requireAllowed(acting);
    Personal<EmailAddress> to = another(user, email);
    SecretToken proof = SecretToken.random();
    return new EmailChangeAnswer(proof.value(), pending.open(user, proof.digest(), to, LIFETIME));
  }

  /** Finishes it with what was sent to the new address. */
  public SubjectRevision confirm(ActingUser acting, String proof) {
    UserId user = acting.user();
    requireAllowed(acting);
    Personal<EmailAddress> to =
        pending
            .take(user, Sha256.ofToken(proof))
            .orElseThrow(
                () ->
                    new Rejected(
                        Reason.EMAIL_CHANGE_NOT_OPEN,
                        "This proves no change of e-mail that is under way: begin again"));
    return commands.send(
        new ChangeEmail(user, accounts.require(user).email(), to), acting.caller());
  }

  /** Before anything is made or used up. */
  private void requireAllowed(ActingUser acting) {
    Personal<EmailAddress> current = accounts.require(acting.user()).email();
    requests.requireAllowed(new ChangeEmail(acting.user(), current, current), acting.caller());
  }

  /**
   * On somebody's behalf. That the account has this address already is decided after who may ask:
   * else an admin could try addresses for the accounts of others.
   *
   * @param org whose admin asks; null if the operator does
   */
  public SubjectRevision replace(
      UserId user, @Nullable OrgId org, EmailAddress email, Caller caller) {
    Optional<Account> account = accounts.of(user);
    Personal<EmailAddress> from =
        account.map(Account::email).orElse(new Personal<>(PersonalOwner.of(user), NOBODYS));
    requests.requireAllowed(new ReplaceEmail(user, org, from, from), caller);
    Personal<EmailAddress> to =
        account.isPresent() && !isOf(user, email) ? sealed(user, email) : from;
    return commands.send(new ReplaceEmail(user, org, from, to), caller);
  }

  private Personal<EmailAddress> another(UserId user, EmailAddress email) {
    if (isOf(user, email)) {
      throw ReplaceEmail.same();
    }
    return sealed(user, email);
  }

  private boolean isOf(UserId user, EmailAddress email) {
    return accounts.find(email).filter(user::equals).isPresent();
  }

  private Personal<EmailAddress> sealed(UserId user, EmailAddress email) {
    return personal.seal(PersonalOwner.of(user), email);
  }
}
