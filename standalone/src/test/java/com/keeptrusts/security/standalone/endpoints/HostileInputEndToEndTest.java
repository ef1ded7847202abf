package com.keeptrusts.security.standalone.endpoints;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Role;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
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

/**
 * Whatever is sent to whichever endpoint: what cannot be read is refused as a problem, and changes
 * nothing. See {@link Fingerprint} for what nothing means.
 */
@ExtendWith(OutputCaptureExtension.class)
class HostileInputEndToEndTest {

  /**
   * Mapped, but no endpoints: pages, what is behind them, where errors go, and the endpoints for
   * proxies by any other request.
   */
  private static final Set<String> NO_ENDPOINTS =
      Set.of(
          "* /console/api/**",
          "* /error",
          "* /v1/forward-auth/account/**",
          "* /v1/forward-auth/orgs/{org}/**",
          "GET /console",
          "GET /console/",
          "GET /console/{file}",
          "GET /openapi",
          "GET /openapi.yaml",
          "GET /openapi.yaml/{group}",
          "GET /openapi/swagger-config");

  /** Where there is no endpoint. */
  private static final Set<Reason> OF_NO_ENDPOINT = Set.of(Reason.METHOD_NOT_ALLOWED);

  /** Refusals between two looks at the database. */
  private static final int AT_ONCE = 25;

  private static final Map<Endpoint, Request> EXAMPLES = new ConcurrentHashMap<>();

  @TempDir static Path folder;
  private static Installation installation;
  private static ApiDescription description;
  private static World world;
  private static Refusal refusal;
  private static Fingerprint fingerprint;
  private static List<String> endedSessions;
  private static Map<String, String> foreign;

  @BeforeAll
  static void start() throws Exception {
    installation = Installation.start(folder);
    Wire wire = new Wire(installation.port());
    description = new ApiDescription(wire);
    Person idle = new World(installation).owner();
    installation.advance(Duration.ofMinutes(62));
    world = new World(installation);
    refusal = new Refusal(wire);
    fingerprint = new Fingerprint(installation.owner());
    Person gone = world.person();
    world.ask(world.as(gone, "DELETE", "/v1/me/session"));
    endedSessions = List.of(idle.session(), gone.session());
    Person stranger = world.member(world.org(), Role.OWNER);
    foreign =
        Map.of(
            "org", String.valueOf(stranger.org()),
            "user", stranger.user(),
            "session", world.sessionId(stranger),
            "enrollment", world.enrollment(stranger).id(),
            "identity", world.link(stranger).identity(),
            "passkey", world.passkey(stranger).id());
  }

  @AfterAll
  static void stop(CapturedOutput said) throws SQLException {
    installation.closeWithoutLeaks(said);
  }

  static List<Endpoint> endpoints() {
    return Endpoints.ALL;
  }

  static List<Endpoint> closed() {
    return Endpoints.CLOSED;
  }

  @Test
  @Tag("ORG-4")
  void the_table_is_what_is_mapped_and_what_is_described() {
    SortedSet<String> table = new TreeSet<>();
    Endpoints.ALL.forEach(endpoint -> table.add(endpoint.name()));
    Endpoints.FOR_PROXIES.forEach(endpoint -> table.add(endpoint.name()));
    SortedSet<String> mapped = installation.mappings();
    assertThat(mapped).containsAll(NO_ENDPOINTS);
    mapped.removeAll(NO_ENDPOINTS);
    assertThat(table).isEqualTo(mapped);
    assertThat(description.names())
        .isEqualTo(
            Stream.concat(Endpoints.CLOSED.stream(), Endpoints.FOR_PROXIES.stream())
                .map(Endpoint::name)
                .collect(toCollection(TreeSet::new)));
  }

  @Test
  void each_endpoint_is_told_in_one_line_within_a_group_that_has_a_name() {
    assertThat(description.operations())
        .allSatisfy(
            operation -> {
              assertThat(operation.said().path("summary").asString("")).matches("\\S.{0,99}");
              assertThat(operation.said().get("tags"))
                  .isNotEmpty()
                  .allMatch(group -> description.groups().contains(group.asString()));
            });
  }

  /** Also those that no test of all endpoints provokes, like that of a lost race. */
  @Test
  void every_problem_type_is_that_of_an_endpoint() {
    String said = description.operations().toString();
    assertThat(Reason.values())
        .filteredOn(reason -> !said.contains("`/problems/" + reason.stableName() + "`"))
        .containsExactlyInAnyOrderElementsOf(OF_NO_ENDPOINT);
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void a_body_that_is_not_what_the_endpoint_reads_is_refused(Endpoint endpoint) {
    assertRefused(endpoint, HostileBodies.of(endpoint, example(endpoint)));
  }

  static List<Endpoint> withCredentials() {
    return Endpoints.ALL.stream()
        .filter(endpoint -> HostileCredentials.isIn(example(endpoint)))
        .toList();
  }

  /** Those that can be read each come with a challenge of their own, which they use up. */
  @ParameterizedTest
  @MethodSource("withCredentials")
  @Tag("PK-1")
  void a_passkeys_answer_that_is_none_is_refused(Endpoint endpoint) {
    assertRefused(endpoint, HostileCredentials.unreadable(example(endpoint)));
    int count = HostileCredentials.readable(example(endpoint)).size();
    List<Hostile> readable = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      readable.add(HostileCredentials.readable(fresh(endpoint)).get(i));
    }
    assertRefused(endpoint, readable);
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  @Tag("ORG-1")
  void an_id_that_is_none_or_unknown_or_of_another_tenant_is_refused(Endpoint endpoint) {
    assertRefused(endpoint, HostileAddresses.of(example(endpoint), foreignTo(endpoint)));
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void another_method_is_refused(Endpoint endpoint) {
    assertRefused(endpoint, HostileAddresses.methods(example(endpoint)));
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void headers_that_cannot_be_read_are_refused(Endpoint endpoint) {
    List<Hostile> all = new ArrayList<>(HostileHeaders.always(example(endpoint)));
    if (endpoint.access() != Access.OPEN) {
      all.addAll(HostileHeaders.ofCallers(example(endpoint)));
      all.addAll(HostileAddresses.parameters(example(endpoint)));
    }
    assertRefused(endpoint, all);
  }

  @ParameterizedTest
  @MethodSource("closed")
  @Tag("ORG-4")
  @Tag("SES-1")
  void a_credential_or_session_that_is_none_is_refused(Endpoint endpoint) {
    Request example = example(endpoint);
    List<Hostile> all =
        new ArrayList<>(HostileHeaders.credentials(example, installation.credential()));
    if (!example.has("Keeptrusts-Session")) {
      example = example.header("Keeptrusts-Session", world.owner().session());
      all.add(new Hostile("session: where none is taken", example));
    }
    all.addAll(HostileHeaders.sessions(example, endedSessions));
    assertRefused(endpoint, all);
  }

  @ParameterizedTest
  @MethodSource("closed")
  @Tag("IP-7")
  void a_stated_address_that_is_none_is_refused(Endpoint endpoint) {
    assertRefused(endpoint, HostileHeaders.addresses(example(endpoint)));
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void the_example_succeeds_and_so_does_what_the_table_calls_legal(Endpoint endpoint) {
    assertThat(world.send(fresh(endpoint))).matches(Reply::succeeded);
    Map<String, Reply> refused = new LinkedHashMap<>();
    int count = legal(endpoint, example(endpoint)).size();
    for (int i = 0; i < count; i++) {
      Hostile legal = legal(endpoint, fresh(endpoint)).get(i);
      Reply reply = world.send(legal.request());
      if (!reply.succeeded()) {
        refused.put(legal.name(), reply);
      }
    }
    assertThat(refused).isEmpty();
    assertThat(endpoint.legal().keySet())
        .allMatch(
            pattern ->
                legal(endpoint, example(endpoint)).stream()
                    .anyMatch(hostile -> hostile.name().matches(pattern)));
  }

  private static List<Hostile> legal(Endpoint endpoint, Request example) {
    return Stream.concat(
            HostileBodies.of(endpoint, example).stream(),
            HostileAddresses.of(example, foreignTo(endpoint)).stream())
        .filter(hostile -> endpoint.isLegal(hostile.name()))
        .toList();
  }

  /** A service client of its own belongs to no tenant. */
  private static Map<String, String> foreignTo(Endpoint endpoint) {
    return endpoint.access().acts() ? foreign : Map.of();
  }

  /** One that nothing hostile uses up. */
  private static Request example(Endpoint endpoint) {
    return EXAMPLES.computeIfAbsent(endpoint, HostileInputEndToEndTest::fresh);
  }

  private static Request fresh(Endpoint endpoint) {
    Person me =
        switch (endpoint.access()) {
          case OPEN, CLIENT, MEMBERS, SETTINGS, INVITE, FEED, PROXY_ORG, PROXY_OWN -> world.owner();
          case OWN, VOUCHED, ONCE, CHANGE, UNGATED, ENROLLMENT, PROVING, SIGN_OUT, LEAVE ->
              world.member(world.home(), Role.MEMBER);
          case POLICY -> world.member(world.home(), Role.OWNER);
          case ROTATION -> world.gated(world.registered(World.email()));
          case ADDITION -> world.newcomer();
        };
    return endpoint.request(world, me);
  }

  private static void assertRefused(Endpoint endpoint, List<Hostile> requests) {
    List<String> faults = new ArrayList<>();
    List<String> since = new ArrayList<>();
    Map<String, String> before = fingerprint.take();
    for (Hostile hostile : requests) {
      if (!endpoint.isLegal(hostile.name())) {
        Reply reply = world.send(hostile.request());
        refusal
            .fault(reply)
            .ifPresent(fault -> faults.add(hostile.name() + " " + fault + ": " + reply));
        since.add(hostile.name());
      }
      if (since.size() == AT_ONCE || hostile.equals(requests.get(requests.size() - 1))) {
        Map<String, String> after = fingerprint.take();
        if (!after.equals(before)) {
          faults.add("one of these changed something: " + since);
        }
        before = after;
        since.clear();
      }
    }
    assertThat(faults).isEmpty();
  }
}
