package com.keeptrusts.security.standalone.endpoints;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Address rules from the doors: each test in an org of its own, whose admins come from here. */
class AddressRulesEndToEndTest {

  private static final String HERE = World.ADDRESS;
  private static final String ELSEWHERE = "198.51.100.9";

  @TempDir static Path folder;
  private static Installation installation;
  private static World world;
  private static Feeds feeds;

  @BeforeAll
  static void start() throws Exception {
    installation = Installation.start(folder);
    world = new World(installation);
    feeds = new Feeds(world, installation);
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  private static Request rules(Person admin, String method, String path) {
    return world.as(admin, method, "/v1/orgs/" + org(admin) + path);
  }

  private static Request add(Person admin, String action, String block) {
    return rules(admin, "POST", "/ip-rules").json("action", action, "block", block);
  }

  private static Request from(String address, Request request) {
    return request.header("Keeptrusts-Client-Address", address);
  }

  private static String decided(Person person, String address) {
    JsonNode decision =
        world.ask(
            world
                .asClient("POST", "/v1/decisions")
                .json("session", person.session(), "org", org(person), "clientAddress", address));
    return decision.get("reasons").get(0).asString();
  }

  private static JsonNode check(Person reviewer, Object... question) {
    return world.ask(rules(reviewer, "POST", "/ip-restrictions/check").json(question));
  }

  private static String org(Person person) {
    return requireNonNull(person.org());
  }

  private static Person owner() {
    return world.member(world.org(), Role.OWNER);
  }

  @Test
  @Tag("IP-1")
  @Tag("IP-2")
  @Tag("IP-7")
  void a_rule_is_in_force_once_it_is_acknowledged_and_listed_with_who_added_it() {
    Person owner = owner();
    Person member = world.member(org(owner), Role.MEMBER);
    JsonNode added =
        world.ask(add(owner, "ALLOW", "203.0.113.0/24").field("note", "\"Head office\""));
    assertThat(decided(member, HERE)).isEqualTo("active-member");
    assertThat(decided(member, "::ffff:" + HERE)).isEqualTo("active-member");
    assertThat(decided(member, ELSEWHERE)).isEqualTo("address-denied");
    JsonNode listed = world.ask(rules(owner, "GET", "/ip-restrictions"));
    assertThat(listed.get("rules")).hasSize(1);
    JsonNode rule = listed.get("rules").get(0);
    assertThat(rule.get("rule")).isEqualTo(added.get("rule"));
    assertThat(rule.get("block").asString()).isEqualTo("203.0.113.0/24");
    assertThat(rule.get("note").asString()).isEqualTo("Head office");
    assertThat(rule.get("addedBy").asString()).isEqualTo("user/" + owner.user());
    world.ask(rules(owner, "DELETE", "/ip-rules/" + added.get("rule").asString()));
    assertThat(decided(member, ELSEWHERE)).isEqualTo("active-member");
  }

  @Test
  @Tag("IP-3")
  void a_block_that_is_none_is_refused_with_what_would_be_right() {
    Person owner = owner();
    Map<String, String> said =
        Map.of(
            "203.0.113.7/24", "203.0.113.0/24",
            "010.0.0.0/8", "leading zeros",
            "office.example", "host name",
            "0.0.0.0/0", "every address",
            "fe80::1%eth0", "zone",
            "10.0.0.0/33", "at most 32",
            "::ffff:10.0.0.0/8", "IPv4");
    said.forEach(
        (block, words) -> {
          Reply refused = world.send(add(owner, "DENY", block));
          assertThat(refused.problem()).as(block).isEqualTo("invalid-value");
          assertThat(refused.body()).as(block).contains(words);
        });
  }

  @Test
  @Tag("IP-5")
  void who_would_be_denied_by_the_change_is_asked_for_a_reason() {
    Person owner = owner();
    Request locking = add(owner, "ALLOW", "198.51.100.0/24");
    assertThat(world.send(locking).problem()).isEqualTo("would-lock-you-out");
    assertThat(decided(owner, HERE)).isEqualTo("active-member");
    world.ask(locking.field("lockoutReason", "\"We move tonight\""));
    assertThat(decided(owner, HERE)).isEqualTo("address-denied");
    List<JsonNode> entries = feeds.of(org(owner));
    JsonNode last = entries.get(entries.size() - 1);
    assertThat(last.get("action").asString()).isEqualTo("org.ip-rule-added");
    assertThat(last.get("reason").asString()).isEqualTo("We move tonight");
  }

  @Test
  @Tag("IP-4")
  @Tag("IP-5")
  void a_rule_that_says_nothing_new_or_runs_out_is_accepted_with_a_warning() {
    Person owner = owner();
    String expires = world.in(Duration.ofDays(1));
    JsonNode first =
        world.ask(add(owner, "ALLOW", "203.0.113.0/24").field("expiresAt", Request.json(expires)));
    assertThat(Instant.parse(first.get("locksYouOutAt").asString()))
        .isEqualTo(Instant.parse(expires));
    JsonNode wider = world.ask(add(owner, "ALLOW", "203.0.112.0/23"));
    assertThat(wider.has("locksYouOutAt")).isFalse();
    assertThat(wider.has("coveredBy")).isFalse();
    JsonNode covered = world.ask(add(owner, "ALLOW", "203.0.113.128/25"));
    assertThat(covered.get("coveredBy")).isEqualTo(wider.get("rule"));
    assertThat(world.send(add(owner, "ALLOW", "203.0.113.0/24")).problem())
        .isEqualTo("ip-rule-exists");
  }

  @Test
  @Tag("IP-7")
  void an_admin_at_a_denied_address_commands_and_reads_nothing_of_the_org() {
    Person owner = owner();
    Person member = world.member(org(owner), Role.MEMBER);
    world.ask(add(owner, "ALLOW", "203.0.113.0/24"));
    List<Request> asked =
        List.of(
            add(owner, "DENY", World.block()),
            rules(owner, "PUT", "/members/" + member.user() + "/suspension"),
            rules(owner, "GET", "/ip-restrictions"),
            rules(owner, "GET", "/audit/entries"));
    for (Request request : asked) {
      assertThat(world.send(from(ELSEWHERE, request)).problem())
          .as(request.target())
          .isEqualTo("address-denied");
      assertThat(world.send(request).succeeded()).as(request.target()).isTrue();
    }
    assertThat(world.send(from(ELSEWHERE, world.as(owner, "GET", "/v1/me/sessions"))).succeeded())
        .isTrue();
  }

  @Test
  @Tag("IP-7")
  void a_sign_in_is_refused_after_all_factors_if_every_org_of_the_user_denies_the_address() {
    Person owner = owner();
    Person member = world.member(org(owner), Role.MEMBER);
    world.ask(add(owner, "ALLOW", "203.0.113.0/24"));
    assertThat(signIn(member, World.PASSWORD, ELSEWHERE).problem()).isEqualTo("address-denied");
    assertThat(signIn(member, "not the password", ELSEWHERE).problem()).isEqualTo("sign-in-failed");
    assertThat(signIn(member, World.PASSWORD, HERE).succeeded()).isTrue();
    assertThat(
            feeds.of(org(owner)).stream()
                .filter(entry -> entry.get("action").asString().equals("sign-in.refused"))
                .map(entry -> entry.get("reason").asString()))
        .contains("address-denied");

    String another = world.org();
    world.ask(
        world
            .as(member, "POST", "/v1/me/memberships")
            .json("invitation", world.invitation(another, member.email(), Role.MEMBER)));
    assertThat(signIn(member, World.PASSWORD, ELSEWHERE).succeeded()).isTrue();
    world.ask(rules(owner, "PUT", "/members/" + member.user() + "/suspension"));
    assertThat(signIn(member, World.PASSWORD, ELSEWHERE).succeeded()).isTrue();
  }

  private static Reply signIn(Person person, String password, String address) {
    return world.send(
        from(
            address,
            world
                .asClient("POST", "/v1/sign-ins")
                .json("email", person.email(), "password", password)));
  }

  @Test
  @Tag("IP-6")
  void the_check_answers_for_the_rules_in_force_for_a_draft_and_for_then() {
    Person owner = owner();
    Person reviewer = world.member(org(owner), Role.COMPLIANCE_REVIEWER);
    String before = installation.now().toString();
    installation.advance(Duration.ofMinutes(1));
    String rule = world.ask(add(owner, "ALLOW", "203.0.113.0/24")).get("rule").asString();
    String ruled = installation.now().toString();
    installation.advance(Duration.ofMinutes(1));
    world.ask(
        rules(owner, "PUT", "/ip-rules/" + rule).json("action", "DENY", "block", "192.0.2.0/24"));

    JsonNode now = check(reviewer, "address", "192.0.2.1");
    assertThat(now.get("allowed").asBoolean()).isFalse();
    assertThat(now.get("why").asString()).isEqualTo("DENY_RULE");
    assertThat(now.get("rule").asString()).isEqualTo(rule);
    assertThat(now.get("block").asString()).isEqualTo("192.0.2.0/24");

    JsonNode then = check(reviewer, "address", "192.0.2.1", "at", ruled);
    assertThat(then.get("why").asString()).isEqualTo("NOT_ON_ALLOWLIST");
    JsonNode office = check(reviewer, "address", HERE, "at", ruled);
    assertThat(office.get("rule").asString()).isEqualTo(rule);
    assertThat(office.get("block").asString()).isEqualTo("203.0.113.0/24");
    assertThat(check(reviewer, "address", "192.0.2.1", "at", before).get("why").asString())
        .isEqualTo("NO_RULE");

    JsonNode draft =
        check(
            reviewer,
            "address",
            "192.0.2.1",
            "draft",
            List.of(
                Map.of("action", "ALLOW", "block", "192.0.2.0/24"),
                Map.of("action", "DENY", "block", "192.0.2.0/28")));
    assertThat(draft.get("allowed").asBoolean()).isFalse();
    assertThat(draft.get("block").asString()).isEqualTo("192.0.2.0/28");
    assertThat(draft.has("rule")).isFalse();
    for (Object[] nonsense :
        new Object[][] {
          {"address", HERE, "at", world.in(Duration.ofHours(1))},
          {"address", HERE, "at", before, "draft", List.of()},
          {"address", "unknown"}
        }) {
      assertThat(
              world
                  .send(rules(reviewer, "POST", "/ip-restrictions/check").json(nonsense))
                  .problem())
          .isEqualTo("invalid-value");
    }
  }

  @Test
  @Tag("IP-8")
  void the_operator_breaks_the_glass_for_who_is_locked_out_and_members_cannot() {
    Person owner = owner();
    String org = "/v1/orgs/" + org(owner);
    world.ask(
        add(owner, "ALLOW", "198.51.100.0/24").field("lockoutReason", "\"By mistake, later\""));
    assertThat(world.send(add(owner, "ALLOW", "203.0.113.0/24")).problem())
        .isEqualTo("address-denied");
    assertThat(
            world
                .send(
                    rules(owner, "PUT", "/ip-suspension")
                        .json("minutes", 30, "reason", "Let me in"))
                .succeeded())
        .isFalse();
    world.ask(
        world.asClient("PUT", org + "/ip-suspension").json("minutes", 30, "reason", "Ticket 4711"));
    assertThat(decided(owner, HERE)).isEqualTo("active-member");
    assertThat(world.ask(rules(owner, "GET", "/ip-restrictions")).get("suspendedUntil").asString())
        .isNotEmpty();
    assertThat(check(owner, "address", HERE).get("why").asString()).isEqualTo("SUSPENDED");
    world.ask(add(owner, "ALLOW", "203.0.113.0/24"));
    world.ask(world.asClient("DELETE", org + "/ip-suspension"));
    assertThat(decided(owner, HERE)).isEqualTo("active-member");
    assertThat(decided(owner, "192.0.2.1")).isEqualTo("address-denied");
  }
}
