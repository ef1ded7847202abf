package com.keeptrusts.security.command.sso;

import com.keeptrusts.security.command.attempt.Devices;
import com.keeptrusts.security.command.attempt.SignInsInProgress;
import com.keeptrusts.security.command.lookup.Account;
import com.keeptrusts.security.command.lookup.Accounts;
import com.keeptrusts.security.command.lookup.LinkedIdentity;
import com.keeptrusts.security.command.signin.Guesses;
import com.keeptrusts.security.command.signin.SignInAnswer;
import com.keeptrusts.security.command.signin.SignInEnd;
import com.keeptrusts.security.command.user.SsoProof;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.web.DoorCaller;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Signing in as whom an identity provider vouches for (rules SIGN-1, SIGN-3). The service client
 * that asserts it is authenticated and guesses nothing, so nothing is counted before the second
 * factor, which is asked for as after a password.
 */
@Component
final class SsoSignIn {

  private final Vouching vouching;
  private final Accounts accounts;
  private final Devices devices;
  private final SignInsInProgress signIns;
  private final Guesses guesses;
  private final SignInEnd end;

  SsoSignIn(
      Vouching vouching,
      Accounts accounts,
      Devices devices,
      SignInsInProgress signIns,
      Guesses guesses,
      SignInEnd end) {
    this.vouching = vouching;
    this.accounts = accounts;
    this.devices = devices;
    this.signIns = signIns;
    this.guesses = guesses;
    this.end = end;
  }

  /**
   * The first step, or all of it. The row that its end needs is there before it is read whether a
   * second factor is needed; a link that goes in between is no longer in force at the end.
   */
  SignInAnswer begin(DoorCaller door, Assertion assertion, @Nullable String deviceToken) {
    LinkedIdentity linked = vouching.find(assertion).orElse(null);
    UserId known = linked == null ? null : linked.user();
    Sha256 device = devices.recognise(known, deviceToken).orElse(null);
    String signIn = signIns.open(known, device);
    Account account = known == null ? null : accounts.of(known).orElse(null);
    if (linked == null || account == null) {
      guesses.unknownIdentity(door, null, vouching.hash(assertion));
      throw new Rejected(
          Reason.SIGN_IN_FAILED,
          "No account is linked to this identity: sign in another way, and link it there");
    }
    SsoProof proof = vouching.proof(linked, assertion);
    if (!account.hasMfaMethod() || proof.isMultiFactor()) {
      return end.start(door, linked.user(), Sha256.ofToken(signIn), proof, null, device);
    }
    if (!signIns.providerVouched(Sha256.ofToken(signIn), proof.vouched())) {
      throw end.endedMeanwhile(door, linked.user(), Factor.SSO);
    }
    return SignInAnswer.secondFactorRequired(signIn, account);
  }
}
