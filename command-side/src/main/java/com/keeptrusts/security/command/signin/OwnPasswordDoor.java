package com.keeptrusts.security.command.signin;

import com.keeptrusts.security.command.door.ActingUser;
import com.keeptrusts.security.command.door.Callers;
import com.keeptrusts.security.command.door.RevisionAnswer;
import com.keeptrusts.security.command.passkey.AuthenticationResponse;
import com.keeptrusts.security.command.password.Password;
import com.keeptrusts.security.enforcement.Gate;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(
    name = "Own password",
    description =
        "Changing the password, adding a first one, or choosing one in place of a temporary one:"
            + " which of them, the account's form says.")
@RestController
@RequestMapping("/v1/me/password")
final class OwnPasswordDoor {

  private final Callers callers;
  private final PasswordForms forms;
  private final PasswordChange passwordChange;
  private final Rotation rotation;

  OwnPasswordDoor(
      Callers callers, PasswordForms forms, PasswordChange passwordChange, Rotation rotation) {
    this.callers = callers;
    this.forms = forms;
    this.passwordChange = passwordChange;
    this.rotation = rotation;
  }

  /** Proved by the current one. */
  record ChangedPassword(String currentPassword, String newPassword) {

    @Override
    public String toString() {
      return "ChangedPassword";
    }
  }

  record AddedPassword(String newPassword) {

    @Override
    public String toString() {
      return "AddedPassword";
    }
  }

  /**
   * With a second factor if the account has one: a code of the app, a recovery code, or a passkey's
   * answer to options for proving it again.
   */
  record ChosenPassword(
      String temporaryPassword,
      String newPassword,
      @Nullable String totpCode,
      @Nullable String recoveryCode,
      @Nullable AuthenticationResponse passkey) {

    @Override
    public String toString() {
      return "ChosenPassword";
    }
  }

  /** The session that goes on after a rotation. */
  record RotationAnswer(SessionAnswer session) {}

  @Operation(
      summary = "Which form to show",
      description =
          "Whether the password is to be changed, added or rotated, and what that takes; NONE if"
              + " the session began with a temporary password whose time is over: its user asks for"
              + " another and signs in with it.")
  @GetMapping("/form")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @Refuses(never = Reason.PASSWORD_ROTATION_REQUIRED)
  PasswordFormAnswer form(DoorCaller door) {
    return forms.answer(callers.actingThrough(door, Gate.PASSWORD_ROTATION_REQUIRED));
  }

  @Operation(
      summary = "Change the password",
      description =
          "Takes the current one, and a re-authentication from who has MFA. Every session ends, the"
              + " one that asks too: the user signs in anew.")
  @PostMapping("/change")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @Refuses({
    Reason.SIGN_IN_FAILED,
    Reason.REAUTHENTICATION_REQUIRED,
    Reason.CREDENTIAL_CHANGED,
    Reason.THROTTLED,
    Reason.PASSWORD_NOT_ACCEPTED,
    Reason.NO_PASSWORD,
    Reason.PASSWORD_TEMPORARY
  })
  RevisionAnswer change(DoorCaller door, @RequestBody ChangedPassword changed) {
    ActingUser acting = callers.acting(door);
    try (Password current = Password.typed(changed.currentPassword());
        Password next = Password.typed(changed.newPassword())) {
      return RevisionAnswer.of(passwordChange.change(door, acting, current, next));
    }
  }

  @Operation(
      summary = "Add a password",
      description =
          "For who has none and signs in otherwise; takes a re-authentication. Every session ends,"
              + " the one that asks too: the user signs in anew.")
  @PostMapping("/addition")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @Refuses({
    Reason.REAUTHENTICATION_REQUIRED,
    Reason.PASSWORD_NOT_ACCEPTED,
    Reason.PASSWORD_EXISTS,
    Reason.PASSWORD_TEMPORARY
  })
  RevisionAnswer add(DoorCaller door, @RequestBody AddedPassword added) {
    ActingUser acting = callers.acting(door);
    try (Password next = Password.typed(added.newPassword())) {
      return RevisionAnswer.of(passwordChange.add(acting, next));
    }
  }

  @Operation(
      summary = "Choose a password in place of a temporary one",
      description = "Every session ends; a fresh one goes on.")
  @PostMapping("/rotation")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses(
      value = {
        Reason.SIGN_IN_FAILED,
        Reason.WRONG_CODE,
        Reason.CHALLENGE_NOT_OPEN,
        Reason.PASSKEY_UNKNOWN,
        Reason.PASSKEY_NOT_ACCEPTED,
        Reason.REAUTHENTICATION_REQUIRED,
        Reason.CREDENTIAL_CHANGED,
        Reason.THROTTLED,
        Reason.PASSWORD_NOT_ACCEPTED,
        Reason.NO_PASSWORD,
        Reason.PASSWORD_EXISTS,
        Reason.TEMPORARY_PASSWORD_EXPIRED
      },
      never = Reason.PASSWORD_ROTATION_REQUIRED)
  RotationAnswer rotate(DoorCaller door, @RequestBody ChosenPassword chosen) {
    ActingUser acting = callers.actingThrough(door, Gate.PASSWORD_ROTATION_REQUIRED);
    try (Password temporary = Password.typed(chosen.temporaryPassword());
        Password next = Password.typed(chosen.newPassword())) {
      OwnFactors typed =
          new OwnFactors(temporary, chosen.totpCode(), chosen.recoveryCode(), chosen.passkey());
      return new RotationAnswer(rotation.rotate(door, acting, typed, next));
    }
  }
}
