package com.keeptrusts.security.command.signin;

import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.door.ActingUser;
import com.keeptrusts.security.command.door.Callers;
import com.keeptrusts.security.command.door.RevisionAnswer;
import com.keeptrusts.security.command.passkey.AuthenticationResponse;
import com.keeptrusts.security.command.passkey.RequestOptions;
import com.keeptrusts.security.command.password.Password;
import com.keeptrusts.security.command.user.EndSession;
import com.keeptrusts.security.command.user.RevokeSessions;
import com.keeptrusts.security.enforcement.Gate;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.SessionId;
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
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Own sessions", description = "A user's own sessions, and proving again who one is.")
@RestController
@RequestMapping("/v1/me")
final class OwnSessionsDoor {

  private final Callers callers;
  private final OwnSessions ownSessions;
  private final Reauthentication reauthentication;
  private final Commands commands;

  OwnSessionsDoor(
      Callers callers,
      OwnSessions ownSessions,
      Reauthentication reauthentication,
      Commands commands) {
    this.callers = callers;
    this.ownSessions = ownSessions;
    this.reauthentication = reauthentication;
    this.commands = commands;
  }

  /**
   * {@code totpCode} or {@code passkey}, an answer to fresh options, is needed if the account has
   * an MFA method.
   */
  record Proof(
      String password, @Nullable String totpCode, @Nullable AuthenticationResponse passkey) {

    @Override
    public String toString() {
      return "Proof";
    }
  }

  @Operation(
      summary = "Prove again who you are",
      description = "What needs a fresh proof is possible for ten minutes.")
  @PostMapping("/reauthentications")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @Refuses(
      value = {
        Reason.SIGN_IN_FAILED,
        Reason.WRONG_CODE,
        Reason.CHALLENGE_NOT_OPEN,
        Reason.PASSKEY_UNKNOWN,
        Reason.PASSKEY_NOT_ACCEPTED,
        Reason.REAUTHENTICATION_REQUIRED,
        Reason.CREDENTIAL_CHANGED,
        Reason.THROTTLED
      },
      never = Reason.MFA_ENROLLMENT_REQUIRED)
  RevisionAnswer reauthenticate(DoorCaller door, @RequestBody Proof proof) {
    ActingUser acting = callers.actingThrough(door, Gate.MFA_ENROLLMENT_REQUIRED);
    try (Password password = Password.typed(proof.password())) {
      return RevisionAnswer.of(
          reauthentication.reauthenticate(
              door, acting, new OwnFactors(password, proof.totpCode(), null, proof.passkey())));
    }
  }

  /** {@code credential}: what toJSON() says of it. */
  record PasskeyAgain(AuthenticationResponse credential) {

    @Override
    public String toString() {
      return "PasskeyAgain";
    }
  }

  @Operation(
      summary = "Start to prove it by a passkey",
      description =
          "Answers what parseRequestOptionsFromJSON() takes, with the user's passkeys; for a"
              + " re-authentication by the passkey alone or beside a password, and for a rotation.")
  @PostMapping("/reauthentications/passkey/options")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses(never = Reason.PASSWORD_ROTATION_REQUIRED)
  RequestOptions passkeyOptions(DoorCaller door) {
    return reauthentication.passkeyOptions(
        callers.actingThrough(door, Gate.PASSWORD_ROTATION_REQUIRED));
  }

  @Operation(
      summary = "Prove again who you are, by a passkey",
      description = "By one that verifies its user; any other goes with a password.")
  @PostMapping("/reauthentications/passkey")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @Refuses({
    Reason.CHALLENGE_NOT_OPEN,
    Reason.PASSKEY_UNKNOWN,
    Reason.PASSKEY_NOT_ACCEPTED,
    Reason.REAUTHENTICATION_REQUIRED,
    Reason.CREDENTIAL_CHANGED
  })
  RevisionAnswer reauthenticateByPasskey(DoorCaller door, @RequestBody PasskeyAgain again) {
    return RevisionAnswer.of(
        reauthentication.byPasskey(door, callers.acting(door), again.credential()));
  }

  @Operation(
      summary = "The own sessions",
      description = "Those that are live, the one that started last first.")
  @GetMapping("/sessions")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  OwnSessionsAnswer sessions(DoorCaller door) {
    return ownSessions.of(callers.acting(door));
  }

  @Operation(summary = "Sign out")
  @DeleteMapping("/session")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @Refuses(never = {Reason.PASSWORD_ROTATION_REQUIRED, Reason.MFA_ENROLLMENT_REQUIRED})
  RevisionAnswer signOut(DoorCaller door) {
    ActingUser acting =
        callers.actingThrough(door, Gate.PASSWORD_ROTATION_REQUIRED, Gate.MFA_ENROLLMENT_REQUIRED);
    return RevisionAnswer.of(
        commands.send(new EndSession(acting.user(), acting.session()), acting.caller()));
  }

  @Operation(summary = "End one session")
  @DeleteMapping("/sessions/{session}")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  RevisionAnswer end(DoorCaller door, @PathVariable("session") SessionId session) {
    ActingUser acting = callers.acting(door);
    return RevisionAnswer.of(
        commands.send(new EndSession(acting.user(), session), acting.caller()));
  }

  @Operation(summary = "End all sessions but the one that asks")
  @PostMapping("/sessions/revocation")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  RevisionAnswer endOthers(DoorCaller door) {
    ActingUser acting = callers.acting(door);
    return RevisionAnswer.of(
        commands.send(new RevokeSessions(acting.user(), acting.session()), acting.caller()));
  }
}
