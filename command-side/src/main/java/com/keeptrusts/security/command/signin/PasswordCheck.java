package com.keeptrusts.security.command.signin;

import com.keeptrusts.security.command.attempt.Admission;
import com.keeptrusts.security.command.attempt.Guess;
import com.keeptrusts.security.command.lookup.Account;
import com.keeptrusts.security.command.password.Password;
import com.keeptrusts.security.command.password.Passwords;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.SignInRefusal;
import com.keeptrusts.security.web.DoorCaller;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Verifies a typed password at the same cost for everybody: a wrong one, an expired temporary one,
 * an unknown e-mail, a user without a password and a disabled password cannot be told apart (rule
 * SIGN-4).
 */
@Component
public final class PasswordCheck {

  private final Guesses guesses;
  private final Passwords passwords;

  public PasswordCheck(Guesses guesses, Passwords passwords) {
    this.guesses = guesses;
    this.passwords = passwords;
  }

  /**
   * Verifies a counted guess.
   *
   * @param account the user's; null for an unknown user
   * @return the revision that was verified
   * @throws Rejected {@link Reason#SIGN_IN_FAILED} if it is not the password, or no longer good
   */
  public PasswordRevision require(
      DoorCaller door,
      Guess guess,
      Admission.Counted admission,
      @Nullable Account account,
      Password typed) {
    PasswordRevision inForce = account == null ? null : account.password();
    boolean verified = admission instanceof Admission.Admitted;
    boolean right =
        guesses.verifying(
            guess,
            admission,
            () -> passwords.verify(guess.user(), verified ? inForce : null, typed));
    boolean expired = account != null && account.passwordExpired();
    if (right && inForce != null && !expired) {
      guesses.right(guess);
      return inForce;
    }
    guesses.wrong(
        door,
        guess,
        admission,
        right ? SignInRefusal.TEMPORARY_PASSWORD_EXPIRED : reason(guess, verified, inForce));
    throw Rejected.signInFailed();
  }

  private static SignInRefusal reason(
      Guess guess, boolean verified, @Nullable PasswordRevision inForce) {
    if (!verified) {
      return SignInRefusal.PASSWORD_DISABLED;
    }
    if (guess.user() == null) {
      return SignInRefusal.UNKNOWN_EMAIL;
    }
    return inForce == null ? SignInRefusal.NO_PASSWORD : SignInRefusal.WRONG_PASSWORD;
  }
}
