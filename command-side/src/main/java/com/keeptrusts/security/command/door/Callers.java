package com.keeptrusts.security.command.door;

import com.keeptrusts.security.command.attempt.SubjectHash;
import com.keeptrusts.security.command.attempt.SubjectHashes;
import com.keeptrusts.security.command.authority.Caller;
import com.keeptrusts.security.enforcement.Decision;
import com.keeptrusts.security.enforcement.Decisions;
import com.keeptrusts.security.enforcement.Gate;
import com.keeptrusts.security.enforcement.Question;
import com.keeptrusts.security.event.Actor;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Origin;
import com.keeptrusts.security.event.PersonalOwner;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.UserAgent;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.DatabaseClock;
import com.keeptrusts.security.log.PersonalData;
import com.keeptrusts.security.web.DoorCaller;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns who stands at the door into the caller of a command; what is personal is sealed here. */
@Component
public final class Callers {

  private final Decisions decisions;
  private final PersonalData personal;
  private final DatabaseClock clock;
  private final AskedRequest asked;
  private final SubjectHashes hashes;

  public Callers(
      Decisions decisions,
      PersonalData personal,
      DatabaseClock clock,
      AskedRequest asked,
      SubjectHashes hashes) {
    this.decisions = decisions;
    this.personal = personal;
    this.clock = clock;
    this.asked = asked;
    this.hashes = hashes;
  }

  /** The user of the session that was passed on, who has nothing else to do first. */
  public ActingUser acting(DoorCaller door) {
    return actingUser(door, decide(door, null).orRefuse());
  }

  /** The same, about an org: a member, at an address from which its rules let them in. */
  public ActingUser acting(DoorCaller door, OrgId org) {
    return actingUser(door, decide(door, org).orRefuse());
  }

  /** The user of the session, also while one of these holds up everything else. */
  public ActingUser actingThrough(DoorCaller door, Gate... gates) {
    return actingUser(door, decide(door, null).orRefuse(gates));
  }

  /** The user who is acted for, or else the service client itself. */
  public Caller of(DoorCaller door) {
    return door.isActing() ? acting(door).caller() : itself(door);
  }

  /** A service client that acts for itself. */
  public Caller itself(DoorCaller door) {
    Origin origin =
        new Origin(
            Actor.of(door.client()),
            null,
            null,
            null,
            null,
            door.peer(),
            door.correlation(),
            door.idempotencyKey());
    return new Caller(door.scopes(), null, null, origin, request(door));
  }

  /** A user who is signing in and has no session yet. */
  public Caller signingIn(DoorCaller door, UserId user) {
    return new Caller(
        door.scopes(),
        null,
        door.requireAddress(),
        origin(door, Actor.of(user), null, PersonalOwner.of(user)));
  }

  /** The system, which records a refusal; of nobody known, the day owns address and agent. */
  public Caller refused(DoorCaller door, @Nullable UserId user) {
    PersonalOwner owner = user == null ? PersonalOwner.ofDay(clock.now()) : PersonalOwner.of(user);
    return new Caller(Set.of(), null, null, origin(door, Actor.SYSTEM, null, owner));
  }

  private Decision decide(DoorCaller door, @Nullable OrgId org) {
    return decisions.decide(new Question(door.requireSession(), org, door.requireAddress()));
  }

  private ActingUser actingUser(DoorCaller door, Decision decision) {
    UserId user = decision.user();
    SessionId session = decision.session();
    if (user == null || session == null) {
      throw new IllegalStateException("Who is let in is known");
    }
    Origin origin = origin(door, Actor.of(user), session, PersonalOwner.of(user));
    return new ActingUser(
        user,
        session,
        new Caller(Set.of(), door.requireSession(), door.requireAddress(), origin, request(door)));
  }

  /** Keyed, since what is asked may hold an e-mail, which could be guessed from a bare digest. */
  private @Nullable SubjectHash request(DoorCaller door) {
    return door.idempotencyKey() == null ? null : hashes.ofRequest(asked.digest());
  }

  private Origin origin(
      DoorCaller door, Actor actor, @Nullable SessionId session, PersonalOwner owner) {
    UserAgent agent = door.agent();
    return new Origin(
        actor,
        door.client(),
        session,
        personal.seal(owner, door.requireAddress()),
        agent == null ? null : personal.seal(owner, agent),
        null,
        door.correlation(),
        door.idempotencyKey());
  }
}
