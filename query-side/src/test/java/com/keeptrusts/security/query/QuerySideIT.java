package com.keeptrusts.security.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.keeptrusts.security.event.InvitationId;
import com.keeptrusts.security.event.MemberSuspended;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.OrgJoined;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.LogSerializer;
import com.keeptrusts.security.log.SequenceReader;
import com.keeptrusts.security.log.StoredNames;
import com.keeptrusts.security.log.TestDatabase;
import com.keeptrusts.security.query.QueryHttp.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.JsonNode;

class QuerySideIT {

  private static final String ADDRESS = "\"clientAddress\": \"198.51.100.7\"";

  private static TestDatabase database;
  private static ConfigurableApplicationContext application;
  private static QueryWorld world;
  private static int port;
  private static QueryHttp decider;
  private static QueryHttp auditor;
  private static QueryHttp console;
  private static QueryHttp nobody;

  /** What a neighbour in the same context has, of the same types. */
  @Configuration(proxyBeanMethods = false)
  static class Neighbour {
    @Bean
    DataSource commandDataSource() {
      return database.command();
    }

    @Bean
    PlatformTransactionManager commandTransactions() {
      return new JdbcTransactionManager(database.command());
    }

    @Bean
    JdbcTemplate commandJdbc() {
      return new JdbcTemplate(database.command());
    }

    @Bean
    LogSerializer commandSerializer() {
      return new LogSerializer(StoredNames.events());
    }

    @Bean
    SequenceReader commandSequenceReader() {
      return new SequenceReader(database.command());
    }
  }

  @BeforeAll
  static void start() throws Exception {
    database = TestDatabase.fresh();
    world = new QueryWorld(database);
    Path folder = Files.createTempDirectory("keeptrusts-query");
    application =
        new SpringApplication(QuerySideApplication.class, Neighbour.class)
            .run(
                "--server.port=0",
                "--keeptrusts.query.database.url=" + database.url(),
                "--keeptrusts.query.database.password=" + database.password(),
                "--keeptrusts.query.personal-keyset=" + folder.resolve("personal.json"));
    port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    decider = new QueryHttp(port, world.client(Scope.DECIDE));
    auditor = new QueryHttp(port, world.client(Scope.AUDIT));
    console = new QueryHttp(port, world.client(Scope.ACT));
    nobody = new QueryHttp(port, null);
  }

  @AfterAll
  static void stop() {
    application.close();
    database.close();
  }

  private static void awaitEntries() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> nobody.get("/readyz").json().at("/checks/audit/numbersBehind").asLong(-1) == 0);
  }

  private static JsonNode decision(String fields) {
    Answer answer = decider.post("/v1/decisions", "{" + fields + "}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static String session(String token) {
    return "\"session\": \"" + token + "\", " + ADDRESS;
  }

  private static void assertDenied(JsonNode decision, String reason) {
    assertThat(decision.path("outcome").asString()).isEqualTo("DENY");
    assertThat(decision.path("reasons").toString()).isEqualTo("[\"" + reason + "\"]");
    assertThat(decision.path("gates").isEmpty()).isTrue();
  }

  @Test
  @Tag("AUD-4")
  void a_violated_constraint_names_no_value() {
    JdbcClient login = JdbcClient.create(application.getBean("queryDataSource", DataSource.class));
    String insert =
        "INSERT INTO query.token_1 (processor, segment, claimed_at)"
            + " VALUES ('in-no'||'-log', 7, '2026-01-01T00:00:00Z')";
    login.sql(insert).update();
    assertThatThrownBy(() -> login.sql(insert).update())
        .rootCause()
        .hasMessageContaining("duplicate key")
        .hasMessageNotContaining("in-no-log");
  }

  @Test
  @Tag("DEC-1")
  void a_live_session_passes_for_the_own_account_and_for_orgs_of_which_the_user_is_a_member() {
    OrgId org = world.org();
    UserId user = world.member(org, Role.ADMIN);
    String token = world.session(user, false);
    JsonNode own = decision(session(token));
    assertThat(own.path("outcome").asString()).isEqualTo("ALLOW");
    assertThat(own.path("reasons").toString()).isEqualTo("[\"own-account\"]");
    assertThat(own.has("role")).isFalse();

    JsonNode inOrg = decision(session(token) + ", \"org\": \"" + org + "\"");
    assertThat(inOrg.path("outcome").asString()).isEqualTo("ALLOW");
    assertThat(inOrg.path("user").asString()).isEqualTo(user.value());
    assertThat(inOrg.path("role").asString()).isEqualTo("ADMIN");
    assertThat(inOrg.path("session").asString()).matches("[0-9a-f-]{36}");
    assertThat(inOrg.path("userRevision").asString()).isEqualTo("user/" + user + "@2");
    assertThat(inOrg.path("orgRevision").asString()).isEqualTo("org/" + org + "@0");
    assertThat(inOrg.toString()).doesNotContain(token, "198.51.100.7");
  }

  @Test
  @Tag("DEC-1")
  void a_session_with_a_temporary_password_is_restricted_and_names_its_gate() {
    UserId user = world.user();
    JsonNode decision = decision(session(world.session(user, true)));
    assertThat(decision.path("outcome").asString()).isEqualTo("RESTRICT");
    assertThat(decision.path("gates").toString()).isEqualTo("[\"PASSWORD_ROTATION_REQUIRED\"]");
  }

  @Test
  @Tag("DEC-1")
  void a_denial_is_an_answer_too() {
    OrgId org = world.org();
    OrgId foreign = world.org();
    UserId user = world.member(org, Role.OWNER);
    String token = world.session(user, false);
    assertDenied(decision(session(token) + ",\"org\":\"" + foreign + "\""), "not-a-member");
    assertDenied(
        decision(session(token) + ",\"org\":\"" + UUID.randomUUID() + "\""), "not-a-member");
    for (String noOrg :
        List.of("", "x", "null", "' OR 1=1 --", org.value().toUpperCase(Locale.ROOT))) {
      assertDenied(decision(session(token) + ",\"org\":\"" + noOrg + "\""), "not-a-member");
    }
    world.happened(new MemberSuspended(user, org));
    assertDenied(decision(session(token) + ",\"org\":\"" + org + "\""), "member-suspended");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "null",
        "kts_",
        "' OR 1=1 --",
        "ä",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  @Tag("DEC-1")
  @Tag("SES-1")
  void a_token_that_opens_no_session_is_denied(String token) {
    assertDenied(decision(session(token)), "session-not-live");
  }

  @Test
  @Tag("DEC-1")
  @Tag("SES-4")
  void a_missing_or_ended_session_is_denied() {
    assertDenied(decision(ADDRESS), "session-not-live");
    assertDenied(decision("\"session\": null, " + ADDRESS), "session-not-live");
    assertDenied(decision(session("t".repeat(60_000))), "session-not-live");
    assertDenied(decision(session(world.endedSession(world.user()))), "session-not-live");
  }

  private static Stream<String> unreadableAddresses() {
    return Stream.of(
        "",
        "null",
        "\"\"",
        "\"a\"",
        "\"10.1\"",
        "\"010.0.0.1\"",
        "\"*\"",
        "\"unknown\"",
        "\"198.51.100.7:443\"",
        "\"[2001:db8::1]\"",
        "\"fe80::1%eth0\"",
        "\"198.51.100.7, 10.0.0.1\"",
        "\"198.51.100.0/24\"",
        "\" 198.51.100.7\"",
        "\"localhost\"",
        "\"2001:db8::1::2\"");
  }

  @ParameterizedTest
  @MethodSource("unreadableAddresses")
  @Tag("DEC-2")
  void without_an_address_that_can_be_read_nothing_passes(String address) {
    String token = world.session(world.user(), false);
    String stated = address.isEmpty() ? "" : ", \"clientAddress\": " + address;
    assertDenied(decision("\"session\": \"" + token + "\"" + stated), "address-unreadable");
  }

  @Test
  @Tag("DEC-1")
  void what_is_no_question_is_refused() {
    for (String body :
        List.of(
            "",
            "{",
            "[]",
            "null",
            "{\"session\": 1}",
            "{\"session\": [\"a\"]}",
            "{\"Session\": \"a\"}",
            "{\"session\": \"a\", \"session\": \"b\"}",
            "{\"session\": \"\\u0000\"}",
            "{\"session\": \"\\ud800\"}",
            "{} {}")) {
      Answer answer = decider.post("/v1/decisions", body);
      assertThat(answer.status()).as(body).isEqualTo(400);
      assertThat(answer.problem()).as(body).isEqualTo("malformed");
    }
  }

  @Test
  @Tag("ORG-4")
  void each_endpoint_asks_for_its_own_scope() {
    String orgFeed = "/v1/orgs/" + world.org() + "/audit/entries";
    assertThat(nobody.post("/v1/decisions", "{}").status()).isEqualTo(401);
    assertThat(nobody.get("/v1/audit/entries").status()).isEqualTo(401);
    assertThat(nobody.get(orgFeed).status()).isEqualTo(401);
    assertThat(auditor.post("/v1/decisions", "{}").problem()).isEqualTo("scope-missing");
    assertThat(console.post("/v1/decisions", "{}").problem()).isEqualTo("scope-missing");
    for (QueryHttp client : List.of(decider, console)) {
      assertThat(client.get("/v1/audit/entries").problem()).isEqualTo("scope-missing");
      assertThat(client.get(orgFeed).problem()).isEqualTo("scope-missing");
    }
    assertThat(auditor.actingFor("t".repeat(43)).get(orgFeed).problem()).isEqualTo("scope-missing");
  }

  @Test
  @Tag("DEC-3")
  void proxies_are_answered_403_unless_it_is_configured_where_sessions_come_from() {
    String token = world.session(world.user(), false);
    RawHttp.Reply reply =
        new RawHttp(port)
            .send(
                "GET /v1/forward-auth/account HTTP/1.1",
                "Host: a",
                "Keeptrusts-Credential: " + world.client(Scope.DECIDE),
                "X-Forwarded-For: 198.51.100.7",
                "Authorization: Bearer " + token);
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.header("keeptrusts-reasons")).isEqualTo("forward-auth-off");
  }

  @Test
  @Tag("AUD-2")
  void the_whole_log_is_read_page_by_page() {
    world.org();
    awaitEntries();
    List<Long> numbers = new ArrayList<>();
    String cursor = "";
    boolean more = true;
    while (more) {
      JsonNode page = auditor.get("/v1/audit/entries?limit=3" + cursor).json();
      page.path("entries").forEach(entry -> numbers.add(entry.path("number").asLong()));
      cursor = "&cursor=" + page.path("cursor").asString();
      more = page.path("more").asBoolean();
    }
    assertThat(numbers)
        .isNotEmpty()
        .isEqualTo(LongStream.rangeClosed(1, numbers.size()).boxed().toList());

    JsonNode end = auditor.get("/v1/audit/entries?from=end").json();
    assertThat(end.path("entries").isEmpty()).isTrue();
    assertThat("&cursor=" + end.path("cursor").asString()).isEqualTo(cursor);
    assertThat(end.path("more").asBoolean(true)).isFalse();
  }

  @Test
  @Tag("AUD-1")
  void an_entry_of_the_whole_log_and_of_an_org_have_just_these_fields() {
    OrgId org = world.org();
    world.member(org, Role.MEMBER);
    awaitEntries();
    JsonNode whole = auditor.get("/v1/audit/entries").json().path("entries").get(0);
    assertThat(whole.propertyNames())
        .containsExactly(
            "number",
            "event",
            "at",
            "actor",
            "via",
            "session",
            "action",
            "target",
            "revision",
            "org",
            "orgs",
            "outcome",
            "reason",
            "before",
            "after",
            "details",
            "address",
            "agent",
            "forgotten",
            "correlation",
            "stored");
    JsonNode page = auditor.get("/v1/orgs/" + org + "/audit/entries").json();
    assertThat(page.path("entries")).hasSize(2);
    page.path("entries")
        .forEach(
            entry ->
                assertThat(Set.copyOf(entry.propertyNames()))
                    .containsExactlyInAnyOrder(
                        "number",
                        "at",
                        "actor",
                        "via",
                        "session",
                        "action",
                        "target",
                        "outcome",
                        "reason",
                        "before",
                        "after",
                        "details",
                        "address",
                        "agent",
                        "forgotten",
                        "correlation"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0", "limit=-1", "limit=1001", "limit=ten", "limit=1.5", "limit=99999999999",
        "cursor=x", "cursor=", "cursor=%00", "cursor=AQAAAAAAAAABAAAAAAAAAAA", "from=",
            "from=middle",
        "from=end&cursor=x", "cursor=a&cursor=b", "offset=3", "limit=1&limit=2"
      })
  @Tag("AUD-2")
  void what_makes_no_page_is_refused(String query) {
    OrgId org = world.org();
    for (String feed : List.of("/v1/audit/entries", "/v1/orgs/" + org + "/audit/entries")) {
      Answer answer = auditor.get(feed + "?" + query);
      assertThat(answer.status()).as(query + " " + answer.text()).isEqualTo(400);
      assertThat(answer.problem()).isIn("invalid-value", "malformed");
    }
  }

  @Test
  @Tag("AUD-2")
  @Tag("ORG-1")
  void a_cursor_of_another_feed_is_refused() {
    OrgId org = world.org();
    OrgId other = world.org();
    String whole = auditor.get("/v1/audit/entries").json().path("cursor").asString();
    String ofOrg =
        auditor.get("/v1/orgs/" + org + "/audit/entries").json().path("cursor").asString();
    for (String path :
        List.of(
            "/v1/audit/entries?cursor=" + ofOrg,
            "/v1/orgs/" + org + "/audit/entries?cursor=" + whole,
            "/v1/orgs/" + other + "/audit/entries?cursor=" + ofOrg)) {
      assertThat(auditor.get(path).problem()).as(path).isEqualTo("invalid-value");
    }
  }

  @Test
  @Tag("ORG-1")
  void owners_admins_and_reviewers_read_the_feed_of_their_org_and_members_do_not() {
    OrgId org = world.org();
    String feed = "/v1/orgs/" + org + "/audit/entries";
    for (Role role : List.of(Role.OWNER, Role.ADMIN, Role.COMPLIANCE_REVIEWER)) {
      String token = world.session(world.member(org, role), false);
      assertThat(console.actingFor(token).get(feed).status()).as(role.name()).isEqualTo(200);
    }
    String member = world.session(world.member(org, Role.MEMBER), false);
    Answer refused = console.actingFor(member).get(feed);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.problem()).isEqualTo("not-allowed");
    assertThat(auditor.get(feed).status()).isEqualTo(200);
  }

  @Test
  @Tag("ORG-1")
  void an_org_of_others_cannot_be_told_from_one_that_does_not_exist() {
    OrgId own = world.org();
    OrgId foreign = world.org();
    String admin = world.session(world.member(own, Role.ADMIN), false);
    Answer ofForeign = console.actingFor(admin).get("/v1/orgs/" + foreign + "/audit/entries");
    assertThat(ofForeign.status()).isEqualTo(404);
    assertThat(ofForeign.problem()).isEqualTo("not-found");
    for (String unknown : List.of(UUID.randomUUID().toString(), "x", "%20", "00000000")) {
      Answer ofNone = console.actingFor(admin).get("/v1/orgs/" + unknown + "/audit/entries");
      assertThat(ofNone.status()).isEqualTo(404);
      assertThat(ofNone.json().path("detail")).isEqualTo(ofForeign.json().path("detail"));
      assertThat(auditor.get("/v1/orgs/" + unknown + "/audit/entries").status()).isEqualTo(404);
    }
  }

  @Test
  @Tag("ORG-1")
  @Tag("PWD-3")
  void neither_a_gated_nor_an_ended_nor_a_suspended_one_reads_the_feed() {
    OrgId org = world.org();
    String feed = "/v1/orgs/" + org + "/audit/entries";
    UserId admin = world.member(org, Role.ADMIN);
    Answer gated = console.actingFor(world.session(admin, true)).get(feed);
    assertThat(gated.problem()).isEqualTo("password-rotation-required");
    Answer ended = console.actingFor(world.endedSession(admin)).get(feed);
    assertThat(ended.problem()).isEqualTo("session-not-live");
    assertThat(console.actingFor("t".repeat(43)).get(feed).problem()).isEqualTo("session-not-live");
    String token = world.session(admin, false);
    world.happened(new MemberSuspended(admin, org));
    assertThat(console.actingFor(token).get(feed).problem()).isEqualTo("not-allowed");
  }

  @Test
  @Tag("AUD-1")
  void an_admin_reads_nothing_of_the_members_other_org() {
    OrgId org = world.org();
    OrgId other = world.org();
    UserId shared = world.member(other, Role.OWNER);
    world.happened(
        new OrgJoined(shared, org, InvitationId.of(UUID.randomUUID().toString()), Role.MEMBER));
    String admin = world.session(world.member(org, Role.ADMIN), false);
    world.session(shared, false);
    awaitEntries();
    Answer feed = console.actingFor(admin).get("/v1/orgs/" + org + "/audit/entries");
    assertThat(feed.text()).contains("user.session-started", shared.value());
    assertThat(feed.text()).doesNotContain(other.value());
    assertThat(feed.json().path("entries").findValues("number").stream().map(JsonNode::asLong))
        .isEqualTo(LongStream.rangeClosed(1, feed.json().path("entries").size()).boxed().toList());
  }

  @Test
  void readiness_tells_how_far_the_audit_log_is_behind() {
    awaitEntries();
    Answer ready = nobody.get("/readyz");
    assertThat(ready.status()).isEqualTo(200);
    assertThat(ready.json().at("/checks/audit/status").asString()).isEqualTo("UP");
  }

  @Test
  void the_api_is_described() {
    JsonNode paths = nobody.get("/openapi/query").json().path("paths");
    assertThat(paths.propertyNames())
        .containsExactlyInAnyOrder(
            "/v1/decisions",
            "/v1/forward-auth/account",
            "/v1/forward-auth/orgs/{org}",
            "/v1/audit/entries",
            "/v1/orgs/{org}/audit/entries",
            "/v1/orgs/{org}/ip-restrictions",
            "/v1/orgs/{org}/ip-restrictions/check",
            "/v1/orgs/{org}/mfa-policy",
            "/v1/orgs/{org}/mfa-policy/affected",
            "/metrics");
  }
}
