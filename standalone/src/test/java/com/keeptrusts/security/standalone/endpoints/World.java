package com.keeptrusts.security.standalone.endpoints;

import com.keeptrusts.security.command.passkey.SoftAuthenticator;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.standalone.harness.App;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes people, orgs and clients, as a console backend does, all over HTTP. */
final class World {

  static final String ADDRESS = "203.0.113.7";
  static final String ISSUER = "https://login.people.example";
  static final String PASSWORD = "plum tango quarry lantern";

  private static final JsonMapper JSON = new JsonMapper();
  private static final AtomicInteger BLOCKS = new AtomicInteger();
  private static final int STEP_SECONDS = 30;
  private static final int MARGIN_SECONDS = 10;
  private static final int GRACE_DAYS = 29;

  private final Installation installation;
  private final Wire wire;
  private final ApiDescription description;
  private final String org;
  private final Person owner;
  private final Map<String, String> standIns = new HashMap<>();
  private final Map<String, Link> linkedBefore = new HashMap<>();

  World(Installation installation) {
    this.installation = installation;
    this.wire = new Wire(installation.port());
    this.description = new ApiDescription(wire);
    this.org = org();
    this.owner = member(org, Role.OWNER);
    demandMfa(org, "graceDays", GRACE_DAYS);
  }

  /**
   * An org that always has an owner, and demands an MFA method of everybody, but not soon: it
   * leaves time to do everything without one.
   */
  String home() {
    return org;
  }

  /** The owner of {@link #home()}. */
  Person owner() {
    return owner;
  }

  /**
   * What was sent and answered under the names of secrets goes to the ledger; an answer that the
   * endpoint's description lacks is a fault.
   */
  Reply send(Request request) {
    Reply reply = wire.send(request);
    note(request.path(), request.body());
    note(request.path(), reply.body());
    description.requireSays(request, reply);
    return reply;
  }

  private void note(String path, @Nullable String json) {
    if (json != null && json.startsWith("{")) {
      try {
        installation.ledger().read(path, JSON.readTree(json));
      } catch (RuntimeException hostile) {
        // What cannot be read has no names either.
      }
    }
  }

  /** The answer's JSON; a refusal is a fault of the test. */
  JsonNode ask(Request request) {
    Reply reply = send(request);
    if (!reply.succeeded()) {
      throw new IllegalStateException(request.method() + " " + request.target() + ": " + reply);
    }
    return reply.json();
  }

  /** By the client that may do everything, for nobody. */
  Request asClient(String method, String path) {
    return Request.of(method, path)
        .header("Authorization", "Bearer " + installation.credential())
        .header("Keeptrusts-Client-Address", ADDRESS);
  }

  /** By a proxy, about a request of this person. */
  Request asProxy(Person person, String path) {
    return Request.of("GET", path)
        .header("Keeptrusts-Credential", installation.credential())
        .header("X-Forwarded-For", ADDRESS)
        .header("Cookie", Installation.PROXIED_COOKIE + "=" + person.session());
  }

  /** By that client, for this person. */
  Request as(Person person, String method, String path) {
    return asClient(method, path).header("Keeptrusts-Session", person.session());
  }

  String org() {
    return ask(asClient("POST", "/v1/orgs").json("name", "Some Org")).get("org").asString();
  }

  /** A block of which nobody comes, another one each time. */
  static String block() {
    int number = BLOCKS.incrementAndGet();
    return "10." + number / 256 % 256 + "." + number % 256 + ".0/24";
  }

  /** A rule of the org that this person administers. */
  String ipRule(Person admin) {
    return ask(as(admin, "POST", "/v1/orgs/" + admin.org() + "/ip-rules")
            .json("action", "DENY", "block", block()))
        .get("rule")
        .asString();
  }

  static String email() {
    return "p-" + UUID.randomUUID() + "@people.example";
  }

  static String unknown() {
    return UUID.randomUUID().toString();
  }

  /** An account without any way to sign in. */
  Person registered(String email) {
    JsonNode made =
        ask(asClient("POST", "/v1/users").json("email", email, "displayName", "Some Body"));
    return new Person(made.get("user").asString(), email, "", "", null);
  }

  String temporaryPassword(Person person) {
    return ask(asClient("POST", "/v1/users/" + person.user() + "/temporary-password"))
        .get("temporaryPassword")
        .asString();
  }

  /** Signs in anew. */
  Person signedIn(Person person, String password) {
    JsonNode answer =
        ask(asClient("POST", "/v1/sign-ins").json("email", person.email(), "password", password));
    return new Person(person.user(), person.email(), password, token(answer), person.org());
  }

  private static String token(JsonNode answer) {
    return answer.get("session").get("token").asString();
  }

  /** Signed in with a temporary password that was not rotated. */
  Person gated(Person person) {
    return signedIn(person, temporaryPassword(person));
  }

  /** How a provider calls somebody. */
  static String subject() {
    return "s-" + UUID.randomUUID();
  }

  /** A link, and the subject of {@link #ISSUER} that it links to. */
  record Link(String identity, String subject) {}

  /** A new one, or that which was made while one could be. */
  Link link(Person person) {
    Link before = linkedBefore.remove(person.user());
    return before == null ? linked(person) : before;
  }

  private Link linked(Person person) {
    String subject = subject();
    JsonNode linked =
        ask(
            as(person, "POST", "/v1/me/external-identities")
                .json("issuer", ISSUER, "subject", subject));
    return new Link(linked.get("identity").asString(), subject);
  }

  /** Signed in by an identity provider, with which the invitation was accepted: no password. */
  Person newcomer() {
    String email = email();
    String subject = subject();
    JsonNode invited = invited(org, email, Role.MEMBER);
    ask(
        asClient("POST", "/v1/sign-ins/sso/invitation")
            .json(
                "user",
                invited.get("user").asString(),
                "invitation",
                invited.get("secret").asString(),
                "issuer",
                ISSUER,
                "subject",
                subject));
    String session = bySso(subject);
    return new Person(invited.get("user").asString(), email, "", session, org);
  }

  /** With a temporary password that was not rotated, but signed in by an identity provider. */
  Person bySso(Person person) {
    String subject = link(person).subject();
    String temporary = temporaryPassword(person);
    return new Person(person.user(), person.email(), temporary, bySso(subject), person.org());
  }

  private String bySso(String subject) {
    return token(
        ask(
            asClient("POST", "/v1/sign-ins/sso")
                .json("issuer", ISSUER, "subject", subject, "authTime", in(Duration.ZERO))));
  }

  /** With a password of the own, in no org. */
  Person person() {
    Person gated = gated(registered(email()));
    JsonNode answer =
        ask(
            as(gated, "POST", "/v1/me/password/rotation")
                .json("temporaryPassword", gated.password(), "newPassword", PASSWORD));
    return new Person(gated.user(), gated.email(), PASSWORD, token(answer), null);
  }

  Person member(String of, Role role) {
    return joined(person(), of, role);
  }

  /** A member of this org too. */
  Person joined(Person person, String of, Role role) {
    ask(
        as(person, "POST", "/v1/me/memberships")
            .json("invitation", invitation(of, person.email(), role)));
    return person.in(of);
  }

  /** An org that demands an MFA method of everybody, by an owner who has one. */
  void demandMfa(String of, String term, Object value) {
    Person strict = member(of, Role.OWNER);
    enableMfa(strict);
    ask(
        as(strict, "PUT", "/v1/orgs/" + of + "/mfa-policy")
            .json("level", "REQUIRED_FOR_ALL", term, value));
  }

  /** Somebody whose MFA methods were taken away, signed in anew: with no time to get another. */
  Person withoutMethodAgain(Person person) {
    linkedBefore.put(person.user(), linked(person));
    enableMfa(person);
    ask(
        asClient("POST", "/v1/users/" + person.user() + "/mfa-reset")
            .json("reason", "Lost the phone"));
    return signedIn(person, person.password());
  }

  /** A deadline that is later than any that the org gave, and not too late. */
  String latestDeadline() {
    return in(Duration.ofDays(30).minusMinutes(1));
  }

  /** A member of whom nothing is needed but to be there: always the same one. */
  String standIn(String of) {
    return standIns.computeIfAbsent(of, any -> member(of, Role.MEMBER).user());
  }

  /** The proof of a new e-mail. */
  String newEmail(Person person) {
    return newEmail(person, email());
  }

  private String newEmail(Person person, String email) {
    return ask(as(person, "POST", "/v1/me/email-changes").json("email", email))
        .get("secret")
        .asString();
  }

  Person withAnotherEmail(Person person) {
    String email = email();
    ask(
        as(person, "POST", "/v1/me/email-changes/confirmation")
            .json("secret", newEmail(person, email)));
    return new Person(person.user(), email, person.password(), person.session(), person.org());
  }

  /** The secret of an invitation. */
  String invitation(String into, String email, Role role) {
    return invited(into, email, role).get("secret").asString();
  }

  /** An invitation, with its secret and whom it is for. */
  JsonNode invited(String into, String email, Role role) {
    return ask(
        asClient("POST", "/v1/orgs/" + into + "/invitations")
            .json("email", email, "displayName", "Some Body", "role", role.name()));
  }

  /** An enrolment of this person, to be confirmed with {@link #code}. */
  record Enrollment(String id, App app) {}

  Enrollment enrollment(Person person) {
    JsonNode started = ask(as(person, "POST", "/v1/me/mfa/enrollments"));
    return new Enrollment(
        started.get("enrollment").asString(), new App(started.get("secret").asString()));
  }

  /**
   * Turned on with the code before the current one, so that the current one is not used up. There
   * are recovery codes only the first time.
   */
  Protection enableMfa(Person person) {
    Enrollment enrollment = enrollment(person);
    JsonNode confirmed =
        ask(
            as(person, "POST", "/v1/me/mfa/enrollments/" + enrollment.id() + "/confirmation")
                .json("code", codeBefore(enrollment.app())));
    JsonNode codes = confirmed.get("recoveryCodes");
    return new Protection(enrollment.app(), codes == null ? "" : codes.get(0).asString());
  }

  /** An authenticator app in force, and one of the recovery codes. */
  record Protection(App app, String recoveryCode) {}

  /** A passkey of an account, and the authenticator that has it. */
  record Passkey(String id, SoftAuthenticator key) {}

  /** One that verifies its user and is found without an e-mail. */
  Passkey passkey(Person person) {
    SoftAuthenticator key = SoftAuthenticator.onALaptop();
    JsonNode registered =
        ask(as(person, "POST", "/v1/me/passkeys").json("credential", created(key, person)));
    return new Passkey(registered.get("passkey").asString(), key);
  }

  /** What the browser says of a passkey that this authenticator made for this person. */
  JsonNode created(SoftAuthenticator key, Person person) {
    JsonNode options = ask(as(person, "POST", "/v1/me/passkeys/options").json());
    return JSON.readTree(key.create(options));
  }

  /** What the browser says of the passkey that answered what this asks for. */
  JsonNode used(SoftAuthenticator key, Request options) {
    return JSON.readTree(key.get(ask(options)));
  }

  /** A sign-in of which the password was right, and the second factor is missing. */
  String pendingSignIn(Person person) {
    return ask(asClient("POST", "/v1/sign-ins")
            .json("email", person.email(), "password", person.password()))
        .get("signIn")
        .asString();
  }

  String code(App app) {
    return app.code(early());
  }

  private String codeBefore(App app) {
    return app.code(early() - STEP_SECONDS);
  }

  /** Now, early enough in a step that a code is still good when it arrives. */
  private long early() {
    long now = installation.now().getEpochSecond();
    long left = STEP_SECONDS - now % STEP_SECONDS;
    if (left > MARGIN_SECONDS) {
      return now;
    }
    installation.advance(Duration.ofSeconds(left + 1));
    return now + left + 1;
  }

  /** A service client of its own. */
  record Client(String id, String credential) {}

  Client client(Collection<Scope> scopes, Duration lifetime) {
    JsonNode issued =
        ask(
            asClient("POST", "/v1/service-clients")
                .json("name", "proxy", "scopes", scopes, "expiresAt", in(lifetime)));
    return new Client(issued.get("client").asString(), issued.get("credential").asString());
  }

  Client revokedClient(Collection<Scope> scopes) {
    Client client = client(scopes, Duration.ofDays(1));
    ask(asClient("DELETE", "/v1/service-clients/" + client.id()));
    return client;
  }

  String in(Duration duration) {
    return Instant.ofEpochSecond(installation.now().plus(duration).getEpochSecond()).toString();
  }

  /** The id of the session of which this person holds the token. */
  String sessionId(Person person) {
    return ask(asClient("POST", "/v1/decisions")
            .json("session", person.session(), "clientAddress", ADDRESS))
        .get("session")
        .asString();
  }
}
