package com.keeptrusts.security.standalone.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Scope;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** Every endpoint, asked by every kind of caller; what each gets is in {@link Verdicts}. */
@ExtendWith(OutputCaptureExtension.class)
class CallersEndToEndTest {

  @TempDir static Path folder;
  private static Installation installation;
  private static Cast cast;
  private static World world;
  private static Fingerprint fingerprint;

  @BeforeAll
  static void start() throws Exception {
    installation = Installation.start(folder);
    cast = Cast.of(installation);
    world = cast.world();
    fingerprint = new Fingerprint(installation.owner());
  }

  @AfterAll
  static void stop(CapturedOutput said) throws SQLException {
    installation.closeWithoutLeaks(said);
  }

  static List<Endpoint> endpoints() {
    return Endpoints.CLOSED;
  }

  static List<Endpoint> open() {
    return Endpoints.ALL.stream().filter(endpoint -> endpoint.access() == Access.OPEN).toList();
  }

  static List<Endpoint> ofMembers() {
    return Endpoints.ALL.stream().filter(endpoint -> endpoint.access() == Access.MEMBERS).toList();
  }

  static List<Endpoint> withIds() {
    return Endpoints.ALL.stream()
        .filter(endpoint -> endpoint.access().acts() && endpoint.path().contains("{"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  @Tag("ORG-1")
  @Tag("ORG-4")
  @Tag("SES-3")
  @Tag("PWD-3")
  @Tag("SIGN-3")
  @Tag("POL-8")
  @Tag("POL-9")
  void every_caller_gets_what_the_rules_say_and_who_is_denied_changes_nothing(Endpoint endpoint) {
    Map<Caller, String> expected = new EnumMap<>(Caller.class);
    Map<Caller, String> found = new EnumMap<>(Caller.class);
    Map<Caller, Request> denied = new EnumMap<>(Caller.class);
    Request example = endpoint.request(world, helper(endpoint));
    for (Caller caller : Caller.values()) {
      String verdict = Verdicts.of(endpoint.access(), caller);
      expected.put(caller, verdict);
      if (!verdict.equals(Verdicts.PASSES)) {
        denied.put(caller, request(endpoint, caller, example));
      }
    }
    Map<String, String> before = fingerprint.take();
    denied.forEach((caller, request) -> found.put(caller, world.send(request).problem()));
    assertThat(fingerprint.take()).as("who is denied changes nothing").isEqualTo(before);
    for (Caller caller : Caller.values()) {
      if (!denied.containsKey(caller)) {
        found.put(caller, passing(endpoint, caller));
      }
    }
    assertThat(found).isEqualTo(expected);
  }

  /** Who prepares what others then ask for. */
  private static Person helper(Endpoint endpoint) {
    return switch (endpoint.access()) {
      case OWN,
          VOUCHED,
          ONCE,
          CHANGE,
          UNGATED,
          ENROLLMENT,
          PROVING,
          SIGN_OUT,
          ROTATION,
          ADDITION,
          LEAVE ->
          world.member(world.home(), Role.MEMBER);
      case POLICY -> world.member(world.home(), Role.OWNER);
      default -> world.owner();
    };
  }

  private static Request request(Endpoint endpoint, Caller caller, Request example) {
    return caller.isPerson()
        ? cast.by(cast.person(caller), endpoint, example)
        : cast.by(caller, endpoint, example);
  }

  private static String denied(Request request) {
    Map<String, String> before = fingerprint.take();
    Reply reply = world.send(request);
    return fingerprint.take().equals(before)
        ? reply.problem()
        : reply.problem() + ", but something changed";
  }

  private static String passing(Endpoint endpoint, Caller caller) {
    Reply reply = world.send(passingRequest(endpoint, caller));
    return reply.succeeded() ? Verdicts.PASSES : reply.toString();
  }

  private static Request passingRequest(Endpoint endpoint, Caller caller) {
    if (!caller.isPerson()) {
      return cast.by(caller, endpoint, endpoint.request(world, world.owner()));
    }
    Person me =
        switch (endpoint.access()) {
          case ONCE, CHANGE, UNGATED, SIGN_OUT, POLICY, LEAVE, ROTATION -> cast.another(caller);
          case ENROLLMENT ->
              caller == Caller.MFA_GATED ? cast.another(caller) : cast.person(caller);
          default -> cast.person(caller);
        };
    return cast.by(me, endpoint, endpoint.request(world, me));
  }

  @Test
  @Tag("ORG-4")
  void of_several_scopes_each_is_enough_alone() {
    for (Endpoint endpoint : Endpoints.CLOSED) {
      List<Scope> scopes = endpoint.scopes();
      for (Scope scope : scopes.size() > 1 ? scopes : List.<Scope>of()) {
        Request example = endpoint.request(world, world.owner());
        assertThat(world.send(cast.by(scope, example)))
            .as(endpoint.name() + " with " + scope)
            .matches(Reply::succeeded);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("open")
  @Tag("ORG-4")
  void health_and_documentation_are_open_whatever_is_sent_along(Endpoint endpoint) {
    Request example = endpoint.request(world, world.owner());
    assertThat(world.send(example)).matches(Reply::succeeded);
    assertThat(
            world.send(
                example
                    .header("Authorization", "Bearer nonsense")
                    .header("Keeptrusts-Session", "nonsense")))
        .matches(Reply::succeeded);
  }

  @ParameterizedTest
  @MethodSource("ofMembers")
  @Tag("ORG-1")
  void an_admin_does_nothing_to_an_owner(Endpoint endpoint) {
    Request example = endpoint.request(world, world.owner());
    Request request = example.id("user", cast.person(Caller.OWNER).user());
    assertThat(denied(cast.by(cast.person(Caller.ADMIN), endpoint, request)))
        .isEqualTo("role-above-own");
  }

  @Test
  @Tag("ORG-1")
  void an_admin_makes_nobody_owner() {
    for (Endpoint endpoint : Endpoints.CLOSED) {
      Request example = endpoint.request(world, helper(endpoint));
      if (example.fields() != null && example.fields().containsKey("role")) {
        Request request = example.field("role", "\"OWNER\"");
        assertThat(denied(cast.by(cast.person(Caller.ADMIN), endpoint, request)))
            .as(endpoint.name())
            .isEqualTo("role-above-own");
      }
    }
  }

  /** Of ids in the path, one after the other and all together. */
  @ParameterizedTest
  @MethodSource("withIds")
  @Tag("ORG-1")
  @Tag("PK-6")
  void an_id_of_another_tenant_is_answered_like_one_that_nobody_has(Endpoint endpoint) {
    Person stranger = cast.person(Caller.OWNER_ELSEWHERE);
    Request theirs = endpoint.request(world, helper(endpoint));
    Map<String, String> own = new LinkedHashMap<>(theirs.ids());
    own.replace("org", String.valueOf(stranger.org()));
    own.replace("user", cast.person(Caller.MEMBER_ELSEWHERE).user());
    Map<String, String> before = fingerprint.take();
    for (List<String> foreign : subsets(List.copyOf(theirs.ids().keySet()))) {
      Request known = cast.by(stranger, endpoint, theirs);
      Request unknown = known;
      for (Map.Entry<String, String> id : own.entrySet()) {
        boolean other = foreign.contains(id.getKey());
        known = other ? known : known.id(id.getKey(), id.getValue());
        unknown = unknown.id(id.getKey(), other ? World.unknown() : id.getValue());
      }
      assertThat(shown(known)).as("foreign: " + foreign).isEqualTo(shown(unknown));
    }
    assertThat(fingerprint.take()).isEqualTo(before);
  }

  /** All but the empty one. */
  private static List<List<String>> subsets(List<String> all) {
    List<List<String>> subsets = new ArrayList<>();
    for (int bits = 1; bits < 1 << all.size(); bits++) {
      List<String> subset = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        if ((bits & 1 << i) != 0) {
          subset.add(all.get(i));
        }
      }
      subsets.add(subset);
    }
    return subsets;
  }

  /** The answer without what the caller said itself, and without the correlation id. */
  private static String shown(Request request) {
    Reply reply = world.send(request);
    String shown = reply.status() + " " + reply.body();
    for (Map.Entry<String, String> id : request.ids().entrySet()) {
      shown = shown.replace(id.getValue(), "<" + id.getKey() + ">");
    }
    return shown.replace(reply.header("keeptrusts-correlation-id"), "<correlation>");
  }

  @Test
  @Tag("DEC-1")
  @Tag("DEC-2")
  @Tag("SES-3")
  @Tag("PWD-3")
  void a_decision_about_the_home_org_tells_the_callers_apart() {
    Map<Caller, String> found = new EnumMap<>(Caller.class);
    for (Caller caller : Caller.values()) {
      if (caller.isPerson()) {
        JsonNode decision = decision(cast.person(caller), world.home());
        found.put(
            caller,
            decision.get("outcome").asString() + " " + decision.get("reasons").get(0).asString());
      }
    }
    assertThat(found).isEqualTo(Verdicts.DECISIONS);
  }

  static List<Endpoint> forProxies() {
    return Endpoints.FOR_PROXIES;
  }

  @ParameterizedTest
  @MethodSource("forProxies")
  @Tag("DEC-3")
  @Tag("ORG-4")
  @Tag("SES-3")
  @Tag("PWD-3")
  void a_proxy_hears_of_every_caller_what_the_rules_say_and_nothing_changes(Endpoint endpoint) {
    Map<Caller, String> expected = new EnumMap<>(Caller.class);
    Map<Caller, String> found = new EnumMap<>(Caller.class);
    for (Caller caller : Caller.values()) {
      expected.put(caller, Verdicts.of(endpoint.access(), caller));
      Request question = cast.proxied(caller, endpoint);
      Map<String, String> before = fingerprint.take();
      Reply reply = world.send(question);
      assertThat(fingerprint.take()).isEqualTo(before);
      found.put(
          caller, reply.status() == 200 ? Verdicts.PASSES : reply.header("keeptrusts-reasons"));
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  @Tag("ORG-1")
  void a_decision_about_an_org_of_others_is_that_about_none() {
    Person stranger = cast.person(Caller.OWNER_ELSEWHERE);
    assertThat(decision(stranger, world.home())).isEqualTo(decision(stranger, World.unknown()));
  }

  private static JsonNode decision(Person person, String org) {
    return world.ask(
        world
            .asClient("POST", "/v1/decisions")
            .json("session", person.session(), "org", org, "clientAddress", World.ADDRESS));
  }
}
