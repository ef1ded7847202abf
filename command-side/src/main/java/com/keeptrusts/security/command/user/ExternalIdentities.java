package com.keeptrusts.security.command.user;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.keeptrusts.security.event.ExternalIdentityId;
import com.keeptrusts.security.event.ExternalIdentityLinked;
import com.keeptrusts.security.event.ExternalIdentityUnlinked;
import com.keeptrusts.security.event.ExternalSubject;
import com.keeptrusts.security.event.Issuer;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.UserId;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;

/**
 * The links to identities at providers that are in force: the part of {@link UserSecurity} that
 * makes them (rule SIGN-3). What they link to is sealed and unknown here; that a pair of issuer and
 * subject is one account's only, over all accounts, is decided by the look-up's row.
 */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
class ExternalIdentities {

  static final int MOST = 10;

  private List<ExternalIdentityId> linked = List.of();

  @CommandHandler
  void handle(LinkExternalIdentity command) {
    link(command.userId(), command.identity(), command.issuer(), command.subject());
  }

  void link(
      UserId userId,
      ExternalIdentityId identity,
      Personal<Issuer> issuer,
      Personal<ExternalSubject> subject) {
    if (linked.size() >= MOST) {
      throw new Rejected(
          Reason.TOO_MANY_EXTERNAL_IDENTITIES,
          "The account has " + MOST + " linked identities: unlink one first");
    }
    apply(new ExternalIdentityLinked(userId, identity, issuer, subject));
  }

  void unlink(UserId userId, ExternalIdentityId identity) {
    apply(new ExternalIdentityUnlinked(userId, identity));
  }

  /** Refuses a link that is not the user's. */
  void requireFound(ExternalIdentityId identity) {
    if (!linked.contains(identity)) {
      throw new Rejected(Reason.NOT_FOUND, "The user has no linked identity " + identity);
    }
  }

  /** Refuses a link that has gone since it was used (rule SIGN-8). */
  void requireInForce(ExternalIdentityId identity) {
    if (!linked.contains(identity)) {
      throw new Rejected(
          Reason.CREDENTIAL_CHANGED, "The identity was unlinked meanwhile: sign in another way");
    }
  }

  boolean any() {
    return !linked.isEmpty();
  }

  boolean anyBeside(ExternalIdentityId identity) {
    return linked.stream().anyMatch(other -> !other.equals(identity));
  }

  @EventSourcingHandler
  void on(ExternalIdentityLinked event) {
    linked = Stream.concat(linked.stream(), Stream.of(event.identity())).toList();
  }

  @EventSourcingHandler
  void on(ExternalIdentityUnlinked event) {
    linked = linked.stream().filter(other -> !other.equals(event.identity())).toList();
  }
}
