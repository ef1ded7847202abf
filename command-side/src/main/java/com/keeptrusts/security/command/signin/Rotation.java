package com.keeptrusts.security.command.signin;

import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.door.ActingUser;
import com.keeptrusts.security.command.lookup.Accounts;
import com.keeptrusts.security.command.password.Password;
import com.keeptrusts.security.command.password.PasswordRules;
import com.keeptrusts.security.command.password.Passwords;
import com.keeptrusts.security.command.user.PasswordForm;
import com.keeptrusts.security.command.user.RotatePassword;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.web.DoorCaller;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Choosing a password of the own in place of the temporary one, proved once more (rule PWD-3). */
@Component
public final class Rotation {

  private final PasswordForms forms;
  private final OwnFactorsCheck ownFactors;
  private final PasswordRules rules;
  private final Passwords passwords;
  private final Accounts accounts;
  private final Commands commands;
  private final Sessions sessions;
  private final SessionSettings settings;

  public Rotation(
      PasswordForms forms,
      OwnFactorsCheck ownFactors,
      PasswordRules rules,
      Passwords passwords,
      Accounts accounts,
      Commands commands,
      Sessions sessions,
      SessionSettings settings) {
    this.forms = forms;
    this.ownFactors = ownFactors;
    this.rules = rules;
    this.passwords = passwords;
    this.accounts = accounts;
    this.commands = commands;
    this.sessions = sessions;
    this.settings = settings;
  }

  /** Answers with the fresh session that goes on; every other one has ended. */
  public SessionAnswer rotate(DoorCaller door, ActingUser acting, OwnFactors typed, Password next) {
    UserId user = acting.user();
    forms.require(acting, PasswordForm.ROTATE);
    rules.require(next, accounts.email(user), accounts.displayName(user));
    rules.requireDifferent(next, typed.password());
    NewSession session = NewSession.random();
    ownFactors.prove(
        door,
        acting,
        typed,
        (verified, second) -> {
          PasswordRevision chosen = PasswordRevision.of(UUID.randomUUID().toString());
          passwords.write(chosen, user, next);
          return commands.send(
              new RotatePassword(
                  user,
                  verified,
                  chosen,
                  second,
                  acting.session(),
                  session.id(),
                  session.tokenHash(),
                  settings.lifetime(),
                  settings.idleTimeout()),
              acting.caller());
        });
    return sessions.answer(door, session);
  }
}
