package com.keeptrusts.security.command.signin;

import com.keeptrusts.security.command.password.Password;
import com.keeptrusts.security.event.EmailAddress;
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

@Tag(
    name = "Sign-in",
    description = "Signing in, for the console backend, which states where its user comes from.")
@RestController
@RequestMapping("/v1/sign-ins")
final class SignInDoor {

  private final SignIn signIn;

  SignInDoor(SignIn signIn) {
    this.signIn = signIn;
  }

  /** {@code deviceToken}: what an earlier sign-in left on this device, if anything. */
  record PasswordStep(EmailAddress email, String password, @Nullable String deviceToken) {

    @Override
    public String toString() {
      return "PasswordStep";
    }
  }

  /** {@code signIn}: the token that the first step answered. */
  record CodeStep(String signIn, String code) {

    @Override
    public String toString() {
      return "CodeStep";
    }
  }

  @Operation(
      summary = "Sign in with e-mail and password",
      description = "Answers a session, or that a second factor is needed.")
  @PostMapping
  @RequiresScope(Scope.SIGN_IN)
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses({
    Reason.SIGN_IN_FAILED,
    Reason.SIGN_IN_NOT_OPEN,
    Reason.CREDENTIAL_CHANGED,
    Reason.ADDRESS_DENIED,
    Reason.THROTTLED
  })
  SignInAnswer withPassword(DoorCaller door, @RequestBody PasswordStep step) {
    door.requireAddress();
    try (Password password = Password.typed(step.password())) {
      return signIn.withPassword(door, step.email(), password, step.deviceToken());
    }
  }

  @Operation(summary = "Finish a sign-in with a code of the authenticator app")
  @PostMapping("/totp")
  @RequiresScope(Scope.SIGN_IN)
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses({
    Reason.SIGN_IN_NOT_OPEN,
    Reason.SIGN_IN_FAILED,
    Reason.WRONG_CODE,
    Reason.CREDENTIAL_CHANGED,
    Reason.ADDRESS_DENIED,
    Reason.THROTTLED
  })
  SignInAnswer withTotp(DoorCaller door, @RequestBody CodeStep step) {
    door.requireAddress();
    return signIn.withTotp(door, step.signIn(), step.code());
  }

  @Operation(summary = "Finish a sign-in with a recovery code")
  @PostMapping("/recovery-code")
  @RequiresScope(Scope.SIGN_IN)
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses({
    Reason.SIGN_IN_NOT_OPEN,
    Reason.SIGN_IN_FAILED,
    Reason.WRONG_CODE,
    Reason.CREDENTIAL_CHANGED,
    Reason.ADDRESS_DENIED,
    Reason.THROTTLED
  })
  SignInAnswer withRecoveryCode(DoorCaller door, @RequestBody CodeStep step) {
    door.requireAddress();
    return signIn.withRecoveryCode(door, step.signIn(), step.code());
  }
}
