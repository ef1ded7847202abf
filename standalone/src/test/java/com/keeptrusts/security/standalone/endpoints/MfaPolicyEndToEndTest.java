package com.keeptrusts.security.standalone.endpoints;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An org's MFA policy from the doors: each test in an org of its own. */
class MfaPolicyEndToEndTest {

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

  private static String org(Person person) {
    return requireNonNull(person.org());
  }

  /** Who may set a policy. */
  private static Person owner() {
    Person owner = world.member(world.org(), Role.OWNER);
    world.enableMfa(owner);
    return owner;
  }

  private static Request policy(Person admin, String method, String path) {
    return world.as(admin, method, "/v1/orgs/" + org(admin) + path);
  }

  private static JsonNode decided(Person person) {
    return world.ask(
        world
            .asClient("POST", "/v1/decisions")
            .json("session", person.session(), "org", org(person), "clientAddress", World.ADDRESS));
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }

  @Test
  @Tag("POL-2")
  void a_preview_says_who_would_be_affected() {
    Person owner = owner();
    Person admin = world.member(org(owner), Role.ADMIN);
    Person member = world.member(org(owner), Role.MEMBER);
    JsonNode admins =
        world.ask(policy(owner, "GET", "/mfa-policy/affected").query("?level=REQUIRED_FOR_ADMINS"));
    assertThat(admins.get("affected").asInt()).isOne();
    assertThat(admins.get("members").get(0).get("user").asString()).isEqualTo(admin.user());
    assertThat(admins.get("members").get(0).get("blocked").asBoolean()).isFalse();
    JsonNode first =
        world.ask(
            policy(owner, "GET", "/mfa-policy/affected").query("?level=REQUIRED_FOR_ALL&limit=1"));
    assertThat(first.get("affected").asInt()).isEqualTo(2);
    assertThat(first.get("members")).hasSize(1);
    JsonNode second =
        world.ask(
            policy(owner, "GET", "/mfa-policy/affected")
                .query("?level=REQUIRED_FOR_ALL&limit=1&after=" + first.get("next").asString()));
    assertThat(second.get("next")).isNull();
    assertThat(
            List.of(
                first.get("members").get(0).get("user").asString(),
                second.get("members").get(0).get("user").asString()))
        .containsExactlyInAnyOrder(admin.user(), member.user());
    assertThat(world.ask(policy(owner, "GET", "/mfa-policy/affected")).get("affected").asInt())
        .isZero();
  }

  @Test
  @Tag("POL-3")
  @Tag("POL-4")
  @Tag("POL-9")
  @Tag("DEC-1")
  void the_story_of_a_policy_that_is_tightened() {
    Person owner = owner();
    Person member = world.member(org(owner), Role.MEMBER);
    world.ask(
        policy(owner, "PUT", "/mfa-policy").json("level", "REQUIRED_FOR_ALL", "graceDays", 7));

    JsonNode warned = decided(member);
    assertThat(warned.get("outcome").asString()).isEqualTo("ALLOW");
    assertThat(texts(warned.get("reasons"))).containsExactly("active-member", "mfa-grace-period");
    Instant deadline = Instant.parse(warned.get("deadline").asString());
    JsonNode progress = world.ask(policy(owner, "GET", "/mfa-policy")).get("progress");
    assertThat(progress.get("visited").asInt()).isZero();
    assertThat(progress.get("left").asInt()).isOne();
    JsonNode affected = world.ask(policy(owner, "GET", "/mfa-policy/affected"));
    assertThat(affected.get("members").get(0).get("deadline").asString())
        .isEqualTo(warned.get("deadline").asString());

    installation.advance(Duration.between(installation.now(), deadline));
    Person late = world.signedIn(member, member.password());
    JsonNode gated = decided(late);
    assertThat(gated.get("outcome").asString()).isEqualTo("RESTRICT");
    assertThat(texts(gated.get("gates"))).containsExactly("MFA_ENROLLMENT_REQUIRED");
    assertThat(world.send(world.as(late, "GET", "/v1/me/sessions")).problem())
        .isEqualTo("mfa-enrollment-required");

    installation.advance(Duration.ofMinutes(11));
    assertThat(world.send(world.as(late, "POST", "/v1/me/mfa/enrollments")).problem())
        .isEqualTo("reauthentication-required");
    world.ask(world.as(late, "POST", "/v1/me/reauthentications").json("password", late.password()));
    world.enableMfa(late);
    assertThat(decided(late).get("outcome").asString()).isEqualTo("ALLOW");
    assertThat(world.send(world.as(late, "DELETE", "/v1/me/mfa")).problem())
        .isEqualTo("mfa-required-by-org");

    assertThat(feeds.of(org(owner)).stream().map(entry -> entry.get("action").asString()))
        .contains("org.mfa-policy-changed", "user.mfa-enabled");
  }

  @Test
  @Tag("POL-7")
  void more_time_for_one_member_is_listed_and_recorded_with_its_reason() {
    Person owner = owner();
    Person member = world.member(org(owner), Role.MEMBER);
    world.ask(
        policy(owner, "PUT", "/mfa-policy").json("level", "REQUIRED_FOR_ALL", "graceDays", 1));
    String later = world.in(Duration.ofDays(20));
    world.ask(
        policy(owner, "PUT", "/members/" + member.user() + "/mfa-deadline")
            .json("deadline", later, "reason", "On parental leave"));
    assertThat(decided(member).get("deadline").asString()).isEqualTo(later);
  }

  @Test
  @Tag("POL-3")
  void at_once_blocks_at_once_and_takes_a_reason() {
    Person owner = owner();
    Person member = world.member(org(owner), Role.MEMBER);
    assertThat(
            world
                .send(
                    policy(owner, "PUT", "/mfa-policy")
                        .json("level", "REQUIRED_FOR_ALL", "graceDays", 0))
                .problem())
        .isEqualTo("invalid-value");
    world.ask(
        policy(owner, "PUT", "/mfa-policy")
            .json("level", "REQUIRED_FOR_ALL", "atOnceReason", "A break-in"));
    assertThat(decided(member).get("outcome").asString()).isEqualTo("RESTRICT");
    assertThat(decided(owner).get("outcome").asString()).isEqualTo("ALLOW");
    assertThat(world.ask(policy(owner, "GET", "/mfa-policy")).get("graceDays").asInt()).isZero();
  }
}
