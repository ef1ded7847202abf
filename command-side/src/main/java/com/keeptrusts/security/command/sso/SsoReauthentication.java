package com.keeptrusts.security.command.sso;

import com.keeptrusts.security.command.attempt.GuessedFrom;
import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.door.ActingUser;
import com.keeptrusts.security.command.lookup.Account;
import com.keeptrusts.security.command.lookup.Accounts;
import com.keeptrusts.security.command.lookup.LinkedIdentity;
import com.keeptrusts.security.command.passkey.AuthenticationResponse;
import com.keeptrusts.security.command.passkey.Occasion;
import com.keeptrusts.security.command.signin.Guesses;
import com.keeptrusts.security.command.signin.PasskeyCheck;
import com.keeptrusts.security.command.signin.SecondFactorCheck;
import com.keeptrusts.security.command.user.MfaMethodProof;
import com.keeptrusts.security.command.user.PasskeyProof;
import com.keeptrusts.security.command.user.ReauthenticateBySso;
import com.keeptrusts.security.command.user.SsoProof;
import com.keeptrusts.security.command.user.TotpProof;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.SubjectRevision;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.web.DoorCaller;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Proving again who one is by an identity provider, which has authenticated the user anew: the way
 * of who has no password, and open to who has one (rule SES-5). An assertion that comes twice
 * proves no more than it did, since what counts is when the provider says it was.
 */
@Component
final class SsoReauthentication {

  private final Vouching vouching;
  private final Accounts accounts;
  private final Guesses guesses;
  private final SecondFactorCheck secondFactorCheck;
  private final PasskeyCheck passkeyCheck;
  private final Commands commands;

  SsoReauthentication(
      Vouching vouching,
      Accounts accounts,
      Guesses guesses,
      SecondFactorCheck secondFactorCheck,
      PasskeyCheck passkeyCheck,
      Commands commands) {
    this.vouching = vouching;
    this.accounts = accounts;
    this.guesses = guesses;
    this.secondFactorCheck = secondFactorCheck;
    this.passkeyCheck = passkeyCheck;
    this.commands = commands;
  }

  /**
   * With a code of the app or a passkey, if the user has one and the provider's own MFA is not
   * honoured.
   */
  SubjectRevision reauthenticate(
      DoorCaller door,
      ActingUser acting,
      Assertion assertion,
      @Nullable String totpCode,
      @Nullable AuthenticationResponse passkey) {
    UserId user = acting.user();
    SsoProof proof = vouching.proof(own(door, user, assertion), assertion);
    if (passkey != null) {
      PasskeyProof second =
          passkeyCheck.require(door, user, Occasion.reauthentication(acting.session()), passkey);
      return passkeyCheck.settle(door, user, () -> send(acting, proof, second));
    }
    if (totpCode == null) {
      return send(acting, proof, null);
    }
    Optional<Account> account = accounts.of(user);
    SecondFactorCheck.Proved<TotpProof> second =
        secondFactorCheck.requireTotp(
            door, user, GuessedFrom.SESSION, account.map(Account::totp).orElse(null), totpCode);
    return secondFactorCheck.settle(door, second, () -> send(acting, proof, second.proof()));
  }

  private LinkedIdentity own(DoorCaller door, UserId user, Assertion assertion) {
    Optional<LinkedIdentity> own =
        vouching.find(assertion).filter(linked -> linked.user().equals(user));
    if (own.isEmpty()) {
      guesses.unknownIdentity(door, user, vouching.hash(assertion));
      throw new Rejected(
          Reason.SIGN_IN_FAILED, "This identity is not linked to the account of this session");
    }
    return own.get();
  }

  private SubjectRevision send(ActingUser acting, SsoProof proof, @Nullable MfaMethodProof second) {
    return commands.send(
        new ReauthenticateBySso(acting.user(), acting.session(), proof, second), acting.caller());
  }
}
