package com.keeptrusts.security.standalone.endpoints;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.EventName;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.SecurityEvents;
import com.keeptrusts.security.standalone.harness.LeakSearch;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** One person in two orgs, through everything that can happen; and what either org hears of it. */
@ExtendWith(OutputCaptureExtension.class)
class TenantsEndToEndTest {

  private static final String SAID_BY_ALPHA = "Alpha alone knows why";
  private static final String NAME_OF_A_PASSKEY = "The laptop in the attic";
  private static final int LIMIT = 50;

  @TempDir static Path folder;
  private static Installation installation;
  private static World world;
  private static Feeds feeds;
  private static String alpha;
  private static String beta;
  private static Person alphaOwner;
  private static Person ada;

  @BeforeAll
  static void start() throws Exception {
    installation = Installation.start(folder);
    world = new World(installation);
    feeds = new Feeds(world, installation);
    alpha = world.org();
    alphaOwner = world.member(alpha, Role.OWNER);
    beta = world.org();
    world.member(beta, Role.OWNER);
    ada = world.member(alpha, Role.MEMBER);
  }

  @AfterAll
  static void stop(CapturedOutput said) throws SQLException {
    installation.closeWithoutLeaks(said);
  }

  /** What a part of the story added to the feeds of the two orgs. */
  private record Heard(List<String> byAlpha, List<String> byBeta) {}

  private static Heard heard(Runnable part) {
    int alphaBefore = feeds.of(alpha).size();
    int betaBefore = feeds.of(beta).size();
    part.run();
    return new Heard(actionsAfter(alphaBefore, alpha), actionsAfter(betaBefore, beta));
  }

  private static List<String> actionsAfter(int before, String org) {
    List<JsonNode> entries = feeds.of(org);
    return entries.subList(before, entries.size()).stream()
        .map(entry -> entry.get("action").asString())
        .toList();
  }

  @Test
  @Tag("AUD-1")
  @Tag("AUD-4")
  @Tag("ORG-1")
  void what_belongs_to_one_org_alone_is_never_shown_to_the_other_whatever_happens() {
    assertThat(heard(TenantsEndToEndTest::aMemberOfAlphaAlone).byBeta()).isEmpty();
    assertThat(heard(TenantsEndToEndTest::addressRulesOfAlpha))
        .isEqualTo(
            new Heard(
                List.of(
                    "org.ip-rule-added",
                    "org.ip-rule-changed",
                    "org.ip-restrictions-suspended",
                    "org.ip-restrictions-resumed",
                    "org.ip-rule-removed"),
                List.of()));
    assertThat(heard(TenantsEndToEndTest::whatAThirdOrgDemands))
        .isEqualTo(new Heard(List.of(), List.of()));
    assertThat(heard(TenantsEndToEndTest::aNewcomerOfAlphaAddsAPassword).byBeta()).isEmpty();
    assertThat(heard(TenantsEndToEndTest::joiningBeta))
        .isEqualTo(new Heard(List.of(), List.of("user.member-invited", "user.org-joined")));

    Heard account = heard(TenantsEndToEndTest::theAccountOfAMemberOfBoth);
    assertThat(account.byAlpha()).isNotEmpty().isEqualTo(account.byBeta());

    assertThat(heard(TenantsEndToEndTest::suspendedInAlpha))
        .isEqualTo(
            new Heard(
                List.of("user.org-role-changed", "user.member-suspended"),
                List.of("user.session-started", "user.session-ended")));
    assertThat(heard(TenantsEndToEndTest::leavingAlphaTwice).byBeta())
        .containsExactly("user.session-started", "user.session-ended");
    assertThat(heard(TenantsEndToEndTest::thePasswordIsGuessedAt).byAlpha()).isEmpty();
    assertThat(heard(TenantsEndToEndTest::clientsComeAndGo))
        .isEqualTo(new Heard(List.of(), List.of()));

    everythingHappened();
    theFeedsAreDense();
    assertThat(feeds.of(beta).toString()).doesNotContain(alpha, alphaOwner.user(), SAID_BY_ALPHA);
    eitherOrgReadsItsOwn();
    noFeedTellsASecret();
  }

  private static void aMemberOfAlphaAlone() {
    world.enableMfa(ada);
    String member = "/v1/orgs/" + alpha + "/members/" + ada.user();
    world.ask(world.as(alphaOwner, "POST", member + "/mfa-reset").json("reason", SAID_BY_ALPHA));
    String temporary =
        world
            .ask(world.as(alphaOwner, "POST", member + "/temporary-password"))
            .get("temporaryPassword")
            .asString();
    rotate(temporary);
  }

  private static void rotate(String temporary) {
    Person gated = world.signedIn(ada, temporary);
    world.ask(
        world
            .as(gated, "POST", "/v1/me/password/rotation")
            .json("temporaryPassword", temporary, "newPassword", World.PASSWORD));
    ada = world.signedIn(ada, World.PASSWORD);
  }

  private static void addressRulesOfAlpha() {
    String org = "/v1/orgs/" + alpha;
    String rule = org + "/ip-rules/" + world.ipRule(alphaOwner);
    world.ask(
        world
            .as(alphaOwner, "PUT", rule)
            .json("action", "DENY", "block", World.block(), "note", SAID_BY_ALPHA));
    world.ask(
        world.asClient("PUT", org + "/ip-suspension").json("minutes", 5, "reason", SAID_BY_ALPHA));
    world.ask(world.asClient("DELETE", org + "/ip-suspension"));
    world.ask(world.as(alphaOwner, "DELETE", rule));
  }

  private static void joiningBeta() {
    String invitation = world.invitation(beta, ada.email(), Role.MEMBER);
    world.ask(world.as(ada, "POST", "/v1/me/memberships").json("invitation", invitation));
  }

  private static void theAccountOfAMemberOfBoth() {
    String identity = world.link(ada).identity();
    world.ask(world.as(ada, "DELETE", "/v1/me/external-identities/" + identity));
    World.Protection on = world.enableMfa(ada);
    world.ask(
        world
            .asClient("POST", "/v1/sign-ins/recovery-code")
            .json("signIn", world.pendingSignIn(ada), "code", on.recoveryCode()));
    world.ask(
        world
            .as(ada, "POST", "/v1/me/reauthentications")
            .json("password", World.PASSWORD, "totpCode", world.code(on.app())));
    world.ask(world.as(ada, "POST", "/v1/me/mfa/recovery-codes"));
    world.ask(world.as(ada, "DELETE", "/v1/me/mfa"));
    aPasskeyComesAndGoes();
    world.send(
        world.asClient("POST", "/v1/sign-ins").json("email", ada.email(), "password", "a guess"));
    world.ask(world.as(ada, "POST", "/v1/me/sessions/revocation"));
    theOwnPasswordAndEmail();
    theOperatorHelps();
  }

  private static void aPasskeyComesAndGoes() {
    World.Passkey passkey = world.passkey(ada);
    String path = "/v1/me/passkeys/" + passkey.id();
    installation.ledger().personal(NAME_OF_A_PASSKEY);
    world.ask(world.as(ada, "PUT", path + "/name").json("name", NAME_OF_A_PASSKEY));
    world.ask(
        world
            .asClient("POST", "/v1/sign-ins/passkey")
            .json(
                "credential",
                world.used(passkey.key(), world.asClient("POST", "/v1/sign-ins/passkey/options"))));
    world.ask(world.as(ada, "DELETE", path));
  }

  private static void theOwnPasswordAndEmail() {
    String another = "quite another lantern";
    ada = world.signedIn(ada, World.PASSWORD);
    world.ask(
        world
            .as(ada, "POST", "/v1/me/password/change")
            .json("currentPassword", World.PASSWORD, "newPassword", another));
    ada = world.signedIn(ada, another);
    ada = world.withAnotherEmail(ada);
  }

  private static void aNewcomerOfAlphaAddsAPassword() {
    world.ask(
        world
            .as(world.newcomer(), "POST", "/v1/me/password/addition")
            .json("newPassword", "a lantern of a newcomer"));
  }

  private static void theOperatorHelps() {
    ada = world.signedIn(ada, ada.password());
    world.enableMfa(ada);
    String user = "/v1/users/" + ada.user();
    world.ask(world.asClient("POST", user + "/mfa-reset").json("reason", "The phone is lost"));
    rotate(
        world
            .ask(world.asClient("POST", user + "/temporary-password"))
            .get("temporaryPassword")
            .asString());
  }

  private static void suspendedInAlpha() {
    String member = "/v1/orgs/" + alpha + "/members/" + ada.user();
    world.ask(world.as(alphaOwner, "PUT", member + "/role").json("role", Role.ADMIN.name()));
    world.ask(world.as(alphaOwner, "PUT", member + "/suspension"));
    signInAndOut();
  }

  private static void leavingAlphaTwice() {
    String member = "/v1/orgs/" + alpha + "/members/" + ada.user();
    world.ask(world.as(alphaOwner, "DELETE", member + "/suspension"));
    world.ask(world.as(alphaOwner, "DELETE", member));
    String invitation = world.invitation(alpha, ada.email(), Role.MEMBER);
    world.ask(world.as(ada, "POST", "/v1/me/memberships").json("invitation", invitation));
    world.ask(world.as(ada, "DELETE", "/v1/me/memberships/" + alpha));
    signInAndOut();
  }

  private static void signInAndOut() {
    Person signedIn = world.signedIn(ada, World.PASSWORD);
    world.ask(world.as(signedIn, "DELETE", "/v1/me/session"));
  }

  private static void thePasswordIsGuessedAt() {
    for (int i = 0; i < LIMIT; i++) {
      world.send(
          world.asClient("POST", "/v1/sign-ins").json("email", ada.email(), "password", "a guess"));
      installation.advance(Duration.ofMinutes(16));
    }
    world.ask(
        world.asClient("POST", "/v1/users/" + ada.user() + "/authenticators/PASSWORD/enabling"));
  }

  private static void clientsComeAndGo() {
    World.Client client = world.client(List.of(Scope.DECIDE), Duration.ofDays(1));
    world.ask(
        world
            .asClient("POST", "/v1/service-clients/" + client.id() + "/rotation")
            .json("expiresAt", world.in(Duration.ofDays(2))));
    world.ask(world.asClient("DELETE", "/v1/service-clients/" + client.id()));
  }

  private static void whatAThirdOrgDemands() {
    String third = world.org();
    Person strict = world.member(third, Role.OWNER);
    world.enableMfa(strict);
    String org = "/v1/orgs/" + third;
    Request policy = world.as(strict, "PUT", org + "/mfa-policy");
    world.ask(policy.json("level", "REQUIRED_FOR_ALL", "graceDays", 7));
    Person enrolling = world.member(third, Role.MEMBER);
    Person leaving = world.member(third, Role.MEMBER);
    world.ask(
        world
            .as(strict, "PUT", org + "/members/" + enrolling.user() + "/mfa-deadline")
            .json("deadline", world.latestDeadline(), "reason", SAID_BY_ALPHA));
    world.enableMfa(enrolling);
    world.ask(policy.json("level", "REQUIRED_FOR_ALL", "graceDays", 20));
    world.ask(
        world
            .as(strict, "PUT", org + "/members/" + leaving.user() + "/role")
            .json("role", Role.ADMIN.name()));
    world.ask(world.as(leaving, "DELETE", "/v1/me/memberships/" + third));
    world.withoutMethodAgain(world.member(third, Role.MEMBER));
    world.ask(policy.json("level", "OPTIONAL"));
  }

  /** But what a timer alone tells, and here nothing sweeps. */
  private static void everythingHappened() {
    assertThat(
            JdbcClient.create(installation.owner())
                .sql("SELECT DISTINCT name FROM log.event")
                .query(String.class)
                .set())
        .isEqualTo(
            SecurityEvents.ALL.stream()
                .map(event -> event.getAnnotation(EventName.class))
                .map(name -> Objects.requireNonNull(name).value())
                .filter(name -> !name.equals("user.mfa-grace-period-ending-soon"))
                .collect(toCollection(TreeSet::new)));
  }

  private static void theFeedsAreDense() {
    for (List<JsonNode> feed : List.of(feeds.whole(), feeds.of(alpha), feeds.of(beta))) {
      assertThat(feed.stream().map(entry -> entry.get("number").asLong()))
          .isEqualTo(LongStream.rangeClosed(1, feed.size()).boxed().toList());
    }
  }

  private static void eitherOrgReadsItsOwn() {
    Person alphaReviewer = world.member(alpha, Role.COMPLIANCE_REVIEWER);
    Person betaReviewer = world.member(beta, Role.COMPLIANCE_REVIEWER);
    assertThat(feeds.as(alphaReviewer, alpha)).isEqualTo(feeds.of(alpha));
    assertThat(feeds.as(betaReviewer, beta)).isEqualTo(feeds.of(beta));
    for (String foreign : List.of(alpha, World.unknown())) {
      assertThat(
              world
                  .send(world.as(betaReviewer, "GET", "/v1/orgs/" + foreign + "/audit/entries"))
                  .problem())
          .isEqualTo("not-found");
    }
  }

  private static void noFeedTellsASecret() {
    LeakSearch search = new LeakSearch(installation.ledger());
    assertThat(search.findSecretsIn(feeds.whole().toString())).isEmpty();
  }

  @Test
  @Tag("ORG-1")
  void what_happens_in_another_org_changes_no_answer() {
    String org = world.org();
    String another = world.org();
    Person owner = world.member(org, Role.OWNER);
    Person ownerOfAnother = world.member(another, Role.OWNER);
    Person both = world.member(org, Role.MEMBER);
    world.ask(
        world
            .as(both, "POST", "/v1/me/memberships")
            .json("invitation", world.invitation(another, both.email(), Role.MEMBER)));
    List<JsonNode> before = answersAboutAMember(org, owner, both);
    world.ask(
        world
            .as(ownerOfAnother, "PUT", "/v1/orgs/" + another + "/members/" + both.user() + "/role")
            .json("role", Role.ADMIN.name()));
    assertThat(answersAboutAMember(org, owner, both)).isEqualTo(before);
    assertThat(before.toString()).doesNotContain("@", both.user());
  }

  private static List<JsonNode> answersAboutAMember(String org, Person by, Person member) {
    String path = "/v1/orgs/" + org + "/members/" + member.user();
    return List.of(
        world.ask(world.as(by, "PUT", path + "/role").json("role", Role.MEMBER.name())),
        world.ask(world.as(by, "PUT", path + "/suspension")),
        world.ask(world.as(by, "PUT", path + "/suspension")),
        world.ask(world.as(by, "DELETE", path + "/suspension")));
  }

  @Test
  @Tag("ORG-1")
  void an_invitation_of_somebody_new_looks_like_that_of_an_account_with_a_past() {
    Person owner = world.member(world.org(), Role.OWNER);
    JsonNode ofSomebody = invited(owner, world.person().email());
    JsonNode ofANewcomer = invited(owner, World.email());
    assertThat(ofANewcomer.propertyNames()).isEqualTo(ofSomebody.propertyNames());
    assertThat(ofSomebody.propertyNames())
        .containsExactlyInAnyOrder("user", "invitation", "secret", "expiresAt");
  }

  private static JsonNode invited(Person by, String email) {
    return world.ask(
        world
            .as(by, "POST", "/v1/orgs/" + by.org() + "/invitations")
            .json("email", email, "displayName", "Some Body", "role", Role.MEMBER.name()));
  }

  @Test
  @Tag("ORG-1")
  void a_temporary_password_tells_the_operator_alone_how_far_the_account_has_come() {
    String org = world.org();
    Person owner = world.member(org, Role.OWNER);
    Person member = world.member(org, Role.MEMBER);
    String byOrg = "/v1/orgs/" + org + "/members/" + member.user() + "/temporary-password";
    assertThat(world.ask(world.as(owner, "POST", byOrg)).propertyNames())
        .containsExactlyInAnyOrder("temporaryPassword", "expiresAt");
    String byOperator = "/v1/users/" + member.user() + "/temporary-password";
    assertThat(world.ask(world.asClient("POST", byOperator)).propertyNames()).contains("revision");
  }
}
