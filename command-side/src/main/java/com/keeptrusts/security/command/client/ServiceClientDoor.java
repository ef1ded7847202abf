package com.keeptrusts.security.command.client;

import com.keeptrusts.security.command.attempt.SecretToken;
import com.keeptrusts.security.command.bus.Answer;
import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.bus.Requests;
import com.keeptrusts.security.command.door.Callers;
import com.keeptrusts.security.command.door.RevisionAnswer;
import com.keeptrusts.security.enforcement.ServiceCredential;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.event.SubjectRevision;
import com.keeptrusts.security.web.DoorCaller;
import com.keeptrusts.security.web.Refuses;
import com.keeptrusts.security.web.RequiresScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Programs that may call: their credentials (rule ORG-4). */
@Tag(name = "Service clients", description = "Programs that may call: their credentials.")
@RestController
@RequestMapping("/v1/service-clients")
final class ServiceClientDoor {

  private static final Duration DEFAULT_OVERLAP = Duration.ofHours(1);

  private final Callers callers;
  private final Requests requests;
  private final Commands commands;

  ServiceClientDoor(Callers callers, Requests requests, Commands commands) {
    this.callers = callers;
    this.requests = requests;
    this.commands = commands;
  }

  record NewClient(String name, Set<Scope> scopes, Instant expiresAt) {}

  /**
   * {@code overlapSeconds}: how long the credential before stays good, at most 365 days; an hour if
   * not said.
   */
  record Rotation(Instant expiresAt, @Nullable Long overlapSeconds) {}

  /** The credential, shown once: a repeat of the request gets {@code alreadyShown} instead. */
  record Issued(
      ServiceClientId client,
      @Nullable String credential,
      @Nullable Boolean alreadyShown,
      SubjectRevision revision)
      implements Answer<Issued> {

    @Override
    public Issued forRepeats() {
      return new Issued(client, null, true, revision);
    }

    @Override
    public String toString() {
      return "credential of client " + client;
    }
  }

  @Operation(summary = "Register a service client with its first credential")
  @PostMapping
  @RequiresScope(Scope.SERVICE_CLIENTS)
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses(Reason.IDEMPOTENCY_KEY_REUSED)
  Issued issue(DoorCaller door, @RequestBody NewClient client) {
    ServiceClientId id = ServiceClientId.of(UUID.randomUUID().toString());
    ServiceCredential credential = ServiceCredential.of(id, SecretToken.random().value());
    return requests.send(
        new IssueServiceCredential(
            id, client.name(), client.scopes(), credential.digest(), client.expiresAt()),
        callers.itself(door),
        Issued.class,
        revision -> new Issued(id, credential.reveal(), null, revision));
  }

  @Operation(summary = "Issue a new credential in place of the one before")
  @PostMapping("/{client}/rotation")
  @RequiresScope(Scope.SERVICE_CLIENTS)
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses({Reason.ALREADY_REVOKED, Reason.IDEMPOTENCY_KEY_REUSED})
  Issued rotate(
      DoorCaller door,
      @PathVariable("client") ServiceClientId client,
      @RequestBody Rotation rotation) {
    ServiceCredential credential = ServiceCredential.of(client, SecretToken.random().value());
    Long seconds = rotation.overlapSeconds();
    Duration overlap = seconds == null ? DEFAULT_OVERLAP : Duration.ofSeconds(seconds);
    return requests.send(
        new RotateServiceCredential(client, credential.digest(), rotation.expiresAt(), overlap),
        callers.itself(door),
        Issued.class,
        revision -> new Issued(client, credential.reveal(), null, revision));
  }

  @Operation(summary = "Revoke all credentials of a service client")
  @DeleteMapping("/{client}")
  @RequiresScope(Scope.SERVICE_CLIENTS)
  RevisionAnswer revoke(DoorCaller door, @PathVariable("client") ServiceClientId client) {
    return RevisionAnswer.of(
        commands.send(new RevokeServiceCredential(client), callers.itself(door)));
  }
}
