package com.keeptrusts.security.command.signin;

import com.keeptrusts.security.command.attempt.Devices;
import com.keeptrusts.security.command.attempt.SignInsInProgress;
import com.keeptrusts.security.command.passkey.AuthenticationResponse;
import com.keeptrusts.security.command.passkey.PasskeyOptions;
import com.keeptrusts.security.command.passkey.RequestOptions;
import com.keeptrusts.security.command.user.PasskeyProof;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.web.DoorCaller;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Signing in with a passkey and nothing else: no e-mail, and no second factor, since it verifies
 * its user. One that does not is a second factor after a password or SSO, and nothing here (rule
 * SIGN-2). Never throttled, so that no guesser keeps its owner out (rule SIGN-5).
 */
@Component
final class PasskeySignIn {

  private final PasskeyOptions options;
  private final PasskeyCheck passkeyCheck;
  private final Devices devices;
  private final SignInsInProgress signIns;
  private final SignInEnd end;

  PasskeySignIn(
      PasskeyOptions options,
      PasskeyCheck passkeyCheck,
      Devices devices,
      SignInsInProgress signIns,
      SignInEnd end) {
    this.options = options;
    this.passkeyCheck = passkeyCheck;
    this.devices = devices;
    this.signIns = signIns;
    this.end = end;
  }

  RequestOptions options() {
    return options.ofAnybody();
  }

  /**
   * All of a sign-in. The row that its end needs is there before anything is verified; a passkey
   * that is removed in between is no longer in force at the end.
   */
  SignInAnswer signIn(
      DoorCaller door, AuthenticationResponse response, @Nullable String deviceToken) {
    PasskeyCheck.Named named = passkeyCheck.named(door, response);
    UserId user = named.user();
    Sha256 device = devices.recognise(user, deviceToken).orElse(null);
    Sha256 token = Sha256.ofToken(signIns.open(user, device));
    PasskeyProof proof = passkeyCheck.requireAnybodys(door, named);
    return passkeyCheck.settle(door, user, () -> end.start(door, user, token, proof, null, device));
  }
}
