package com.keeptrusts.security.command.signin;

import com.keeptrusts.security.command.passkey.AuthenticationResponse;
import com.keeptrusts.security.command.passkey.RequestOptions;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.web.DoorCaller;
import com.keeptrusts.security.web.Refuses;
import com.keeptrusts.security.web.RequiresScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Sign-in")
@RestController
@RequestMapping("/v1/sign-ins")
final class PasskeySignInDoor {

  private final PasskeySignIn passkeySignIn;
  private final SignIn signIn;

  PasskeySignInDoor(PasskeySignIn passkeySignIn, SignIn signIn) {
    this.passkeySignIn = passkeySignIn;
    this.signIn = signIn;
  }

  /** {@code deviceToken}: what an earlier sign-in left on this device, if anything. */
  record PasskeyStep(AuthenticationResponse credential, @Nullable String deviceToken) {

    @Override
    public String toString() {
      return "PasskeyStep";
    }
  }

  /** {@code signIn}: the token that the first step answered. */
  record InProgress(String signIn) {

    @Override
    public String toString() {
      return "InProgress";
    }
  }

  /** {@code signIn}: the token that the first step answered. */
  record SecondPasskeyStep(String signIn, AuthenticationResponse credential) {

    @Override
    public String toString() {
      return "SecondPasskeyStep";
    }
  }

  @Operation(
      summary = "Start to sign in with a passkey",
      description =
          "Answers what parseRequestOptionsFromJSON() takes, for a button or for autofill"
              + " (conditional mediation). Nobody says who they are; the passkey does.")
  @PostMapping("/passkey/options")
  @RequiresScope(Scope.SIGN_IN)
  @ResponseStatus(HttpStatus.CREATED)
  RequestOptions options(DoorCaller door) {
    door.requireAddress();
    return passkeySignIn.options();
  }

  @Operation(
      summary = "Sign in with a passkey",
      description =
          "Takes what toJSON() says of the credential. The authenticator has to verify its user; a"
              + " passkey that does not is a second factor after a password or SSO. Of one that is"
              + " unknown tell the browser (signalUnknownCredential).")
  @PostMapping("/passkey")
  @RequiresScope(Scope.SIGN_IN)
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses({
    Reason.CHALLENGE_NOT_OPEN,
    Reason.PASSKEY_UNKNOWN,
    Reason.PASSKEY_NOT_ACCEPTED,
    Reason.SIGN_IN_NOT_OPEN,
    Reason.CREDENTIAL_CHANGED,
    Reason.ADDRESS_DENIED
  })
  SignInAnswer withPasskey(DoorCaller door, @RequestBody PasskeyStep step) {
    door.requireAddress();
    return passkeySignIn.signIn(door, step.credential(), step.deviceToken());
  }

  @Operation(
      summary = "Start to finish a sign-in with a passkey",
      description = "Answers what parseRequestOptionsFromJSON() takes, with the user's passkeys.")
  @PostMapping("/second-passkey/options")
  @RequiresScope(Scope.SIGN_IN)
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses(Reason.SIGN_IN_NOT_OPEN)
  RequestOptions secondOptions(DoorCaller door, @RequestBody InProgress step) {
    door.requireAddress();
    return signIn.passkeyOptions(step.signIn());
  }

  @Operation(summary = "Finish a sign-in with a passkey")
  @PostMapping("/second-passkey")
  @RequiresScope(Scope.SIGN_IN)
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses({
    Reason.SIGN_IN_NOT_OPEN,
    Reason.SIGN_IN_FAILED,
    Reason.CHALLENGE_NOT_OPEN,
    Reason.PASSKEY_UNKNOWN,
    Reason.PASSKEY_NOT_ACCEPTED,
    Reason.CREDENTIAL_CHANGED,
    Reason.ADDRESS_DENIED
  })
  SignInAnswer withSecondPasskey(DoorCaller door, @RequestBody SecondPasskeyStep step) {
    door.requireAddress();
    return signIn.withPasskey(door, step.signIn(), step.credential());
  }
}
