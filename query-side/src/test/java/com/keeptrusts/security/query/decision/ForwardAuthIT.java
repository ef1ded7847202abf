package com.keeptrusts.security.query.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.Cidr;
import com.keeptrusts.security.event.EndCause;
import com.keeptrusts.security.event.IpRuleAction;
import com.keeptrusts.security.event.IpRuleAdded;
import com.keeptrusts.security.event.IpRuleId;
import com.keeptrusts.security.event.IpRuleTerms;
import com.keeptrusts.security.event.MemberSuspended;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.SessionsRevoked;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.TestDatabase;
import com.keeptrusts.security.query.QuerySideApplication;
import com.keeptrusts.security.query.QueryWorld;
import com.keeptrusts.security.query.RawHttp;
import com.keeptrusts.security.query.RawHttp.Reply;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What each proxy sends, down to the lines, and what it is answered. */
@Tag("DEC-3")
class ForwardAuthIT {

  private static final String COOKIE = "__Host-keeptrusts-session";
  private static final String CLIENT = "198.51.100.7";
  private static final String ACCOUNT = "/v1/forward-auth/account";

  private static TestDatabase database;
  private static ConfigurableApplicationContext application;
  private static QueryWorld world;
  private static RawHttp node;
  private static String proxy;

  @BeforeAll
  static void start() throws Exception {
    database = TestDatabase.fresh();
    world = new QueryWorld(database);
    proxy = world.client(Scope.DECIDE);
    Path folder = Files.createTempDirectory("keeptrusts-forward-auth");
    application =
        new SpringApplication(QuerySideApplication.class)
            .run(
                "--server.port=0",
                "--keeptrusts.forward-auth.session-cookie=" + COOKIE,
                "--keeptrusts.forward-auth.session-bearer=true",
                "--keeptrusts.trusted-proxies=127.0.0.0/8,10.0.0.0/8",
                "--keeptrusts.query.database.url=" + database.url(),
                "--keeptrusts.query.database.password=" + database.password(),
                "--keeptrusts.query.personal-keyset=" + folder.resolve("personal.json"));
    node =
        new RawHttp(
            application.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
  }

  @AfterAll
  static void stop() {
    application.close();
    database.close();
  }

  private static String about(OrgId org) {
    return "/v1/forward-auth/orgs/" + org;
  }

  /** With the lines that every proxy sends, and these. */
  private static Reply ask(String target, String... lines) {
    return send(
        Stream.concat(
            Stream.of(
                "GET " + target + " HTTP/1.1",
                "Host: query:8080",
                "Keeptrusts-Credential: " + proxy,
                "X-Forwarded-For: " + CLIENT),
            Stream.of(lines)));
  }

  private static Reply send(Stream<String> lines) {
    return node.send(lines.toArray(String[]::new));
  }

  private static String cookie(String token) {
    return "Cookie: theme=dark; " + COOKIE + "=" + token;
  }

  private static void assertDenied(Reply reply, int status, String reason) {
    assertThat(ours(reply)).isEqualTo(Map.of("outcome", "DENY", "reasons", reason));
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.body()).isEmpty();
  }

  /** What an answer says in headers of ours, but for what ties it to the log. */
  private static Map<String, String> ours(Reply reply) {
    Map<String, String> ours = new TreeMap<>();
    reply
        .headers()
        .forEach(
            (name, value) -> {
              if (name.startsWith("keeptrusts-") && !name.endsWith("correlation-id")) {
                ours.put(name.substring("keeptrusts-".length()), value);
              }
            });
    return ours;
  }

  private static void deny(OrgId org, String block) {
    world.happened(
        new IpRuleAdded(
            org,
            IpRuleId.of(UUID.randomUUID().toString()),
            new IpRuleTerms(IpRuleAction.DENY, Cidr.of(block), "", true, null),
            null));
  }

  @Test
  @Tag("DEC-1")
  void an_active_member_passes_and_headers_say_who_and_why() {
    OrgId org = world.org();
    UserId user = world.member(org, Role.ADMIN);
    Reply reply = ask(about(org), cookie(world.session(user, false)));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(ours(reply))
        .isEqualTo(
            Map.of(
                "outcome", "ALLOW",
                "reasons", "active-member",
                "gates", "",
                "deadline", "",
                "user", user.value(),
                "org", org.value(),
                "role", "ADMIN",
                "user-revision", "user/" + user + "@2",
                "org-revision", "org/" + org + "@0"));
    assertThat(reply.body()).isEmpty();
    assertThat(reply.header("cache-control")).isEqualTo("no-store");
    assertThat(reply.header("location")).isEqualTo("none");
  }

  @Test
  void about_the_own_account_every_header_is_there_too_so_that_none_is_left_that_somebody_sent() {
    UserId user = world.user();
    Reply reply = ask(ACCOUNT, cookie(world.session(user, false)));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(ours(reply))
        .containsEntry("reasons", "own-account")
        .containsEntry("user", user.value())
        .containsEntry("org", "")
        .containsEntry("role", "")
        .containsEntry("org-revision", "")
        .hasSize(9);
  }

  @Test
  void a_bearer_is_a_session_too_and_is_never_taken_for_the_proxy() {
    String token = world.session(world.user(), false);
    assertThat(ask(ACCOUNT, "Authorization: Bearer " + token).status()).isEqualTo(200);
    assertThat(ask(ACCOUNT, cookie(token), "Authorization: Basic eA==").status()).isEqualTo(200);
    assertDenied(ask(ACCOUNT, "Authorization: Bearer " + proxy), 401, "session-not-live");
    assertDenied(
        node.send(
            "GET " + ACCOUNT + " HTTP/1.1",
            "Host: a",
            "Authorization: Bearer " + proxy,
            "X-Forwarded-For: " + CLIENT,
            cookie(token)),
        403,
        "unauthenticated");
  }

  @Test
  void without_a_session_that_lives_it_is_401_and_says_nothing_else() {
    UserId user = world.user();
    String token = world.session(user, false);
    for (String line :
        List.of(
            "Cookie: a=b",
            cookie(""),
            cookie("x"),
            cookie("t".repeat(43)),
            cookie(token + "A"),
            cookie("\"" + token + "\""),
            cookie(token + "; " + COOKIE + "=" + token),
            "Cookie: other=" + token,
            "Keeptrusts-Session: " + token,
            cookie(world.endedSession(user)))) {
      Reply reply = ask(ACCOUNT, line);
      assertDenied(reply, 401, "session-not-live");
      assertThat(reply.header("cache-control")).isEqualTo("no-store");
      assertThat(reply.header("location")).isEqualTo("none");
    }
    String another = world.session(user, false);
    assertDenied(
        ask(ACCOUNT, cookie(token), "Authorization: Bearer " + another), 401, "session-not-live");
    assertThat(ask(ACCOUNT, cookie(token)).status()).isEqualTo(200);
  }

  @Test
  @Tag("SES-4")
  void a_session_that_is_ended_is_401_at_the_next_question() {
    UserId user = world.user();
    String token = world.session(user, false);
    assertThat(ask(ACCOUNT, cookie(token)).status()).isEqualTo(200);
    world.happened(new SessionsRevoked(user, EndCause.ENDED_BY_USER, null));
    assertDenied(ask(ACCOUNT, cookie(token)), 401, "session-not-live");
  }

  @Test
  void a_gate_is_403_and_is_named() {
    OrgId org = world.org();
    UserId user = world.member(org, Role.MEMBER);
    Reply reply = ask(about(org), cookie(world.session(user, true)));
    assertThat(reply.status()).isEqualTo(403);
    assertThat(ours(reply))
        .containsEntry("outcome", "RESTRICT")
        .containsEntry("gates", "PASSWORD_ROTATION_REQUIRED")
        .containsEntry("reasons", "password-rotation-required")
        .containsEntry("user", user.value());
  }

  @Test
  void who_is_no_active_member_is_403_and_an_org_of_others_is_like_none() {
    OrgId org = world.org();
    UserId user = world.member(org, Role.OWNER);
    String token = world.session(user, false);
    for (String other : List.of(world.org().value(), UUID.randomUUID().toString(), "x", "%20")) {
      assertDenied(ask("/v1/forward-auth/orgs/" + other, cookie(token)), 403, "not-a-member");
    }
    world.happened(new MemberSuspended(user, org));
    assertDenied(ask(about(org), cookie(token)), 403, "member-suspended");
  }

  @Test
  @Tag("IP-7")
  void a_denied_address_is_403_before_anything_is_said_of_the_user() {
    OrgId org = world.org();
    String token = world.session(world.member(org, Role.OWNER), false);
    deny(org, "198.51.100.0/24");
    assertDenied(ask(about(org), cookie(token)), 403, "address-denied");
    assertDenied(ask(about(org)), 403, "address-denied");
    assertThat(ask(ACCOUNT, cookie(token)).status()).isEqualTo(200);
  }

  @Test
  @Tag("IP-7")
  void the_address_is_that_which_trusted_proxies_tell_from_the_right() {
    OrgId org = world.org();
    String token = world.session(world.member(org, Role.OWNER), false);
    deny(org, CLIENT);
    for (String denied :
        List.of(
            CLIENT,
            "203.0.113.1, " + CLIENT,
            "203.0.113.1, " + CLIENT + ", 10.0.0.3",
            "::ffff:" + CLIENT,
            CLIENT + ":4711")) {
      assertDenied(from(denied, org, token), 403, "address-denied");
    }
    assertThat(from(CLIENT + ", 203.0.113.1", org, token).status()).isEqualTo(200);
    for (String garbage :
        List.of("a", "", "unknown", "203.0.113.1, a", CLIENT + ", 203.0.113.1, [::1, 10.0.0.3")) {
      assertDenied(from(garbage, org, token), 403, "address-unreadable");
    }
    assertDenied(
        ask(
            about(org),
            cookie(token),
            "X-Forwarded-For: 10.0.0.3",
            "True-Client-IP: 203.0.113.1",
            "X-Real-IP: 203.0.113.1",
            "CF-Connecting-IP: 203.0.113.1",
            "Forwarded: for=203.0.113.1",
            "Keeptrusts-Client-Address: 203.0.113.1"),
        403,
        "address-denied");
  }

  private static Reply from(String forwarded, OrgId org, String token) {
    return node.send(
        "GET " + about(org) + " HTTP/1.1",
        "Host: a",
        "Keeptrusts-Credential: " + proxy,
        "X-Forwarded-For: " + forwarded,
        cookie(token));
  }

  @Test
  @Tag("IP-7")
  void a_proxy_that_tells_no_address_is_answered_403() {
    String token = world.session(world.user(), false);
    assertDenied(
        node.send(
            "GET " + ACCOUNT + " HTTP/1.1",
            "Host: a",
            "Keeptrusts-Credential: " + proxy,
            "X-Real-IP: " + CLIENT,
            cookie(token)),
        403,
        "address-unreadable");
  }

  @Test
  @Tag("ORG-4")
  void a_proxy_without_a_credential_of_its_own_for_this_is_403() {
    String token = world.session(world.user(), false);
    Map<String, String> refused = new TreeMap<>();
    refused.put("Keeptrusts-Credential: " + world.client(Scope.ACT, Scope.AUDIT), "scope-missing");
    refused.put("Keeptrusts-Credential: Bearer " + proxy, "unauthenticated");
    refused.put("Keeptrusts-Credential: " + proxy + "A", "unauthenticated");
    refused.put("Keeptrusts-Credential: ", "unauthenticated");
    refused.put("X: y", "unauthenticated");
    refused.put("Cookie: Keeptrusts-Credential=" + proxy, "unauthenticated");
    refused.put(
        "Keeptrusts-Credential: " + proxy + "\r\nKeeptrusts-Credential: " + proxy,
        "unauthenticated");
    refused.forEach(
        (line, reason) ->
            assertDenied(
                node.send(
                    "GET " + ACCOUNT + " HTTP/1.1",
                    "Host: a",
                    "X-Forwarded-For: " + CLIENT,
                    "Authorization: Bearer " + token,
                    line),
                403,
                reason));
  }

  /** As Traefik 3 sends it: always GET, the headers of the request, and five of its own. */
  @Test
  void traefiks_question_is_answered() {
    OrgId org = world.org();
    String token = world.session(world.member(org, Role.MEMBER), false);
    Stream<String> question =
        Stream.of(
            "GET " + about(org) + " HTTP/1.1",
            "Host: query:8080",
            "User-Agent: Mozilla/5.0",
            "Accept: text/html,application/xhtml+xml",
            "Accept-Encoding: gzip",
            "Accept-Language: de",
            "Content-Type: multipart/form-data; boundary=x",
            cookie(token),
            "Keeptrusts-Credential: " + proxy,
            "X-Forwarded-For: " + CLIENT,
            "X-Forwarded-Host: app.example.com",
            "X-Forwarded-Method: DELETE",
            "X-Forwarded-Port: 443",
            "X-Forwarded-Proto: https",
            "X-Forwarded-Server: traefik",
            "X-Forwarded-Uri: /invoices/1?a=b&a=c",
            "X-Real-Ip: " + CLIENT);
    assertThat(send(question).status()).isEqualTo(200);
  }

  /**
   * As Envoy sends it: the method and the path of the request behind the prefix, its host, no body,
   * and its own address at the end of those that it was told.
   */
  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
  void envoys_question_is_answered_whatever_the_method_and_the_path(String method) {
    OrgId org = world.org();
    String token = world.session(world.member(org, Role.MEMBER), false);
    for (String path :
        List.of(
            "", "/", "/invoices/1", "/a/b?org=x&a=1&a=2&=&%zz", "/%C3%A4?" + many(), "/x.json")) {
      Stream<String> question =
          Stream.of(
              method + " " + about(org) + path + " HTTP/1.1",
              "host: app.example.com",
              "content-length: 0",
              cookie(token),
              "keeptrusts-credential: " + proxy,
              "x-forwarded-for: 203.0.113.1," + CLIENT + ",10.0.0.9",
              "x-forwarded-proto: https",
              "x-request-id: " + UUID.randomUUID(),
              "x-envoy-internal: true",
              "x-envoy-expected-rq-timeout-ms: 2000");
      Reply reply = send(question);
      assertThat(reply.status()).as(path).isEqualTo(200);
      assertThat(reply.header("keeptrusts-org")).isEqualTo(org.value());
    }
  }

  /** A framework answers some methods by itself, and by 200. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW", "get"
      })
  void no_method_passes_without_a_session_or_without_the_proxys_credential(String method) {
    OrgId org = world.org();
    String token = world.session(world.member(org, Role.MEMBER), false);
    for (String target : List.of(ACCOUNT, about(org))) {
      for (String path : List.of("", "/", "/invoices/1", "?a=b")) {
        for (String missing : List.of("Cookie", "Keeptrusts-Credential", "X-Forwarded-For")) {
          for (String preflight : List.of("", "\r\nAccess-Control-Request-Method: PUT")) {
            Stream<String> question =
                Stream.of(
                        method + " " + target + path + " HTTP/1.1",
                        "Host: a",
                        "Origin: https://app.example.com" + preflight,
                        cookie(token),
                        "Keeptrusts-Credential: " + proxy,
                        "X-Forwarded-For: " + CLIENT)
                    .filter(line -> !line.startsWith(missing + ":"));
            assertThat(send(question).status())
                .as(path + " without " + missing + preflight)
                .isBetween(400, 499);
          }
        }
      }
    }
  }

  /** More parameters than the server would read. */
  private static String many() {
    return "a=b&".repeat(100);
  }

  /** As nginx sends it, with nothing of the request but what its configuration names. */
  @Test
  void nginxs_question_is_answered() {
    String token = world.session(world.user(), false);
    Stream<String> question =
        Stream.of(
            "GET " + ACCOUNT + " HTTP/1.1",
            "Host: keeptrusts",
            cookie(token),
            "Keeptrusts-Credential: " + proxy,
            "X-Forwarded-For: 203.0.113.1, " + CLIENT);
    assertThat(send(question).status()).isEqualTo(200);
  }

  /** The path of a request never makes it one about another org, or about something else. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../OTHER",
        "/%2e%2e/OTHER",
        "/../../account",
        "/..%2f..%2faccount",
        "/..;/OTHER",
        "//",
        ";/a",
        "/a;b=c",
        "%2F..%2FOTHER",
        "/\\..\\OTHER",
        "/%00",
        "/%zz",
        "?org=OTHER",
        "#/../OTHER"
      })
  void no_path_leads_anywhere_else(String path) {
    OrgId org = world.org();
    OrgId own = world.org();
    String token = world.session(world.member(own, Role.OWNER), false);
    Reply reply = ask(about(org) + path.replace("OTHER", own.value()), cookie(token));
    assertThat(reply.status()).isIn(400, 403);
    assertThat(reply.header("keeptrusts-outcome")).isIn("DENY", "none");
  }

  @Test
  void what_is_not_http_enough_is_refused_without_a_5xx() {
    String token = world.session(world.user(), false);
    List<Integer> statuses = new ArrayList<>();
    for (String method : List.of("TRACE", "BREW", "PROPFIND", "get")) {
      statuses.add(
          node.send(
                  method + " " + ACCOUNT + " HTTP/1.1",
                  "Host: a",
                  "Keeptrusts-Credential: " + proxy,
                  "X-Forwarded-For: " + CLIENT,
                  cookie(token))
              .status());
    }
    statuses.add(ask(ACCOUNT, "Large: " + "x".repeat(20_000), cookie(token)).status());
    statuses.add(ask(ACCOUNT, "Keeptrusts-Correlation-Id: a b", cookie(token)).status());
    statuses.add(ask(ACCOUNT, "Content-Length: 99999999", cookie(token)).status());
    statuses.add(
        ask(
                ACCOUNT,
                cookie(token),
                "Origin: https://app.example.com",
                "Access-Control-Request-Method: PUT")
            .status());
    assertThat(statuses.subList(0, statuses.size() - 1))
        .allMatch(status -> status >= 400 && status < 500);
    assertThat(statuses.get(statuses.size() - 1)).isEqualTo(200);
  }

  /** Also where the proxy's credential is looked up, before anything is decided. */
  @ParameterizedTest
  @ValueSource(strings = {"service_client_1", "session_1"})
  @Tag("DEC-2")
  void what_cannot_be_decided_is_403(String table) {
    String token = world.session(world.user(), false);
    JdbcClient owner = JdbcClient.create(database.owner());
    owner.sql("ALTER TABLE enforcement." + table + " RENAME TO gone").update();
    try {
      assertDenied(ask(ACCOUNT, cookie(token)), 403, "undecidable");
    } finally {
      owner.sql("ALTER TABLE enforcement.gone RENAME TO " + table).update();
    }
    assertThat(ask(ACCOUNT, cookie(token)).status()).isEqualTo(200);
  }

  @Test
  void decisions_for_proxies_are_counted_like_the_others() {
    String token = world.session(world.user(), false);
    double before = counted();
    ask(ACCOUNT, cookie(token));
    assertThat(counted()).isEqualTo(before + 1);
  }

  private static double counted() {
    return application
        .getBean(MeterRegistry.class)
        .counter("keeptrusts.decisions", "outcome", "allow", "reason", "own-account")
        .count();
  }

  @Test
  void other_endpoints_go_on_taking_no_cookie_and_no_credential_elsewhere() {
    String token = world.session(world.user(), false);
    Reply reply =
        node.send(
            "GET /v1/audit/entries HTTP/1.1",
            "Host: a",
            "Keeptrusts-Credential: " + world.client(Scope.values()),
            "X-Forwarded-For: " + CLIENT,
            cookie(token));
    assertThat(reply.status()).isEqualTo(401);
  }
}
