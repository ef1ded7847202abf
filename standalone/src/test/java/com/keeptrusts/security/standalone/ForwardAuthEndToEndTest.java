package com.keeptrusts.security.standalone;

import static com.keeptrusts.security.standalone.harness.ProjectFiles.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.standalone.harness.Api;
import com.keeptrusts.security.standalone.harness.Cluster;
import com.keeptrusts.security.standalone.harness.Nginx;
import com.keeptrusts.security.standalone.harness.People;
import com.keeptrusts.security.standalone.harness.People.Person;
import com.keeptrusts.security.standalone.harness.Ports;
import com.keeptrusts.security.standalone.harness.SharedCluster;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application behind a real nginx, with the configuration that stands in {@code
 * docs/forward-auth.md}.
 */
@ExtendWith(SharedCluster.class)
@Tag("DEC-3")
class ForwardAuthEndToEndTest {

  private static final String DOCUMENTED_ORG = "11111111-1111-4111-8111-111111111111";
  private static final InetAddress CLIENT = loopback(7);
  private static final InetAddress DENIED = loopback(9);
  private static final int PATIENCE_MILLIS = 30_000;

  @TempDir static Path folder;
  private static Cluster cluster;
  private static People people;
  private static String org;
  private static String credential;
  private static HttpServer app;
  private static Nginx nginx;

  @BeforeAll
  static void start(Cluster shared) throws IOException {
    cluster = shared;
    people = new People(cluster);
    org = people.org();
    credential = proxysCredential();
    app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    app.createContext("/", ForwardAuthEndToEndTest::tellWhatCame);
    app.start();
    nginx = nginx("nginx", Ports.free(), cluster.queryNode(0).port());
  }

  @AfterAll
  static void stop() {
    nginx.close();
    app.stop(0);
  }

  /** As it is documented, but for what is each installation's own. */
  private static Nginx nginx(String name, int listen, int query) throws IOException {
    String servers =
        replaced(
            Nginx.documented(PROJECT.resolve("docs/forward-auth.md")),
            Map.of(
                "127.0.0.1:8080",
                "127.0.0.1:" + query,
                "127.0.0.1:3000",
                "127.0.0.1:" + app.getAddress().getPort(),
                "127.0.0.1:8000",
                "127.0.0.1:" + listen,
                DOCUMENTED_ORG,
                org,
                "kts_...",
                credential));
    return Nginx.start(Files.createDirectory(folder.resolve(name)), 1, servers, listen);
  }

  private static String replaced(String text, Map<String, String> replacements) {
    String replaced = text;
    for (Map.Entry<String, String> each : replacements.entrySet()) {
      assertThat(replaced).containsOnlyOnce(each.getKey());
      replaced = replaced.replace(each.getKey(), each.getValue());
    }
    return replaced;
  }

  private static String proxysCredential() {
    Api.Answer issued =
        cluster
            .api(0)
            .post(
                "/v1/service-clients",
                Map.of(
                    "name",
                    "nginx",
                    "scopes",
                    List.of("decide"),
                    "expiresAt",
                    Instant.ofEpochSecond(cluster.now()).plus(Duration.ofDays(1)).toString()));
    return issued.text("credential");
  }

  /** The application: it answers with the headers that it got. */
  private static void tellWhatCame(HttpExchange exchange) throws IOException {
    StringBuilder came = new StringBuilder(exchange.getRequestMethod() + "\n");
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> came.append(name.toLowerCase(Locale.ROOT) + ": " + values + "\n"));
    byte[] body = came.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** What came back, all of it. */
  private record Reply(String text) {
    int status() {
      return Integer.parseInt(text.substring(9, 12));
    }
  }

  private static Reply ask(String... headers) throws IOException {
    return askFrom(CLIENT, nginx.port(), "GET /invoices?a=b", headers);
  }

  /** From an address of this machine, so that there are clients and a proxy. */
  private static Reply askFrom(InetAddress address, int at, String request, String... headers)
      throws IOException {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(address, 0));
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), at));
      socket.setSoTimeout(PATIENCE_MILLIS);
      StringBuilder lines = new StringBuilder(request + " HTTP/1.1\r\nHost: app\r\n");
      List.of(headers).forEach(header -> lines.append(header + "\r\n"));
      lines.append("Connection: close\r\n\r\n");
      socket.getOutputStream().write(lines.toString().getBytes(StandardCharsets.ISO_8859_1));
      return new Reply(
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
    }
  }

  private static InetAddress loopback(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String cookie(String session) {
    return "Cookie: theme=dark; " + Cluster.SESSION_COOKIE + "=" + session;
  }

  @Test
  void who_has_no_session_is_401_and_who_has_one_passes_and_the_application_is_told_who()
      throws Exception {
    assertThat(ask().status()).isEqualTo(401);
    assertThat(ask(cookie("x")).status()).isEqualTo(401);
    Person member = people.member(org, "ADMIN");
    Reply reply = ask(cookie(member.session()));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text())
        .contains("GET\n")
        .contains("keeptrusts-user: [" + member.user() + "]\n")
        .contains("keeptrusts-org: [" + org + "]\n")
        .contains("keeptrusts-role: [ADMIN]\n")
        .contains("x-forwarded-for: [127.0.0.7]\n")
        .doesNotContain(credential);
  }

  @Test
  void a_request_with_a_body_is_passed_on_with_it() throws Exception {
    Person member = people.member(org, "MEMBER");
    assertThat(
            askFrom(
                    CLIENT,
                    nginx.port(),
                    "POST /invoices",
                    cookie(member.session()),
                    "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\nX: y")
                .text())
        .startsWith("HTTP/1.1 200")
        .contains("POST\n", "keeptrusts-user: [" + member.user() + "]");
  }

  @Test
  void a_session_that_is_revoked_is_401_at_the_next_request() throws Exception {
    Person member = people.member(org, "MEMBER");
    assertThat(ask(cookie(member.session())).status()).isEqualTo(200);
    cluster.api(1).call("DELETE", "/v1/me/session", member.session(), null);
    assertThat(ask(cookie(member.session())).status()).isEqualTo(401);
  }

  @Test
  void who_has_to_do_something_first_and_who_is_no_member_is_403() throws Exception {
    Person member = people.member(org, "MEMBER");
    String temporary = people.temporaryPassword(member.user());
    String gated = cluster.api(0).signIn(member.email(), temporary).session();
    assertThat(ask(cookie(gated)).status()).isEqualTo(403);
    assertThat(ask(cookie(people.person().session())).status()).isEqualTo(403);
  }

  @Test
  @Tag("IP-7")
  void a_denied_address_is_403_whatever_the_client_says_of_where_it_is() throws Exception {
    Person owner = people.member(org, "OWNER");
    Api.Answer rule =
        cluster
            .api(1)
            .postAs(
                owner.session(),
                "/v1/orgs/" + org + "/ip-rules",
                Map.of("action", "DENY", "block", "127.0.0.9"));
    assertThat(rule.status()).isEqualTo(201);
    String mine = cookie(owner.session());
    assertThat(ask(mine).status()).isEqualTo(200);
    for (String lie :
        List.of(
            "X: y",
            "X-Forwarded-For: 203.0.113.1",
            "X-Forwarded-For: 203.0.113.1, 127.0.0.1",
            "X-Forwarded-For: a",
            "X-Real-IP: 203.0.113.1",
            "Forwarded: for=203.0.113.1",
            "True-Client-IP: 203.0.113.1",
            "Keeptrusts-Client-Address: 203.0.113.1")) {
      assertThat(askFrom(DENIED, nginx.port(), "GET /", mine, lie).status()).as(lie).isEqualTo(403);
      assertThat(askFrom(DENIED, nginx.port(), "GET /", lie).status()).as(lie).isEqualTo(403);
    }
    assertThat(ask(mine, "X-Forwarded-For: 127.0.0.9").status()).isEqualTo(200);
  }

  @Test
  void what_a_client_sends_under_names_of_ours_is_not_believed() throws Exception {
    Person member = people.member(org, "MEMBER");
    Person stranger = people.person();
    String another = proxysCredential();
    for (String lie :
        List.of(
            "Keeptrusts-User: " + member.user(),
            "Keeptrusts-Org: " + people.org(),
            "Keeptrusts-Role: OWNER",
            "Keeptrusts-Outcome: ALLOW",
            "Keeptrusts-Session: " + member.session(),
            "Authorization: Bearer " + member.session(),
            "Keeptrusts-Credential: " + another,
            "Keeptrusts-Credential: x",
            "X-Original-URI: /v1/forward-auth/account",
            "X-Forwarded-Uri: /v1/forward-auth/account",
            "Keeptrusts-Correlation-Id: a b",
            "Content-Length: 0",
            "Accept: nothing/ever")) {
      assertThat(ask(lie).status()).as(lie).isEqualTo(401);
      assertThat(ask(cookie(stranger.session()), lie).status()).as(lie).isEqualTo(403);
      Reply reply = ask(cookie(member.session()), lie);
      assertThat(reply.text())
          .as(lie)
          .startsWith("HTTP/1.1 200")
          .contains("keeptrusts-user: [" + member.user() + "]\n")
          .contains("keeptrusts-org: [" + org + "]\n")
          .contains("keeptrusts-role: [MEMBER]\n");
    }
    assertThat(askFrom(CLIENT, nginx.port(), "GET /_keeptrusts", cookie(member.session())).status())
        .isEqualTo(404);
  }

  @Test
  void a_session_cookie_that_stands_twice_is_401() throws Exception {
    Person member = people.member(org, "MEMBER");
    String mine = cookie(member.session());
    assertThat(ask(mine, "Cookie: a=b").status()).isEqualTo(200);
    assertThat(ask(mine, cookie(member.session())).status()).isEqualTo(401);
    assertThat(ask(mine + "; " + Cluster.SESSION_COOKIE + "=x").status()).isEqualTo(401);
  }

  @Test
  void while_the_query_node_stands_still_or_is_not_there_nothing_passes() throws Exception {
    Person member = people.member(org, "MEMBER");
    String mine = cookie(member.session());
    cluster.queryNode(0).pause();
    try {
      assertThat(ask(mine).status()).isEqualTo(500);
    } finally {
      cluster.queryNode(0).resume();
    }
    assertThat(ask(mine).status()).isEqualTo(200);
    try (Nginx alone = nginx("alone", Ports.free(), Ports.free())) {
      assertThat(askFrom(CLIENT, alone.port(), "GET /", mine).status()).isEqualTo(500);
    }
  }
}
