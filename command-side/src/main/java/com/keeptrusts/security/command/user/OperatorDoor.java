package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.door.Callers;
import com.keeptrusts.security.command.door.RevisionAnswer;
import com.keeptrusts.security.event.Authenticator;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.web.DoorCaller;
import com.keeptrusts.security.web.Refuses;
import com.keeptrusts.security.web.RequiresScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(
    name = "Operator",
    description = "What only the operator may do to an account, whatever orgs it belongs to.")
@RestController
@RequestMapping("/v1/users/{user}")
final class OperatorDoor {

  private final Callers callers;
  private final Commands commands;

  OperatorDoor(Callers callers, Commands commands) {
    this.callers = callers;
    this.commands = commands;
  }

  /** {@code reason}: why, for the audit log. */
  record Why(String reason) {}

  @Operation(summary = "Turn a user's MFA off")
  @PostMapping("/mfa-reset")
  @RequiresScope(Scope.OPERATE)
  @Refuses(Reason.MFA_NOT_ENABLED)
  RevisionAnswer resetMfa(
      DoorCaller door, @PathVariable("user") UserId user, @RequestBody Why why) {
    return send(door, new ResetMfa(user, null, why.reason()));
  }

  @Operation(summary = "End all sessions of a user")
  @PostMapping("/sessions/revocation")
  @RequiresScope(Scope.OPERATE)
  RevisionAnswer revokeSessions(DoorCaller door, @PathVariable("user") UserId user) {
    return send(door, new RevokeSessions(user, null));
  }

  @Operation(summary = "Let a disabled authenticator answer again")
  @PostMapping("/authenticators/{authenticator}/enabling")
  @RequiresScope(Scope.OPERATE)
  RevisionAnswer enable(
      DoorCaller door,
      @PathVariable("user") UserId user,
      @PathVariable("authenticator") Authenticator authenticator) {
    return send(door, new EnableAuthenticator(user, authenticator));
  }

  private RevisionAnswer send(DoorCaller door, Command command) {
    return RevisionAnswer.of(commands.send(command, callers.itself(door)));
  }
}
