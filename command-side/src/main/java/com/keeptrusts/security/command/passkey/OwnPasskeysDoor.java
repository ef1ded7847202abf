package com.keeptrusts.security.command.passkey;

import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.door.ActingUser;
import com.keeptrusts.security.command.door.Callers;
import com.keeptrusts.security.command.door.RevisionAnswer;
import com.keeptrusts.security.command.user.RevokePasskey;
import com.keeptrusts.security.enforcement.Gate;
import com.keeptrusts.security.event.PasskeyId;
import com.keeptrusts.security.event.PasskeyName;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.web.Acting;
import com.keeptrusts.security.web.DoorCaller;
import com.keeptrusts.security.web.Refuses;
import com.keeptrusts.security.web.RequiresScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Own passkeys", description = "A user's own passkeys: adding, naming, removing them.")
@RestController
@RequestMapping("/v1/me/passkeys")
final class OwnPasskeysDoor {

  private final Callers callers;
  private final PasskeyRegistration registration;
  private final OwnPasskeys ownPasskeys;
  private final Commands commands;

  OwnPasskeysDoor(
      Callers callers,
      PasskeyRegistration registration,
      OwnPasskeys ownPasskeys,
      Commands commands) {
    this.callers = callers;
    this.registration = registration;
    this.ownPasskeys = ownPasskeys;
    this.commands = commands;
  }

  /** {@code hint}: what kind of authenticator the user is about to take, if they said. */
  record Wanted(@Nullable Hint hint) {}

  /** {@code name}: as the user calls it; without one it is proposed. */
  record NewPasskey(RegistrationResponse credential, @Nullable PasskeyName name) {

    @Override
    public String toString() {
      return "NewPasskey";
    }
  }

  record Name(PasskeyName name) {}

  @Operation(
      summary = "The own passkeys",
      description =
          "With what the browser is to be told, so that a password manager forgets removed ones.")
  @GetMapping
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  OwnPasskeysAnswer list(DoorCaller door) {
    return ownPasskeys.of(callers.acting(door).user());
  }

  @Operation(
      summary = "Start to add a passkey",
      description =
          "Answers what parseCreationOptionsFromJSON() takes; the challenge is good once, for five"
              + " minutes, in this session.")
  @PostMapping("/options")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses(value = Reason.REAUTHENTICATION_REQUIRED, never = Reason.MFA_ENROLLMENT_REQUIRED)
  CreationOptions options(DoorCaller door, @RequestBody Wanted wanted) {
    return registration.options(
        callers.actingThrough(door, Gate.MFA_ENROLLMENT_REQUIRED), wanted.hint());
  }

  @Operation(
      summary = "Add a passkey",
      description =
          "Takes what toJSON() says of the new credential. With the first MFA method come recovery"
              + " codes, shown once.")
  @PostMapping
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses(
      value = {
        Reason.REAUTHENTICATION_REQUIRED,
        Reason.CHALLENGE_NOT_OPEN,
        Reason.PASSKEY_NOT_REGISTERED,
        Reason.PASSKEY_TAKEN,
        Reason.TOO_MANY_PASSKEYS
      },
      never = Reason.MFA_ENROLLMENT_REQUIRED)
  NewPasskeyAnswer register(DoorCaller door, @RequestBody NewPasskey passkey) {
    return registration.register(
        callers.actingThrough(door, Gate.MFA_ENROLLMENT_REQUIRED),
        passkey.credential(),
        passkey.name());
  }

  @Operation(summary = "Rename a passkey")
  @PutMapping("/{passkey}/name")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  RevisionAnswer rename(
      DoorCaller door, @PathVariable("passkey") PasskeyId passkey, @RequestBody Name name) {
    return RevisionAnswer.of(registration.rename(callers.acting(door), passkey, name.name()));
  }

  @Operation(summary = "Remove a passkey", description = "Not the last way to sign in.")
  @DeleteMapping("/{passkey}")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @Refuses({Reason.REAUTHENTICATION_REQUIRED, Reason.LAST_WAY_TO_SIGN_IN})
  RevisionAnswer revoke(DoorCaller door, @PathVariable("passkey") PasskeyId passkey) {
    ActingUser acting = callers.acting(door);
    return RevisionAnswer.of(
        commands.send(new RevokePasskey(acting.user(), passkey), acting.caller()));
  }
}
