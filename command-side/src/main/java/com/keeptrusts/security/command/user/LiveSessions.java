package com.keeptrusts.security.command.user;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.keeptrusts.security.command.authority.Standing;
import com.keeptrusts.security.event.EndCause;
import com.keeptrusts.security.event.MfaEnabled;
import com.keeptrusts.security.event.Origin;
import com.keeptrusts.security.event.PasskeyRegistered;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.SessionEnded;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.SessionStarted;
import com.keeptrusts.security.event.SessionsRevoked;
import com.keeptrusts.security.event.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.jspecify.annotations.Nullable;

/**
 * The sessions whose end is not recorded yet, the one that started first at the front: the part of
 * {@link UserSecurity} that ends them (rules SES-1, SES-3). What has left this list never comes
 * back to it. When a session was last used is not known here.
 */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
class LiveSessions {

  static final int MOST = 100;

  private List<LiveSession> inOrder = List.of();

  @CommandHandler
  void handle(
      EndSession command,
      @MetaDataValue(Origin.AT) Instant now,
      @MetaDataValue(Origin.SESSION) @Nullable String callers) {
    LiveSession session =
        find(command.session())
            .orElseThrow(
                () ->
                    new Rejected(
                        Reason.NOT_FOUND, "The user has no live session " + command.session()));
    boolean own = session.id().value().equals(callers);
    end(command.userId(), session, own ? EndCause.SIGNED_OUT : EndCause.ENDED_BY_USER, now);
  }

  @CommandHandler
  void handle(RevokeSessions command, @MetaDataValue(Standing.KEY) Standing by) {
    EndCause cause = by.operator() ? EndCause.REVOKED_BY_OPERATOR : EndCause.REVOKED_BY_USER;
    apply(new SessionsRevoked(command.userId(), cause, command.except()));
  }

  @CommandHandler
  void handle(ExpireSession command, @MetaDataValue(Origin.AT) Instant now) {
    if (find(command.session()).isPresent() && !command.endedAt().isAfter(now)) {
      apply(
          new SessionEnded(
              command.userId(), command.session(), command.cause(), command.endedAt()));
    }
  }

  void requireLive(SessionId id, Instant now) {
    if (find(id).filter(session -> !session.expired(now)).isEmpty()) {
      throw new Rejected(Reason.SESSION_NOT_LIVE, "This session has ended: sign in again");
    }
  }

  /** Makes place for one more (rule SES-1). */
  void endTheOldestBeyondTheMost(UserId userId, Instant now) {
    int tooMany = Math.max(0, inOrder.size() + 1 - MOST);
    inOrder.subList(0, tooMany).forEach(oldest -> end(userId, oldest, EndCause.TOO_MANY, now));
  }

  /** Leaves those that were made with several factors, or have proved a second one since. */
  void endThoseOfASingleFactor(UserId userId, Instant now) {
    inOrder.stream()
        .filter(session -> !session.multiFactor())
        .forEach(session -> end(userId, session, EndCause.SINGLE_FACTOR, now));
  }

  /** One that had run out, unrecorded as yet, ended then and not now. */
  private static void end(UserId userId, LiveSession session, EndCause cause, Instant now) {
    apply(
        session.expired(now)
            ? new SessionEnded(userId, session.id(), EndCause.EXPIRED, session.expiresAt())
            : new SessionEnded(userId, session.id(), cause, now));
  }

  private Optional<LiveSession> find(SessionId id) {
    return inOrder.stream().filter(session -> session.id().equals(id)).findFirst();
  }

  @EventSourcingHandler
  void on(SessionStarted event) {
    LiveSession started =
        new LiveSession(event.session(), event.isMultiFactor(), event.expiresAt());
    inOrder = Stream.concat(inOrder.stream(), Stream.of(started)).toList();
  }

  @EventSourcingHandler
  void on(MfaEnabled event) {
    proved(event.provenIn());
  }

  @EventSourcingHandler
  void on(PasskeyRegistered event) {
    proved(event.provenIn());
  }

  private void proved(SessionId in) {
    inOrder =
        inOrder.stream()
            .map(session -> session.id().equals(in) ? session.proved() : session)
            .toList();
  }

  @EventSourcingHandler
  void on(SessionEnded event) {
    inOrder = inOrder.stream().filter(session -> !session.id().equals(event.session())).toList();
  }

  @EventSourcingHandler
  void on(SessionsRevoked event) {
    inOrder = inOrder.stream().filter(session -> session.id().equals(event.except())).toList();
  }
}
