package com.keeptrusts.security.command.signin;

import com.keeptrusts.security.command.attempt.Admission;
import com.keeptrusts.security.command.attempt.Guess;
import com.keeptrusts.security.command.attempt.GuessedFrom;
import com.keeptrusts.security.command.door.ActingUser;
import com.keeptrusts.security.command.lookup.Account;
import com.keeptrusts.security.command.lookup.Accounts;
import com.keeptrusts.security.command.passkey.AuthenticationResponse;
import com.keeptrusts.security.command.passkey.Occasion;
import com.keeptrusts.security.command.user.PasskeyProof;
import com.keeptrusts.security.command.user.SecondFactorProof;
import com.keeptrusts.security.event.Authenticator;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.web.DoorCaller;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Verifies the factors of a signed-in user for a command that needs them proved again (rules PWD-3,
 * SES-5). Counted before they are verified, like those of a sign-in, but apart: by {@link
 * GuessedFrom#SESSION}, so that who guesses at the sign-in page neither delays nor disables who is
 * signed in, while who has stolen a session gets no more guesses than a device does (rule SIGN-5).
 */
@Component
public final class OwnFactorsCheck {

  /** What the command gets. */
  public interface Proofs<T> {
    T apply(PasswordRevision verified, @Nullable SecondFactorProof second);
  }

  private final Accounts accounts;
  private final Guesses guesses;
  private final PasswordCheck passwordCheck;
  private final SecondFactorCheck secondFactorCheck;
  private final PasskeyCheck passkeyCheck;

  public OwnFactorsCheck(
      Accounts accounts,
      Guesses guesses,
      PasswordCheck passwordCheck,
      SecondFactorCheck secondFactorCheck,
      PasskeyCheck passkeyCheck) {
    this.accounts = accounts;
    this.guesses = guesses;
    this.passwordCheck = passwordCheck;
    this.secondFactorCheck = secondFactorCheck;
    this.passkeyCheck = passkeyCheck;
  }

  /** Verifies what was typed, then runs the command that uses it. */
  public <T> T prove(DoorCaller door, ActingUser acting, OwnFactors typed, Proofs<T> command) {
    UserId user = acting.user();
    Account account =
        accounts
            .of(user)
            .orElseThrow(() -> new Rejected(Reason.NOT_FOUND, "There is no user " + user));
    Guess guess = new Guess(Authenticator.PASSWORD, account.emailHash(), GuessedFrom.SESSION, user);
    Admission.Counted admission = guesses.admit(door, guess);
    PasswordRevision verified =
        passwordCheck.require(door, guess, admission, account, typed.password());
    AuthenticationResponse passkey = typed.passkey();
    if (passkey != null) {
      PasskeyProof proof =
          passkeyCheck.require(door, user, Occasion.reauthentication(acting.session()), passkey);
      return passkeyCheck.settle(door, user, () -> command.apply(verified, proof));
    }
    SecondFactorCheck.Proved<?> second = second(door, user, account, typed);
    return second == null
        ? command.apply(verified, null)
        : secondFactorCheck.settle(door, second, () -> command.apply(verified, second.proof()));
  }

  private SecondFactorCheck.@Nullable Proved<?> second(
      DoorCaller door, UserId user, Account account, OwnFactors typed) {
    String totpCode = typed.totpCode();
    if (totpCode != null) {
      return secondFactorCheck.requireTotp(
          door, user, GuessedFrom.SESSION, account.totp(), totpCode);
    }
    String recoveryCode = typed.recoveryCode();
    return recoveryCode == null
        ? null
        : secondFactorCheck.requireRecoveryCode(
            door, user, GuessedFrom.SESSION, account.recoveryCodes(), recoveryCode);
  }
}
