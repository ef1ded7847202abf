package com.keeptrusts.security.command.org;

import com.keeptrusts.security.command.bus.Answer;
import com.keeptrusts.security.command.bus.Requests;
import com.keeptrusts.security.command.door.Callers;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.SubjectRevision;
import com.keeptrusts.security.web.DoorCaller;
import com.keeptrusts.security.web.Refuses;
import com.keeptrusts.security.web.RequiresScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Orgs", description = "Registering tenants.")
@RestController
@RequestMapping("/v1/orgs")
final class OrgDoor {

  private final Callers callers;
  private final Requests requests;

  OrgDoor(Callers callers, Requests requests) {
    this.callers = callers;
    this.requests = requests;
  }

  record NewOrg(String name) {}

  /** The new tenant. Its first owner joins by an invitation. */
  record Registered(OrgId org, SubjectRevision revision) implements Answer<Registered> {

    @Override
    public Registered forRepeats() {
      return this;
    }
  }

  @Operation(summary = "Register an org")
  @PostMapping
  @RequiresScope(Scope.DIRECTORY)
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses(Reason.IDEMPOTENCY_KEY_REUSED)
  Registered register(DoorCaller door, @RequestBody NewOrg org) {
    OrgId id = OrgId.of(UUID.randomUUID().toString());
    return requests.send(
        new RegisterOrg(id, org.name()),
        callers.itself(door),
        Registered.class,
        revision -> new Registered(id, revision));
  }
}
