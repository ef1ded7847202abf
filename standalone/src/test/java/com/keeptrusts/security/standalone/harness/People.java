package com.keeptrusts.security.standalone.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** Makes people by the API, each with an own e-mail and one password for all. */
public final class People {

  public static final String PASSWORD = "plum tango quarry lantern";

  private static final Duration TWO_STEPS = Duration.ofMinutes(1);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private static final String ISSUER = "https://login.people.example";

  static final String NAME = "Somebody Ofthetests";

  /** Over all tests: they may share a cluster. */
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Cluster cluster;

  public People(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Somebody with a password of their own, signed in. */
  public record Person(String user, String email, String session) {}

  /** Somebody who is asked for a second factor as well. */
  public record Protected(Person person, App app, List<String> recoveryCodes) {}

  /** Somebody who came by an invitation and a provider, and has no password. */
  public record Newcomer(Person person, String subject) {}

  public String email() {
    return "person" + COUNT.incrementAndGet() + "@people.example";
  }

  public String register(String email) {
    return cluster
        .api(0)
        .post("/v1/users", Map.of("email", email, "displayName", NAME))
        .text("user");
  }

  public String temporaryPassword(String user) {
    return cluster
        .api(1)
        .post("/v1/users/" + user + "/temporary-password", Map.of())
        .text("temporaryPassword");
  }

  public Api.Answer rotate(String session, String temporary, String next) {
    return cluster
        .api(0)
        .postAs(
            session,
            "/v1/me/password/rotation",
            Map.of("temporaryPassword", temporary, "newPassword", next));
  }

  public Person person() {
    String email = email();
    String user = register(email);
    String temporary = temporaryPassword(user);
    String gated = cluster.api(0).signIn(email, temporary).session();
    return new Person(user, email, rotate(gated, temporary, PASSWORD).session());
  }

  public String org() {
    return cluster.api(0).post("/v1/orgs", Map.of("name", "Some Org")).text("org");
  }

  public Person member(String org, String role) {
    Person person = person();
    join(person, org, role);
    return person;
  }

  /** Somebody who may set an MFA policy. */
  public Protected protectedMember(String org, String role) {
    Protected one = withMfa();
    join(one.person(), org, role);
    return one;
  }

  private void join(Person person, String org, String role) {
    Api.Answer invited =
        cluster
            .api(0)
            .post(
                "/v1/orgs/" + org + "/invitations",
                Map.of("email", person.email(), "displayName", NAME, "role", role));
    Api.Answer accepted =
        cluster
            .api(1)
            .postAs(
                person.session(),
                "/v1/me/memberships",
                Map.of("invitation", invited.text("secret")));
    assertThat(accepted.status()).isEqualTo(200);
  }

  /** Just authenticated by the provider. */
  public Newcomer newcomer(String org) {
    String email = email();
    String subject = "subject-" + UUID.randomUUID();
    Api.Answer invited =
        cluster
            .api(0)
            .post(
                "/v1/orgs/" + org + "/invitations",
                Map.of("email", email, "displayName", NAME, "role", "MEMBER"));
    Api.Answer accepted =
        cluster
            .api(1)
            .post(
                "/v1/sign-ins/sso/invitation",
                Map.of(
                    "user",
                    invited.text("user"),
                    "invitation",
                    invited.text("secret"),
                    "issuer",
                    ISSUER,
                    "subject",
                    subject));
    assertThat(accepted.status()).isEqualTo(201);
    String session = signInBySso(0, subject).session();
    return new Newcomer(new Person(invited.text("user"), email, session), subject);
  }

  public Api.Answer signInBySso(int node, String subject) {
    return cluster
        .api(node)
        .post(
            "/v1/sign-ins/sso",
            Map.of(
                "issuer",
                ISSUER,
                "subject",
                subject,
                "authTime",
                Instant.ofEpochSecond(cluster.now()).toString()));
  }

  public Protected withMfa() {
    Person person = person();
    Api.Answer started =
        cluster.api(0).postAs(person.session(), "/v1/me/mfa/enrollments", Map.of());
    App app = new App(started.text("secret"));
    List<String> codes = new ArrayList<>();
    confirm(person.session(), started, app)
        .body()
        .get("recoveryCodes")
        .forEach(code -> codes.add(code.asString()));
    return new Protected(person, app, codes);
  }

  /** Turns on another app for whoever this session is of. */
  public App enable(String session) {
    Api.Answer started = cluster.api(0).postAs(session, "/v1/me/mfa/enrollments", Map.of());
    App app = new App(started.text("secret"));
    confirm(session, started, app);
    return app;
  }

  private Api.Answer confirm(String session, Api.Answer started, App app) {
    Api.Answer confirmed =
        cluster
            .api(1)
            .postAs(
                session,
                "/v1/me/mfa/enrollments/" + started.text("enrollment") + "/confirmation",
                Map.of("code", app.code(cluster.now())));
    assertThat(confirmed.status()).isEqualTo(200);
    return confirmed;
  }

  /** Goes on in a session that began more than ten minutes ago, of somebody without MFA. */
  public void proveAgain(String session) {
    cluster.api(0).postAs(session, "/v1/me/reauthentications", Map.of("password", PASSWORD));
  }

  /** The same, of somebody with MFA; with the next code if this one is used up already. */
  public void proveAgain(Protected one) {
    Awaitility.await("the next code")
        .atMost(TWO_STEPS)
        .pollInterval(LOOK_EVERY)
        .until(
            () ->
                cluster
                        .api(0)
                        .postAs(
                            one.person().session(),
                            "/v1/me/reauthentications",
                            Map.of("password", PASSWORD, "totpCode", one.app().code(cluster.now())))
                        .status()
                    == 200);
  }

  /** A session more, of somebody without MFA. */
  public String signIn(Person person) {
    return cluster.api(0).signIn(person.email(), PASSWORD).session();
  }

  /** A sign-in of which the password was right. */
  public String pending(Protected one) {
    return cluster.api(0).signIn(one.person().email(), PASSWORD).text("signIn");
  }

  public Api.Answer signInWith(Protected one, App app) {
    return cluster
        .api(0)
        .post("/v1/sign-ins/totp", Map.of("signIn", pending(one), "code", app.code(cluster.now())));
  }
}
