package com.keeptrusts.security.command.email;

import com.keeptrusts.security.command.door.ActingUser;
import com.keeptrusts.security.command.door.Callers;
import com.keeptrusts.security.command.door.Done;
import com.keeptrusts.security.command.door.RevisionAnswer;
import com.keeptrusts.security.event.EmailAddress;
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
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "E-mail", description = "Changing the e-mail that somebody signs in with.")
@RestController
final class EmailDoor {

  private final Callers callers;
  private final EmailChanges changes;

  EmailDoor(Callers callers, EmailChanges changes) {
    this.callers = callers;
    this.changes = changes;
  }

  record NewEmail(EmailAddress email) {

    @Override
    public String toString() {
      return "NewEmail";
    }
  }

  /** {@code secret}: what was sent to the new address. */
  record Proof(String secret) {

    @Override
    public String toString() {
      return "Proof";
    }
  }

  @Operation(
      summary = "Begin to change the own e-mail",
      description =
          "Answers a secret for the console backend to send to the new address, and to nobody else."
              + " It is good for an hour.")
  @PostMapping("/v1/me/email-changes")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses(Reason.REAUTHENTICATION_REQUIRED)
  EmailChangeAnswer start(DoorCaller door, @RequestBody NewEmail next) {
    return changes.start(callers.acting(door), next.email());
  }

  @Operation(summary = "Finish the change, by the secret that was sent to the new address")
  @PostMapping("/v1/me/email-changes/confirmation")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @Refuses({Reason.REAUTHENTICATION_REQUIRED, Reason.EMAIL_CHANGE_NOT_OPEN, Reason.EMAIL_TAKEN})
  RevisionAnswer confirm(DoorCaller door, @RequestBody Proof proof) {
    ActingUser acting = callers.acting(door);
    return RevisionAnswer.of(changes.confirm(acting, proof.secret()));
  }

  @Operation(summary = "Change a member's e-mail")
  @PutMapping("/v1/orgs/{org}/members/{user}/email")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @Refuses({
    Reason.NOT_ALLOWED,
    Reason.ROLE_ABOVE_OWN,
    Reason.NOT_A_MEMBER,
    Reason.BELONGS_TO_ANOTHER_ORG,
    Reason.EMAIL_TAKEN,
    Reason.REAUTHENTICATION_REQUIRED
  })
  Done replaceOfMember(
      DoorCaller door,
      @PathVariable("org") OrgId org,
      @PathVariable("user") UserId user,
      @RequestBody NewEmail next) {
    changes.replace(user, org, next.email(), callers.acting(door).caller());
    return new Done();
  }

  @Operation(summary = "Change a user's e-mail")
  @PutMapping("/v1/users/{user}/email")
  @RequiresScope(Scope.OPERATE)
  @Refuses(Reason.EMAIL_TAKEN)
  RevisionAnswer replace(
      DoorCaller door, @PathVariable("user") UserId user, @RequestBody NewEmail next) {
    return RevisionAnswer.of(changes.replace(user, null, next.email(), callers.itself(door)));
  }
}
