package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.door.Callers;
import com.keeptrusts.security.event.DisplayName;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.web.Acting;
import com.keeptrusts.security.web.DoorCaller;
import com.keeptrusts.security.web.Refuses;
import com.keeptrusts.security.web.RequiresScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Directory", description = "Registering people, and inviting them into orgs.")
@RestController
@RequestMapping("/v1")
final class DirectoryDoor {

  private final Callers callers;
  private final Directory directory;

  DirectoryDoor(Callers callers, Directory directory) {
    this.callers = callers;
    this.directory = directory;
  }

  /** {@code org}: for which the account is made; it may issue its first temporary password. */
  record NewUser(EmailAddress email, DisplayName displayName, @Nullable OrgId org) {}

  /** {@code displayName} is used if the e-mail has no account yet. */
  record Invitee(EmailAddress email, DisplayName displayName, Role role) {}

  @Operation(summary = "Register a user")
  @PostMapping("/users")
  @RequiresScope(Scope.DIRECTORY)
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses({Reason.EMAIL_TAKEN, Reason.IDEMPOTENCY_KEY_REUSED})
  Directory.Registered register(DoorCaller door, @RequestBody NewUser user) {
    return directory.register(user.email(), user.displayName(), user.org(), callers.itself(door));
  }

  @Operation(
      summary = "Invite somebody into an org",
      description = "Whoever has no account yet gets one.")
  @PostMapping("/orgs/{org}/invitations")
  @RequiresScope(
      value = {Scope.DIRECTORY, Scope.ACT},
      acting = Acting.OPTIONAL)
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses({
    Reason.NOT_ALLOWED,
    Reason.ROLE_ABOVE_OWN,
    Reason.ALREADY_MEMBER,
    Reason.REAUTHENTICATION_REQUIRED,
    Reason.IDEMPOTENCY_KEY_REUSED
  })
  Directory.Invited invite(
      DoorCaller door, @PathVariable("org") OrgId org, @RequestBody Invitee invitee) {
    return directory.invite(
        org, invitee.email(), invitee.displayName(), invitee.role(), callers.of(door));
  }
}
