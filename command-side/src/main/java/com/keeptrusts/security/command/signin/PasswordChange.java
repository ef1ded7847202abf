package com.keeptrusts.security.command.signin;

import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.bus.Requests;
import com.keeptrusts.security.command.door.ActingUser;
import com.keeptrusts.security.command.lookup.Account;
import com.keeptrusts.security.command.lookup.Accounts;
import com.keeptrusts.security.command.password.Password;
import com.keeptrusts.security.command.password.PasswordRules;
import com.keeptrusts.security.command.password.Passwords;
import com.keeptrusts.security.command.user.AddPassword;
import com.keeptrusts.security.command.user.ChangePassword;
import com.keeptrusts.security.command.user.PasswordForm;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.SubjectRevision;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.web.DoorCaller;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Choosing another password of the own, or a first one; the user signs in anew with it (rules
 * PWD-4, PWD-5).
 */
@Component
public final class PasswordChange {

  private final PasswordForms forms;
  private final OwnFactorsCheck ownFactors;
  private final PasswordRules rules;
  private final Passwords passwords;
  private final Accounts accounts;
  private final Requests requests;
  private final Commands commands;

  public PasswordChange(
      PasswordForms forms,
      OwnFactorsCheck ownFactors,
      PasswordRules rules,
      Passwords passwords,
      Accounts accounts,
      Requests requests,
      Commands commands) {
    this.forms = forms;
    this.ownFactors = ownFactors;
    this.rules = rules;
    this.passwords = passwords;
    this.accounts = accounts;
    this.requests = requests;
    this.commands = commands;
  }

  /** Knowing the current one, which is counted and verified like one at sign-in. */
  public SubjectRevision change(
      DoorCaller door, ActingUser acting, Password current, Password next) {
    UserId user = acting.user();
    Account account = forms.require(acting, PasswordForm.CHANGE);
    PasswordRevision inForce = Objects.requireNonNull(account.password());
    PasswordRevision chosen = PasswordRevision.of(UUID.randomUUID().toString());
    requests.requireAllowed(change(acting, inForce, chosen), acting.caller());
    requireGood(user, next);
    rules.requireDifferent(next, current);
    return ownFactors.prove(
        door,
        acting,
        new OwnFactors(current),
        (verified, none) -> {
          passwords.write(chosen, user, next);
          return commands.send(change(acting, verified, chosen), acting.caller());
        });
  }

  private static ChangePassword change(
      ActingUser acting, PasswordRevision verified, PasswordRevision next) {
    return new ChangePassword(acting.user(), verified, next, acting.session());
  }

  /** For who signs in otherwise. */
  public SubjectRevision add(ActingUser acting, Password next) {
    UserId user = acting.user();
    forms.require(acting, PasswordForm.ADD);
    PasswordRevision chosen = PasswordRevision.of(UUID.randomUUID().toString());
    AddPassword command = new AddPassword(user, chosen, acting.session());
    requests.requireAllowed(command, acting.caller());
    requireGood(user, next);
    passwords.write(chosen, user, next);
    return commands.send(command, acting.caller());
  }

  private void requireGood(UserId user, Password next) {
    rules.require(next, accounts.email(user), accounts.displayName(user));
  }
}
