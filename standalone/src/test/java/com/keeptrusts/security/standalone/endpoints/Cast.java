package com.keeptrusts.security.standalone.endpoints;

import static java.util.Objects.requireNonNull;

import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Scope;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The callers in person: of one kind always the same, or somebody new. */
final class Cast {

  private static final Duration DAY = Duration.ofDays(1);
  private static final String PROXYS = "Keeptrusts-Credential";

  private final World world;
  private final Map<Caller, Person> people = new EnumMap<>(Caller.class);
  private final Map<String, World.Client> clients = new HashMap<>();
  private final String elsewhere;
  private final String strict;
  private final Map<Set<Scope>, World.Client> expired;
  private final World.Client acting;

  /** {@code installation}: moved on by an hour, so that what was made before has run out. */
  static Cast of(Installation installation) {
    World past = new World(installation);
    Person idle = past.owner();
    Map<Set<Scope>, World.Client> expired = new HashMap<>();
    for (Endpoint endpoint : Endpoints.CLOSED) {
      expired.computeIfAbsent(
          scopes(endpoint), scopes -> past.client(scopes, Duration.ofMinutes(30)));
    }
    installation.advance(Duration.ofMinutes(62));
    return new Cast(new World(installation), idle, expired);
  }

  private Cast(World world, Person idle, Map<Set<Scope>, World.Client> expired) {
    this.world = world;
    this.expired = expired;
    this.elsewhere = world.org();
    this.strict = world.org();
    world.demandMfa(strict, "atOnceReason", "A break-in");
    this.acting = world.client(List.of(Scope.ACT), DAY);
    people.put(Caller.EXPIRED_SESSION, idle);
    world.member(elsewhere, Role.OWNER);
  }

  World world() {
    return world;
  }

  Person person(Caller caller) {
    return people.computeIfAbsent(caller, this::another);
  }

  /** Somebody new of this kind. */
  Person another(Caller caller) {
    return switch (caller) {
      case MEMBER -> world.member(world.home(), Role.MEMBER);
      case REVIEWER -> world.member(world.home(), Role.COMPLIANCE_REVIEWER);
      case ADMIN -> world.member(world.home(), Role.ADMIN);
      case OWNER -> world.member(world.home(), Role.OWNER);
      case MEMBER_ELSEWHERE -> world.member(elsewhere, Role.MEMBER);
      case REVIEWER_ELSEWHERE -> world.member(elsewhere, Role.COMPLIANCE_REVIEWER);
      case ADMIN_ELSEWHERE -> world.member(elsewhere, Role.ADMIN);
      case OWNER_ELSEWHERE -> world.member(elsewhere, Role.OWNER);
      case SUSPENDED -> after("PUT", "/suspension");
      case REMOVED -> after("DELETE", "");
      case GATED -> world.gated(world.member(world.home(), Role.ADMIN));
      case GATED_BUT_BY_SSO -> world.bySso(world.member(world.home(), Role.ADMIN));
      case MFA_GATED -> world.withoutMethodAgain(world.member(world.home(), Role.ADMIN));
      case MFA_GATED_ELSEWHERE -> {
        Person admin = world.member(world.home(), Role.ADMIN);
        yield world.joined(admin, strict, Role.MEMBER).in(world.home());
      }
      case ENDED_SESSION -> signedOut(world.member(world.home(), Role.OWNER));
      case EXPIRED_SESSION -> person(caller);
      default -> throw new IllegalArgumentException(caller + " is nobody");
    };
  }

  /** An admin, after the owner did this. */
  private Person after(String method, String path) {
    Person admin = world.member(world.home(), Role.ADMIN);
    String member = "/v1/orgs/" + world.home() + "/members/" + admin.user();
    world.ask(world.as(world.owner(), method, member + path));
    return admin;
  }

  private Person signedOut(Person person) {
    world.ask(world.as(person, "DELETE", "/v1/me/session"));
    return person;
  }

  /** The endpoint's example, sent by this caller instead. */
  Request by(Caller caller, Endpoint endpoint, Request example) {
    EnumSet<Scope> scopes = scopes(endpoint);
    return switch (caller) {
      case ANONYMOUS -> example.without("Authorization");
      case CLIENT_WITHOUT_SCOPE ->
          by(client(EnumSet.complementOf(scopes)), alone(endpoint, example));
      case CLIENT_THAT_MAY_NOT_ACT ->
          by(client(EnumSet.complementOf(EnumSet.of(Scope.ACT))), example)
              .header("Keeptrusts-Session", world.owner().session());
      case CLIENT -> by(client(scopes), example.without("Keeptrusts-Session"));
      case EXPIRED_CLIENT -> by(requireNonNull(expired.get(scopes)), alone(endpoint, example));
      case REVOKED_CLIENT -> by(revoked(scopes), alone(endpoint, example));
      default -> example;
    };
  }

  /** The same, for this person. */
  Request by(Person person, Endpoint endpoint, Request example) {
    EnumSet<Scope> both = scopes(endpoint);
    both.add(Scope.ACT);
    World.Client client =
        switch (endpoint.access()) {
          case CLIENT -> client(both);
          case VOUCHED, PROVING -> client(EnumSet.of(Scope.ACT, Scope.SIGN_IN));
          default -> acting;
        };
    return by(client, example).header("Keeptrusts-Session", person.session());
  }

  /** A proxy's question, asked by this client or about a request of this person. */
  Request proxied(Caller caller, Endpoint endpoint) {
    Person person = caller.isPerson() ? person(caller) : world.owner();
    Request question = endpoint.request(world, person);
    EnumSet<Scope> scopes = scopes(endpoint);
    return switch (caller) {
      case ANONYMOUS -> question.without(PROXYS);
      case CLIENT_WITHOUT_SCOPE -> proxied(client(EnumSet.complementOf(scopes)), question);
      case CLIENT_THAT_MAY_NOT_ACT ->
          proxied(client(EnumSet.complementOf(EnumSet.of(Scope.ACT))), question);
      case EXPIRED_CLIENT -> proxied(requireNonNull(expired.get(scopes)), question);
      case REVOKED_CLIENT -> proxied(revoked(scopes), question);
      default -> proxied(client(scopes), question);
    };
  }

  private static Request proxied(World.Client proxy, Request question) {
    return question.header(PROXYS, proxy.credential());
  }

  /** By a client that has this scope alone. */
  Request by(Scope scope, Request example) {
    return by(client(EnumSet.of(scope)), example.without("Keeptrusts-Session"));
  }

  private static Request by(World.Client client, Request example) {
    return example.header("Authorization", "Bearer " + client.credential());
  }

  /** Without its user, where a client may call for itself. */
  private static Request alone(Endpoint endpoint, Request example) {
    return endpoint.scopes().equals(List.of(Scope.ACT))
        ? example
        : example.without("Keeptrusts-Session");
  }

  private static EnumSet<Scope> scopes(Endpoint endpoint) {
    return EnumSet.copyOf(endpoint.scopes());
  }

  private World.Client client(Collection<Scope> scopes) {
    return clients.computeIfAbsent(scopes.toString(), key -> world.client(scopes, DAY));
  }

  private World.Client revoked(Collection<Scope> scopes) {
    return clients.computeIfAbsent("revoked " + scopes, key -> world.revokedClient(scopes));
  }
}
