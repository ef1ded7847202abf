package com.keeptrusts.security.command.user;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.keeptrusts.security.event.PasskeyId;
import com.keeptrusts.security.event.PasskeyRegistered;
import com.keeptrusts.security.event.PasskeyRenamed;
import com.keeptrusts.security.event.PasskeyRevoked;
import com.keeptrusts.security.event.PasskeyUsed;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.UserId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;

/**
 * The passkeys in force: the part of {@link UserSecurity} that knows how far their counters have
 * come (rules PK-3, PK-4). That a credential id is one account's only, over all accounts, is
 * decided by the look-up's row.
 */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
class Passkeys {

  static final int MOST = 20;

  private List<Passkey> inForce = List.of();

  @CommandHandler
  void handle(RenamePasskey command) {
    requireFound(command.passkey());
    apply(new PasskeyRenamed(command.userId(), command.passkey(), command.name()));
  }

  void register(RegisterPasskey command) {
    if (inForce.size() >= MOST) {
      throw new Rejected(
          Reason.TOO_MANY_PASSKEYS, "The account has " + MOST + " passkeys: remove one first");
    }
    apply(
        new PasskeyRegistered(
            command.userId(),
            command.passkey(),
            command.credential(),
            command.name(),
            command.session()));
  }

  /**
   * Refuses a passkey that has gone since it signed (rule SIGN-8), or whose counter did not grow.
   */
  void requireProved(PasskeyProof proof) {
    Passkey passkey =
        find(proof.passkey())
            .orElseThrow(
                () ->
                    new Rejected(
                        Reason.CREDENTIAL_CHANGED,
                        "The passkey was removed meanwhile: sign in another way"));
    if (proof.uvInitialized() && !passkey.uvInitialized()) {
      throw new Rejected(Reason.CREDENTIAL_CHANGED, "The passkey has changed: start again");
    }
    passkey.requireGrown(proof.signCount());
  }

  /**
   * Records a use.
   *
   * @param besideAnother whether a password or SSO was proved with it, so that its verification of
   *     the user is believed from now on
   */
  void use(UserId userId, PasskeyProof proof, boolean besideAnother) {
    boolean believed =
        find(proof.passkey()).filter(Passkey::uvInitialized).isPresent()
            || (besideAnother && proof.userVerified());
    apply(
        new PasskeyUsed(
            userId,
            proof.passkey(),
            proof.signCount(),
            proof.backedUp(),
            proof.userVerified(),
            believed));
  }

  void revoke(UserId userId, PasskeyId passkey, boolean otherMethods) {
    apply(new PasskeyRevoked(userId, passkey, otherMethods || inForce.size() > 1));
  }

  void revokeAll(UserId userId, boolean otherMethods) {
    inForce.forEach(passkey -> revoke(userId, passkey.id(), otherMethods));
  }

  /** Refuses a passkey that is not the user's. */
  void requireFound(PasskeyId passkey) {
    if (find(passkey).isEmpty()) {
      throw new Rejected(Reason.NOT_FOUND, "The user has no passkey " + passkey);
    }
  }

  boolean any() {
    return !inForce.isEmpty();
  }

  boolean several() {
    return inForce.size() > 1;
  }

  boolean anySignsInAlone() {
    return inForce.stream().anyMatch(Passkey::signsInAlone);
  }

  boolean anySignsInAloneBeside(PasskeyId passkey) {
    return inForce.stream().anyMatch(other -> !other.id().equals(passkey) && other.signsInAlone());
  }

  private Optional<Passkey> find(PasskeyId id) {
    return inForce.stream().filter(passkey -> passkey.id().equals(id)).findFirst();
  }

  @EventSourcingHandler
  void on(PasskeyRegistered event) {
    Passkey registered =
        new Passkey(
            event.passkey(),
            event.credential().signCount(),
            event.credential().uvInitialized(),
            event.credential().discoverable());
    inForce = Stream.concat(inForce.stream(), Stream.of(registered)).toList();
  }

  @EventSourcingHandler
  void on(PasskeyUsed event) {
    inForce =
        inForce.stream()
            .map(
                passkey ->
                    passkey.id().equals(event.passkey())
                        ? passkey.used(event.signCount(), event.uvInitialized())
                        : passkey)
            .toList();
  }

  @EventSourcingHandler
  void on(PasskeyRevoked event) {
    inForce = inForce.stream().filter(passkey -> !passkey.id().equals(event.passkey())).toList();
  }
}
