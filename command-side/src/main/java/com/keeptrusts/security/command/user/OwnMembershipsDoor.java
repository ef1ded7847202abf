package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.door.ActingUser;
import com.keeptrusts.security.command.door.Callers;
import com.keeptrusts.security.command.door.RevisionAnswer;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.web.Acting;
import com.keeptrusts.security.web.DoorCaller;
import com.keeptrusts.security.web.Refuses;
import com.keeptrusts.security.web.RequiresScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Own memberships", description = "Joining and leaving orgs.")
@RestController
@RequestMapping("/v1/me/memberships")
final class OwnMembershipsDoor {

  private static final int TOKEN_LENGTH = 43;

  private final Callers callers;
  private final Commands commands;

  OwnMembershipsDoor(Callers callers, Commands commands) {
    this.callers = callers;
    this.commands = commands;
  }

  /** {@code invitation}: the secret that the invitation was sent with. */
  record Acceptance(String invitation) {

    @Override
    public String toString() {
      return "Acceptance";
    }
  }

  @Operation(summary = "Join an org by an invitation")
  @PostMapping
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @Refuses(Reason.INVITATION_NOT_OPEN)
  RevisionAnswer accept(DoorCaller door, @RequestBody Acceptance acceptance) {
    ActingUser acting = callers.acting(door);
    if (acceptance.invitation().length() != TOKEN_LENGTH) {
      throw new Rejected(
          Reason.INVITATION_NOT_OPEN, "This is no invitation's secret: ask for another one");
    }
    Sha256 secret = Sha256.ofToken(acceptance.invitation());
    return RevisionAnswer.of(
        commands.send(new AcceptInvitation(acting.user(), secret), acting.caller()));
  }

  @Operation(summary = "Leave an org")
  @DeleteMapping("/{org}")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @Refuses(
      value = {Reason.NOT_A_MEMBER, Reason.LAST_OWNER},
      never = Reason.ADDRESS_DENIED)
  RevisionAnswer leave(DoorCaller door, @PathVariable("org") OrgId org) {
    ActingUser acting = callers.acting(door);
    return RevisionAnswer.of(commands.send(new LeaveOrg(acting.user(), org), acting.caller()));
  }
}
