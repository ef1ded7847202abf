package com.keeptrusts.security.standalone.endpoints;

import static com.keeptrusts.security.event.Scope.ACT;
import static com.keeptrusts.security.event.Scope.AUDIT;
import static com.keeptrusts.security.event.Scope.DECIDE;
import static com.keeptrusts.security.event.Scope.DIRECTORY;
import static com.keeptrusts.security.event.Scope.OPERATE;
import static com.keeptrusts.security.event.Scope.SERVICE_CLIENTS;
import static com.keeptrusts.security.event.Scope.SIGN_IN;
import static java.util.Objects.requireNonNull;

import com.keeptrusts.security.command.passkey.SoftAuthenticator;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The table of endpoints: every one there is, with an example that succeeds. */
final class Endpoints {

  private static final String ORG = "/v1/orgs/{org}";
  private static final String MEMBER = ORG + "/members/{user}";
  private static final String IP_RULES = ORG + "/ip-rules";
  private static final String USER = "/v1/users/{user}";
  private static final String MFA = "/v1/me/mfa";
  private static final String PASSKEYS = "/v1/me/passkeys";
  private static final String PASSKEY_AGAIN = "/v1/me/reauthentications/passkey";
  private static final Duration DAY = Duration.ofDays(1);

  private static final String DENIED =
      "a denial is an answer (200): what cannot be read is denied, never skipped";
  private static final String NOT_GIVEN = "the same as leaving it out";

  static final List<Endpoint> ALL =
      Stream.of(
              open(),
              clients(),
              signIns(),
              passkeySignIns(),
              directory(),
              operator(),
              readers(),
              own(),
              passkeys(),
              members(),
              addressRules(),
              mfaPolicy())
          .flatMap(List::stream)
          .toList();

  /** Those that want a credential. */
  static final List<Endpoint> CLOSED =
      ALL.stream().filter(endpoint -> endpoint.access() != Access.OPEN).toList();

  /**
   * Those that proxies ask about requests of others: whatever method, parameters and headers these
   * have is no fault of theirs.
   */
  static final List<Endpoint> FOR_PROXIES =
      List.of(
          Endpoint.of(
              "GET",
              "/v1/forward-auth/account",
              Access.PROXY_OWN,
              List.of(DECIDE),
              (request, world, me) -> request),
          Endpoint.of(
              "GET",
              "/v1/forward-auth/orgs/{org}",
              Access.PROXY_ORG,
              List.of(DECIDE),
              (request, world, me) -> request.id("org", world.home())));

  private Endpoints() {}

  private static List<Endpoint> open() {
    return List.of(
        open("/livez"),
        open("/readyz"),
        open("/problems"),
        open("/problems/{name}", (request, world, me) -> request.id("name", "not-found")),
        open("/docs"),
        open("/openapi/{group}", (request, world, me) -> request.id("group", "command")),
        open("/.well-known/webauthn"));
  }

  private static List<Endpoint> clients() {
    return List.of(
        client("POST", "/v1/service-clients", SERVICE_CLIENTS)
            .example(
                (request, world, me) ->
                    request.json(
                        "name",
                        "proxy",
                        "scopes",
                        List.of(SERVICE_CLIENTS),
                        "expiresAt",
                        world.in(DAY))),
        client("POST", "/v1/service-clients/{client}/rotation", SERVICE_CLIENTS)
            .example(
                (request, world, me) ->
                    request
                        .id("client", world.client(List.of(SERVICE_CLIENTS), DAY).id())
                        .json("expiresAt", world.in(DAY), "overlapSeconds", 60))
            .legal("overlapSeconds: (missing|null)", "an hour, if nothing is said"),
        client("DELETE", "/v1/service-clients/{client}", SERVICE_CLIENTS)
            .example(
                (request, world, me) ->
                    request.id("client", world.client(List.of(DECIDE), DAY).id())));
  }

  private static List<Endpoint> signIns() {
    return List.of(
        client("POST", "/v1/sign-ins", SIGN_IN)
            .example(
                (request, world, me) ->
                    request.json(
                        "email",
                        world.person().email(),
                        "password",
                        World.PASSWORD,
                        "deviceToken",
                        "none that was ever given"))
            .legal(
                "deviceToken: (missing|null|empty text|blank text|10 kB of text|.*override)",
                "whatever is no device's token is a new device"),
        client("POST", "/v1/sign-ins/sso", SIGN_IN)
            .example(
                (request, world, me) ->
                    request.json(
                        "issuer",
                        World.ISSUER,
                        "subject",
                        world.link(world.person()).subject(),
                        "authTime",
                        world.in(Duration.ZERO),
                        "amr",
                        List.of("pwd", "otp"),
                        "acr",
                        "urn:people:two",
                        "deviceToken",
                        "none that was ever given"))
            .legal("(authTime|amr|acr): (missing|null)", "a provider need not say it")
            .legal("amr: (nothing|unknown)", "what is honoured is in there, or it is one factor")
            .legal(
                "deviceToken: (missing|null|empty text|blank text|10 kB of text|.*override)",
                "whatever is no device's token is a new device"),
        client("POST", "/v1/sign-ins/sso/invitation", SIGN_IN)
            .example(
                (request, world, me) -> {
                  JsonNode invited = world.invited(world.home(), World.email(), Role.MEMBER);
                  return request.json(
                      "user",
                      invited.get("user").asString(),
                      "invitation",
                      invited.get("secret").asString(),
                      "issuer",
                      World.ISSUER,
                      "subject",
                      World.subject());
                }),
        client("POST", "/v1/sign-ins/totp", SIGN_IN)
            .example(
                (request, world, me) -> {
                  Person person = world.person();
                  World.Protection on = world.enableMfa(person);
                  return request.json(
                      "signIn", world.pendingSignIn(person), "code", world.code(on.app()));
                }),
        client("POST", "/v1/sign-ins/recovery-code", SIGN_IN)
            .example(
                (request, world, me) -> {
                  Person person = world.person();
                  World.Protection on = world.enableMfa(person);
                  return request.json(
                      "signIn", world.pendingSignIn(person), "code", on.recoveryCode());
                }));
  }

  private static List<Endpoint> passkeySignIns() {
    return List.of(
        client("POST", "/v1/sign-ins/passkey/options", SIGN_IN)
            .example((request, world, me) -> request),
        client("POST", "/v1/sign-ins/passkey", SIGN_IN)
            .example(
                (request, world, me) ->
                    request.json(
                        "credential",
                        world.used(
                            world.passkey(world.person()).key(),
                            world.asClient("POST", "/v1/sign-ins/passkey/options")),
                        "deviceToken",
                        "none that was ever given"))
            .legal(
                "deviceToken: (missing|null|empty text|blank text|10 kB of text|.*override)",
                "whatever is no device's token is a new device"),
        client("POST", "/v1/sign-ins/second-passkey/options", SIGN_IN)
            .example(
                (request, world, me) -> {
                  Person person = world.person();
                  world.passkey(person);
                  return request.json("signIn", world.pendingSignIn(person));
                }),
        client("POST", "/v1/sign-ins/second-passkey", SIGN_IN)
            .example(
                (request, world, me) -> {
                  Person person = world.person();
                  World.Passkey passkey = world.passkey(person);
                  String signIn = world.pendingSignIn(person);
                  return request.json(
                      "signIn",
                      signIn,
                      "credential",
                      world.used(
                          passkey.key(),
                          world
                              .asClient("POST", "/v1/sign-ins/second-passkey/options")
                              .json("signIn", signIn)));
                }));
  }

  private static List<Endpoint> directory() {
    return List.of(
        client("POST", "/v1/orgs", DIRECTORY)
            .example((request, world, me) -> request.json("name", "Some Org")),
        client("POST", "/v1/users", DIRECTORY)
            .example(
                (request, world, me) ->
                    request.json(
                        "email", World.email(), "displayName", "Some Body", "org", world.home()))
            .legal("org: (missing|null)", "an account need not be made for an org"),
        Endpoint.of(
            "POST",
            ORG + "/invitations",
            Access.INVITE,
            List.of(DIRECTORY),
            (request, world, me) ->
                request
                    .id("org", org(me))
                    .json(
                        "email", World.email(),
                        "displayName", "Some Body",
                        "role", Role.MEMBER.name())),
        client("POST", USER + "/temporary-password", DIRECTORY, OPERATE)
            .example(
                (request, world, me) ->
                    request.id("user", world.registered(World.email()).user())));
  }

  private static List<Endpoint> operator() {
    return List.of(
        client("GET", "/metrics", OPERATE).example((request, world, me) -> request),
        client("POST", USER + "/mfa-reset", OPERATE)
            .example(
                (request, world, me) -> {
                  Person person = world.person();
                  world.enableMfa(person);
                  return request.id("user", person.user()).json("reason", "Lost the phone");
                }),
        client("PUT", USER + "/email", OPERATE)
            .example(
                (request, world, me) ->
                    request
                        .id("user", world.registered(World.email()).user())
                        .json("email", World.email())),
        client("POST", USER + "/sessions/revocation", OPERATE)
            .example(
                (request, world, me) -> request.id("user", world.registered(World.email()).user())),
        client("POST", USER + "/authenticators/{authenticator}/enabling", OPERATE)
            .example(
                (request, world, me) ->
                    request
                        .id("user", world.registered(World.email()).user())
                        .id("authenticator", "TOTP")));
  }

  private static List<Endpoint> readers() {
    return List.of(
        client("POST", "/v1/decisions", DECIDE)
            .example(
                (request, world, me) ->
                    request.json(
                        "session", world.owner().session(),
                        "org", world.home(),
                        "clientAddress", World.ADDRESS))
            .legal(
                "(session|org|clientAddress): (missing|null|empty text|blank text|10 kB of"
                    + " text|.*override)",
                DENIED)
            .legal("body: \\{\\}", DENIED),
        client("GET", "/v1/audit/entries", AUDIT).example((request, world, me) -> request),
        Endpoint.of(
            "GET",
            ORG + "/audit/entries",
            Access.FEED,
            List.of(AUDIT),
            (request, world, me) -> request.id("org", org(me))));
  }

  private static List<Endpoint> own() {
    return List.of(
        line(Access.ENROLLMENT, "POST", "/v1/me/reauthentications")
            .example((request, world, me) -> request.json("password", me.password()))
            .optional("totpCode", "passkey")
            .legal("(totpCode|passkey): null", NOT_GIVEN),
        line(Access.PROVING, "POST", "/v1/me/reauthentications/sso")
            .example(
                (request, world, me) ->
                    request.json(
                        "issuer",
                        World.ISSUER,
                        "subject",
                        world.link(me).subject(),
                        "authTime",
                        world.in(Duration.ZERO),
                        "amr",
                        List.of("pwd", "otp"),
                        "acr",
                        "urn:people:two"))
            .optional("totpCode", "passkey")
            .legal("(amr|acr): (missing|null)", "a provider need not say it")
            .legal("amr: (nothing|unknown)", "what is honoured is in there, or it is one factor")
            .legal("(totpCode|passkey): null", NOT_GIVEN),
        own("GET", "/v1/me/external-identities").example((request, world, me) -> request),
        vouched("POST", "/v1/me/external-identities")
            .example(
                (request, world, me) ->
                    request.json("issuer", World.ISSUER, "subject", World.subject())),
        own("DELETE", "/v1/me/external-identities/{identity}")
            .example((request, world, me) -> request.id("identity", world.link(me).identity())),
        Endpoint.of(
                "POST",
                "/v1/me/password/estimate",
                Access.UNGATED,
                List.of(ACT),
                (request, world, me) -> request.json("password", "unfinished lan"))
            .legal(
                "password: (empty text|blank text|10 kB of text|.*override)",
                "whatever is typed is told whether it would be accepted"),
        Endpoint.of(
                "POST",
                "/v1/me/password/rotation",
                Access.ROTATION,
                List.of(ACT),
                (request, world, me) ->
                    request.json(
                        "temporaryPassword", me.password(), "newPassword", "quite another lantern"))
            .optional("totpCode", "recoveryCode", "passkey")
            .legal("(totpCode|recoveryCode|passkey): null", NOT_GIVEN),
        Endpoint.of(
            "GET",
            "/v1/me/password/form",
            Access.UNGATED,
            List.of(ACT),
            (request, world, me) -> request),
        Endpoint.of(
            "POST",
            "/v1/me/password/change",
            Access.CHANGE,
            List.of(ACT),
            (request, world, me) ->
                request.json(
                    "currentPassword", me.password(), "newPassword", "quite another lantern")),
        Endpoint.of(
            "POST",
            "/v1/me/password/addition",
            Access.ADDITION,
            List.of(ACT),
            (request, world, me) -> request.json("newPassword", "quite another lantern")),
        Endpoint.of(
            "DELETE",
            "/v1/me/session",
            Access.SIGN_OUT,
            List.of(ACT),
            (request, world, me) -> request),
        own("POST", "/v1/me/email-changes")
            .example((request, world, me) -> request.json("email", World.email())),
        Endpoint.of(
            "POST",
            "/v1/me/email-changes/confirmation",
            Access.ONCE,
            List.of(ACT),
            (request, world, me) -> request.json("secret", world.newEmail(me))),
        own("GET", "/v1/me/sessions").example((request, world, me) -> request),
        own("DELETE", "/v1/me/sessions/{session}")
            .example(
                (request, world, me) ->
                    request.id("session", world.sessionId(world.signedIn(me, me.password())))),
        own("POST", "/v1/me/sessions/revocation").example((request, world, me) -> request),
        line(Access.ENROLLMENT, "POST", MFA + "/enrollments")
            .example((request, world, me) -> request),
        line(Access.ENROLLMENT, "POST", MFA + "/enrollments/{enrollment}/confirmation")
            .example(
                (request, world, me) -> {
                  World.Enrollment started = world.enrollment(me);
                  return request
                      .id("enrollment", started.id())
                      .json("code", world.code(started.app()));
                }),
        line(Access.ONCE, "DELETE", MFA)
            .example(
                (request, world, me) -> {
                  world.enableMfa(me);
                  world.passkey(me);
                  return request;
                }),
        own("POST", MFA + "/recovery-codes")
            .example(
                (request, world, me) -> {
                  world.enableMfa(me);
                  return request;
                }),
        own("POST", "/v1/me/memberships")
            .example(
                (request, world, me) ->
                    request.json(
                        "invitation", world.invitation(world.org(), me.email(), Role.MEMBER))),
        Endpoint.of(
            "DELETE",
            "/v1/me/memberships/{org}",
            Access.LEAVE,
            List.of(ACT),
            (request, world, me) -> request.id("org", org(me))));
  }

  private static List<Endpoint> passkeys() {
    return List.of(
        own("GET", PASSKEYS).example((request, world, me) -> request),
        line(Access.ENROLLMENT, "POST", PASSKEYS + "/options")
            .example((request, world, me) -> request.json("hint", "security-key"))
            .legal("(hint: (missing|null)|body: \\{\\})", "any authenticator will do"),
        line(Access.ENROLLMENT, "POST", PASSKEYS)
            .example(
                (request, world, me) ->
                    request.json(
                        "credential",
                        world.created(SoftAuthenticator.onALaptop(), me),
                        "name",
                        "The laptop"))
            .legal("name: (missing|null)", "a name is proposed"),
        own("PUT", PASSKEYS + "/{passkey}/name")
            .example(
                (request, world, me) ->
                    request.id("passkey", world.passkey(me).id()).json("name", "The laptop")),
        line(Access.ONCE, "DELETE", PASSKEYS + "/{passkey}")
            .example(
                (request, world, me) -> {
                  world.passkey(me);
                  return request.id("passkey", world.passkey(me).id());
                }),
        Endpoint.of(
            "POST",
            PASSKEY_AGAIN + "/options",
            Access.UNGATED,
            List.of(ACT),
            (request, world, me) -> request),
        own("POST", PASSKEY_AGAIN)
            .example(
                (request, world, me) ->
                    request.json(
                        "credential",
                        world.used(
                            world.passkey(me).key(),
                            world.as(me, "POST", PASSKEY_AGAIN + "/options")))));
  }

  private static List<Endpoint> members() {
    return List.of(
        members("PUT", MEMBER + "/role")
            .example(
                (request, world, me) -> member(request, world, me).json("role", Role.ADMIN.name())),
        members("PUT", MEMBER + "/suspension").example(Endpoints::member),
        members("DELETE", MEMBER + "/suspension")
            .example(
                (request, world, me) -> {
                  Request suspended = member(request, world, me);
                  world.ask(suspended.method("PUT"));
                  return suspended;
                }),
        members("DELETE", MEMBER)
            .example(
                (request, world, me) ->
                    request
                        .id("org", org(me))
                        .id("user", world.member(org(me), Role.MEMBER).user())),
        members("POST", MEMBER + "/mfa-reset")
            .example(
                (request, world, me) -> {
                  Person member = world.member(org(me), Role.MEMBER);
                  world.enableMfa(member);
                  return request
                      .id("org", org(me))
                      .id("user", member.user())
                      .json("reason", "Lost the phone");
                }),
        members("PUT", MEMBER + "/email")
            .example(
                (request, world, me) -> member(request, world, me).json("email", World.email())),
        members("POST", MEMBER + "/temporary-password").example(Endpoints::member));
  }

  private static List<Endpoint> addressRules() {
    return List.of(
        settings("POST", IP_RULES)
            .example((request, world, me) -> ipRule(request, world, me))
            .optional("lockoutReason")
            .legal("(note|enabled|expiresAt|lockoutReason): (missing|null)", "each may be left out")
            .legal("note: (empty text|blank text)", "a rule need not be explained")
            .legal("enabled: true", "it is what the example says"),
        settings("PUT", IP_RULES + "/{rule}")
            .example(
                (request, world, me) -> ipRule(request, world, me).id("rule", world.ipRule(me)))
            .optional("lockoutReason")
            .legal("(note|enabled|expiresAt|lockoutReason): (missing|null)", "each may be left out")
            .legal("note: (empty text|blank text)", "a rule need not be explained")
            .legal("enabled: true", "it is what the example says"),
        settings("DELETE", IP_RULES + "/{rule}")
            .example(
                (request, world, me) -> request.id("org", org(me)).id("rule", world.ipRule(me))),
        client("PUT", ORG + "/ip-suspension", OPERATE)
            .example(
                (request, world, me) ->
                    request.id("org", world.org()).json("minutes", 60, "reason", "Locked out")),
        client("DELETE", ORG + "/ip-suspension", OPERATE)
            .example(
                (request, world, me) -> {
                  Request suspended = request.id("org", world.org());
                  world.ask(suspended.method("PUT").json("minutes", 60, "reason", "Locked out"));
                  return suspended;
                }),
        Endpoint.of(
            "GET",
            ORG + "/ip-restrictions",
            Access.FEED,
            List.of(OPERATE),
            (request, world, me) -> request.id("org", org(me))),
        Endpoint.of(
                "POST",
                ORG + "/ip-restrictions/check",
                Access.FEED,
                List.of(OPERATE),
                (request, world, me) ->
                    request
                        .id("org", org(me))
                        .json(
                            "address",
                            World.ADDRESS,
                            "draft",
                            List.of(Map.of("action", "ALLOW", "block", World.block()))))
            .optional("at")
            .legal("(draft|at): (missing|null)", "then it is about the rules in force, now")
            .legal("draft: nothing", "no rules are rules too"));
  }

  private static List<Endpoint> mfaPolicy() {
    return List.of(
        line(Access.POLICY, "PUT", ORG + "/mfa-policy")
            .example(
                (request, world, me) -> {
                  world.enableMfa(me);
                  return request.id("org", org(me)).json("level", "REQUIRED_FOR_ALL");
                })
            .optional("graceDays", "atOnceReason")
            .legal("(graceDays|atOnceReason): null", NOT_GIVEN)
            .legal("graceDays: a number", "so many days"),
        members("PUT", MEMBER + "/mfa-deadline")
            .example(
                (request, world, me) ->
                    member(request, world, me)
                        .json("deadline", world.latestDeadline(), "reason", "On leave")),
        Endpoint.of(
            "GET",
            ORG + "/mfa-policy",
            Access.FEED,
            List.of(OPERATE),
            (request, world, me) -> request.id("org", org(me))),
        Endpoint.of(
            "GET",
            ORG + "/mfa-policy/affected",
            Access.FEED,
            List.of(OPERATE),
            (request, world, me) -> request.id("org", org(me))));
  }

  private static Request ipRule(Request request, World world, Person me) {
    return request
        .id("org", org(me))
        .json(
            "action",
            "DENY",
            "block",
            World.block(),
            "note",
            "Nobody of ours",
            "enabled",
            true,
            "expiresAt",
            world.in(DAY));
  }

  private static Request member(Request request, World world, Person me) {
    return request.id("org", org(me)).id("user", world.standIn(org(me)));
  }

  private static String org(Person me) {
    return requireNonNull(me.org());
  }

  private static Endpoint open(String path) {
    return open(path, (request, world, me) -> request);
  }

  private static Endpoint open(String path, Endpoint.Example example) {
    return Endpoint.of("GET", path, Access.OPEN, List.of(), example);
  }

  private static Line client(String method, String path, Scope... scopes) {
    return new Line(method, path, Access.CLIENT, List.of(scopes));
  }

  private static Line line(Access access, String method, String path) {
    return new Line(method, path, access, List.of(ACT));
  }

  private static Line own(String method, String path) {
    return new Line(method, path, Access.OWN, List.of(ACT));
  }

  private static Line vouched(String method, String path) {
    return new Line(method, path, Access.VOUCHED, List.of(ACT));
  }

  private static Line settings(String method, String path) {
    return new Line(method, path, Access.SETTINGS, List.of(ACT));
  }

  private static Line members(String method, String path) {
    return new Line(method, path, Access.MEMBERS, List.of(ACT));
  }

  /** An endpoint whose example is still to be told. */
  private record Line(String method, String path, Access access, List<Scope> scopes) {
    Endpoint example(Endpoint.Example example) {
      return Endpoint.of(method, path, access, scopes, example);
    }
  }
}
