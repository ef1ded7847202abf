package com.keeptrusts.security.command.password;

import com.keeptrusts.security.command.door.Callers;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.web.Acting;
import com.keeptrusts.security.web.DoorCaller;
import com.keeptrusts.security.web.Refuses;
import com.keeptrusts.security.web.RequiresScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(
    name = "Temporary passwords",
    description = "Issued by an org's admin or by the operator; the rules say for whom.")
@RestController
@RequestMapping("/v1")
final class TemporaryPasswordDoor {

  private final Callers callers;
  private final TemporaryPasswordIssue temporaryPasswordIssue;

  TemporaryPasswordDoor(Callers callers, TemporaryPasswordIssue temporaryPasswordIssue) {
    this.callers = callers;
    this.temporaryPasswordIssue = temporaryPasswordIssue;
  }

  @Operation(summary = "Issue a temporary password to a member")
  @PostMapping("/orgs/{org}/members/{user}/temporary-password")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses({
    Reason.NOT_ALLOWED,
    Reason.ROLE_ABOVE_OWN,
    Reason.NOT_A_MEMBER,
    Reason.BELONGS_TO_ANOTHER_ORG,
    Reason.REAUTHENTICATION_REQUIRED,
    Reason.IDEMPOTENCY_KEY_REUSED
  })
  TemporaryPasswordAnswer issueTemporaryPassword(
      DoorCaller door, @PathVariable("org") OrgId org, @PathVariable("user") UserId user) {
    return temporaryPasswordIssue.issue(user, org, callers.acting(door).caller());
  }

  @Operation(
      summary = "Issue a temporary password to any user",
      description = "For an account that is in use, only the scope operate will do.")
  @PostMapping("/users/{user}/temporary-password")
  @RequiresScope({Scope.DIRECTORY, Scope.OPERATE})
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses(Reason.IDEMPOTENCY_KEY_REUSED)
  TemporaryPasswordAnswer issueByOperator(DoorCaller door, @PathVariable("user") UserId user) {
    return temporaryPasswordIssue.issue(user, null, callers.itself(door));
  }
}
