package com.keeptrusts.security.command.signin;

import com.keeptrusts.security.command.door.ActingUser;
import com.keeptrusts.security.command.lookup.Account;
import com.keeptrusts.security.command.lookup.Accounts;
import com.keeptrusts.security.command.password.PasswordRules;
import com.keeptrusts.security.command.user.PasswordForm;
import com.keeptrusts.security.enforcement.AuthorityRows;
import com.keeptrusts.security.enforcement.LockedRows;
import com.keeptrusts.security.enforcement.SessionRow;
import org.springframework.stereotype.Component;

/**
 * Which form gives a signed-in user another password (rule PWD-5), as it is known early: before
 * anything is typed, and before a guess is counted. The account decides it again.
 */
@Component
public final class PasswordForms {

  private final PasswordRules rules;
  private final Accounts accounts;
  private final AuthorityRows authority;

  public PasswordForms(PasswordRules rules, Accounts accounts, AuthorityRows authority) {
    this.rules = rules;
    this.accounts = accounts;
    this.authority = authority;
  }

  /** Which form is the right one now, and what it takes. */
  PasswordFormAnswer answer(ActingUser acting) {
    LockedRows now = look(acting);
    PasswordForm form = form(accounts.require(acting.user()), now);
    return new PasswordFormAnswer(
        form,
        switch (form) {
          case ADD -> !now.isReauthenticated();
          case CHANGE -> now.hasMfa() && !now.isReauthenticated();
          case ROTATE, NONE -> false;
        },
        form == PasswordForm.ROTATE && now.hasMfa(),
        rules.minimum(),
        rules.maximum());
  }

  /** The account, if this is the form that is right for it; else the refusal says which is. */
  Account require(ActingUser acting, PasswordForm asked) {
    Account account = accounts.require(acting.user());
    form(account, look(acting)).require(asked);
    return account;
  }

  private LockedRows look(ActingUser acting) {
    return authority.look(
        null, acting.user(), acting.caller().sessionTokenHash(), acting.caller().client());
  }

  private static PasswordForm form(Account account, LockedRows now) {
    PasswordForm form =
        PasswordForm.of(
            account.password() != null, account.passwordTemporary(), account.passwordExpired());
    return now.liveSession().filter(SessionRow::rotationRequired).isPresent()
        ? form.whileRotationIsDue()
        : form;
  }
}
