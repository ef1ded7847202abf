package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.door.Callers;
import com.keeptrusts.security.command.door.Done;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.web.Acting;
import com.keeptrusts.security.web.DoorCaller;
import com.keeptrusts.security.web.Refuses;
import com.keeptrusts.security.web.RequiresScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(
    name = "Members",
    description =
        "The members of an org, for its admins and owners; the rules say who may touch whom.")
@RestController
@RequestMapping("/v1/orgs/{org}/members/{user}")
final class MembersDoor {

  private final Callers callers;
  private final Commands commands;

  MembersDoor(Callers callers, Commands commands) {
    this.callers = callers;
    this.commands = commands;
  }

  record NewRole(Role role) {}

  /** {@code reason}: why, for the audit log. */
  record Why(String reason) {}

  @Operation(summary = "Change a member's role")
  @PutMapping("/role")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @Refuses({
    Reason.NOT_ALLOWED,
    Reason.ROLE_ABOVE_OWN,
    Reason.NOT_A_MEMBER,
    Reason.LAST_OWNER,
    Reason.REAUTHENTICATION_REQUIRED
  })
  Done changeRole(
      DoorCaller door,
      @PathVariable("org") OrgId org,
      @PathVariable("user") UserId user,
      @RequestBody NewRole to) {
    return send(door, new ChangeOrgRole(user, org, to.role()));
  }

  @Operation(summary = "Suspend a member")
  @PutMapping("/suspension")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @Refuses({
    Reason.NOT_ALLOWED,
    Reason.ROLE_ABOVE_OWN,
    Reason.NOT_A_MEMBER,
    Reason.LAST_OWNER,
    Reason.REAUTHENTICATION_REQUIRED
  })
  Done suspend(DoorCaller door, @PathVariable("org") OrgId org, @PathVariable("user") UserId user) {
    return send(door, new SuspendMember(user, org));
  }

  @Operation(summary = "Reactivate a suspended member")
  @DeleteMapping("/suspension")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @Refuses({
    Reason.NOT_ALLOWED,
    Reason.ROLE_ABOVE_OWN,
    Reason.NOT_A_MEMBER,
    Reason.REAUTHENTICATION_REQUIRED
  })
  Done reactivate(
      DoorCaller door, @PathVariable("org") OrgId org, @PathVariable("user") UserId user) {
    return send(door, new ReactivateMember(user, org));
  }

  @Operation(summary = "Remove a member, or withdraw an open invitation")
  @DeleteMapping
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @Refuses({
    Reason.NOT_ALLOWED,
    Reason.ROLE_ABOVE_OWN,
    Reason.NOT_A_MEMBER,
    Reason.LAST_OWNER,
    Reason.REAUTHENTICATION_REQUIRED
  })
  Done remove(DoorCaller door, @PathVariable("org") OrgId org, @PathVariable("user") UserId user) {
    return send(door, new RemoveMember(user, org));
  }

  @Operation(summary = "Turn a member's MFA off")
  @PostMapping("/mfa-reset")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @Refuses({
    Reason.NOT_ALLOWED,
    Reason.ROLE_ABOVE_OWN,
    Reason.NOT_A_MEMBER,
    Reason.BELONGS_TO_ANOTHER_ORG,
    Reason.MFA_NOT_ENABLED,
    Reason.REAUTHENTICATION_REQUIRED
  })
  Done resetMfa(
      DoorCaller door,
      @PathVariable("org") OrgId org,
      @PathVariable("user") UserId user,
      @RequestBody Why why) {
    return send(door, new ResetMfa(user, org, why.reason()));
  }

  private Done send(DoorCaller door, Command command) {
    commands.send(command, callers.acting(door).caller());
    return new Done();
  }
}
