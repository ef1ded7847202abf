package com.keeptrusts.security.command.totp;

import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.door.ActingUser;
import com.keeptrusts.security.command.door.Callers;
import com.keeptrusts.security.command.door.RevisionAnswer;
import com.keeptrusts.security.command.recovery.RecoveryCodeIssue;
import com.keeptrusts.security.command.recovery.RecoveryCodesAnswer;
import com.keeptrusts.security.command.user.DisableMfa;
import com.keeptrusts.security.enforcement.Gate;
import com.keeptrusts.security.event.EnrollmentId;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.web.Acting;
import com.keeptrusts.security.web.DoorCaller;
import com.keeptrusts.security.web.Refuses;
import com.keeptrusts.security.web.RequiresScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Own MFA", description = "A user's own authenticator app and recovery codes.")
@RestController
@RequestMapping("/v1/me/mfa")
final class MfaDoor {

  private final Callers callers;
  private final TotpEnrollment enrollment;
  private final RecoveryCodeIssue recoveryCodeIssue;
  private final Commands commands;

  MfaDoor(
      Callers callers,
      TotpEnrollment enrollment,
      RecoveryCodeIssue recoveryCodeIssue,
      Commands commands) {
    this.callers = callers;
    this.enrollment = enrollment;
    this.recoveryCodeIssue = recoveryCodeIssue;
    this.commands = commands;
  }

  /** {@code code}: what the app shows. */
  record Code(String code) {

    @Override
    public String toString() {
      return "Code";
    }
  }

  @Operation(
      summary = "Start to enable MFA",
      description =
          "Answers a secret to put into an app; nothing is on before a code of it is confirmed.")
  @PostMapping("/enrollments")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses(value = Reason.REAUTHENTICATION_REQUIRED, never = Reason.MFA_ENROLLMENT_REQUIRED)
  EnrollmentAnswer start(DoorCaller door) {
    return enrollment.start(callers.actingThrough(door, Gate.MFA_ENROLLMENT_REQUIRED));
  }

  @Operation(
      summary = "Confirm the app with a code",
      description = "Turns MFA on, or replaces the app before.")
  @PostMapping("/enrollments/{enrollment}/confirmation")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @Refuses(
      value = {Reason.REAUTHENTICATION_REQUIRED, Reason.ENROLLMENT_NOT_OPEN, Reason.WRONG_CODE},
      never = Reason.MFA_ENROLLMENT_REQUIRED)
  RecoveryCodesAnswer confirm(
      DoorCaller door, @PathVariable("enrollment") EnrollmentId id, @RequestBody Code code) {
    return enrollment.confirm(
        callers.actingThrough(door, Gate.MFA_ENROLLMENT_REQUIRED), id, code.code());
  }

  @Operation(summary = "Turn MFA off")
  @DeleteMapping
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @Refuses({Reason.REAUTHENTICATION_REQUIRED, Reason.MFA_REQUIRED_BY_ORG})
  RevisionAnswer disable(DoorCaller door) {
    ActingUser acting = callers.acting(door);
    return RevisionAnswer.of(commands.send(new DisableMfa(acting.user()), acting.caller()));
  }

  @Operation(summary = "Replace all recovery codes")
  @PostMapping("/recovery-codes")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses({
    Reason.REAUTHENTICATION_REQUIRED,
    Reason.MFA_NOT_ENABLED,
    Reason.IDEMPOTENCY_KEY_REUSED
  })
  RecoveryCodesAnswer regenerate(DoorCaller door) {
    ActingUser acting = callers.acting(door);
    return recoveryCodeIssue.regenerate(acting.user(), acting.caller());
  }
}
