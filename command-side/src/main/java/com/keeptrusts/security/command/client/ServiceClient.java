package com.keeptrusts.security.command.client;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.keeptrusts.security.command.authority.Standing;
import com.keeptrusts.security.event.Actor;
import com.keeptrusts.security.event.Origin;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.event.ServiceCredentialIssued;
import com.keeptrusts.security.event.ServiceCredentialRevoked;
import com.keeptrusts.security.event.ServiceCredentialRotated;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * A program that may call (rule ORG-4). It has one credential, and for an overlap after a rotation
 * the one before. Once revoked it stays so: another program is another client.
 */
@Aggregate(type = "client", snapshotTriggerDefinition = "snapshots", lockFactory = "noLock")
@Revision("2")
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
public class ServiceClient {

  private static final Duration LONGEST_LIFETIME = Duration.ofDays(731);

  @AggregateIdentifier private ServiceClientId clientId;
  private Set<Scope> scopes = Set.of();
  private @Nullable Instant goodUntil;

  /** For Axon, which fills it from its events. */
  protected ServiceClient() {}

  @CommandHandler
  ServiceClient(
      IssueServiceCredential command,
      @MetaDataValue(Origin.AT) Instant now,
      @MetaDataValue(Standing.KEY) Standing by) {
    nobodyGivesMoreThanTheyHave(by, command.scopes());
    requireLifetime(command.expiresAt(), now);
    apply(
        new ServiceCredentialIssued(
            command.clientId(),
            command.name(),
            command.scopes(),
            command.credentialHash(),
            command.expiresAt()));
  }

  @CommandHandler
  void handle(
      RotateServiceCredential command,
      @MetaDataValue(Origin.AT) Instant now,
      @MetaDataValue(Standing.KEY) Standing by) {
    nobodyGivesMoreThanTheyHave(by, scopes);
    if (goodUntil == null) {
      throw new Rejected(
          Reason.ALREADY_REVOKED, "Client " + clientId + " is revoked: issue another client");
    }
    requireLifetime(command.expiresAt(), now);
    Instant endOfOverlap = now.plus(command.overlap());
    apply(
        new ServiceCredentialRotated(
            clientId,
            command.credentialHash(),
            command.expiresAt(),
            endOfOverlap.isBefore(goodUntil) ? endOfOverlap : goodUntil));
  }

  @CommandHandler
  void handle(RevokeServiceCredential command) {
    if (goodUntil != null) {
      apply(new ServiceCredentialRevoked(command.clientId()));
    }
  }

  /** Who rotates a credential holds it afterwards, as who issues one does. */
  private static void nobodyGivesMoreThanTheyHave(Standing by, Set<Scope> given) {
    if (!by.actor().equals(Actor.SYSTEM) && !by.scopes().containsAll(given)) {
      throw new Rejected(
          Reason.SCOPE_MISSING,
          "A credential with a scope that the calling service client lacks is not given out by it");
    }
  }

  private static void requireLifetime(Instant expiresAt, Instant now) {
    if (!expiresAt.isAfter(now) || expiresAt.isAfter(now.plus(LONGEST_LIFETIME))) {
      throw new Rejected(
          Reason.INVALID_VALUE, "A credential expires in the future, within two years");
    }
  }

  @EventSourcingHandler
  void on(ServiceCredentialIssued event) {
    clientId = event.clientId();
    scopes = event.scopes();
    goodUntil = event.expiresAt();
  }

  @EventSourcingHandler
  void on(ServiceCredentialRotated event) {
    goodUntil = event.expiresAt();
  }

  @EventSourcingHandler
  void on(ServiceCredentialRevoked event) {
    goodUntil = null;
  }
}
