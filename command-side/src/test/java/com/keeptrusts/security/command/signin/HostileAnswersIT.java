package com.keeptrusts.security.command.signin;

import static com.keeptrusts.security.command.signin.Console.json;
import static com.keeptrusts.security.command.signin.Console.problem;
import static com.keeptrusts.security.command.signin.Console.session;
import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.command.TestNode;
import com.keeptrusts.security.command.TestPeople;
import com.keeptrusts.security.command.attempt.SignInsInProgress;
import com.keeptrusts.security.command.passkey.Fault;
import com.keeptrusts.security.command.passkey.HostileAnswers;
import com.keeptrusts.security.command.passkey.RegistrationCeremony;
import com.keeptrusts.security.command.passkey.RegistrationResponse;
import com.keeptrusts.security.command.passkey.SoftAuthenticator;
import com.keeptrusts.security.command.password.Password;
import com.keeptrusts.security.command.password.Passwords;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whatever comes over HTTP as a passkey's answer, at each endpoint that takes one, is refused with
 * a problem that is documented, or taken; the node goes on, and keeps nothing of it in memory.
 * {@code -Dinputs=1000000} makes it long, {@code -Dseed=…} makes the choices of an earlier run.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("PK-1")
class HostileAnswersIT {

  private static final int INPUTS = Integer.getInteger("inputs", 2_000);
  private static final long SEED = Long.getLong("seed", System.nanoTime());
  private static final int CONNECTIONS = 4;
  private static final int MEGABYTE = 1024 * 1024;

  /** What the heap may grow by, whatever the number of inputs. */
  private static final int GROWTH = 24 * MEGABYTE;

  private static final String ISSUER = "https://login.acme.example";

  private static final Set<String> TYPES =
      Arrays.stream(Reason.values()).map(Reason::stableName).collect(Collectors.toSet());

  @TempDir static Path keysets;

  private final List<JsonNode> attestations = attestations();
  private final Map<String, AtomicInteger> answers = new ConcurrentSkipListMap<>();
  private final List<String> faults = new ArrayList<>();

  private TestDatabase database;
  private TestNode node;
  private Console console;

  /**
   * With the relying party of the standard's examples, so that their attestations get far. The
   * clock stands still, so that no session and no challenge gets too old, however long it takes.
   */
  @BeforeAll
  void start() {
    database = TestDatabase.fresh();
    database.setClock(database.now());
    node =
        TestNode.start(
            database,
            keysets,
            Map.of(
                "keeptrusts.passkey.rp-id",
                "example.org",
                "keeptrusts.passkey.origins",
                "https://example.org",
                "keeptrusts.passkey.algorithms",
                "ES256,ES384,ES512,EdDSA,Ed448,PS256,RS256"));
    console = new Console(node);
  }

  @AfterAll
  void stop() {
    node.close();
    database.close();
  }

  @Test
  void are_refused_as_what_they_are_and_leave_nothing_behind() throws Exception {
    System.out.println("Hostile answers: " + INPUTS + " inputs with -Dseed=" + SEED);
    List<Attacker> attackers = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      attackers.add(new Attacker(new Random(SEED + i)));
    }
    int warmUp = INPUTS / 10;
    Instant begun = Instant.now();
    send(attackers, warmUp);
    long before = heapInUse();
    System.out.println("Hostile answers: a tenth after " + since(begun) + " s");
    send(attackers, INPUTS - warmUp);
    long after = heapInUse();
    System.out.printf(
        "Hostile answers: %d s, heap after a collection %d kB, then %d kB, answers %s%n",
        since(begun), before / 1024, after / 1024, answers);

    assertThat(faults).isEmpty();
    assertThat(after).as("bytes in use at the end").isLessThan(before + GROWTH);
    assertThat(Place.values())
        .as("each endpoint was asked")
        .allMatch(place -> answers.keySet().stream().anyMatch(key -> key.startsWith(place + " ")));
    assertThat(answers.keySet())
        .as("some could not be read, and some got past the challenge up to the last steps")
        .anyMatch(key -> key.endsWith(Fault.MALFORMED.name()))
        .anyMatch(key -> key.endsWith(Fault.ATTESTATION.name()))
        .anyMatch(key -> key.endsWith(Fault.SIGNATURE.name()));
    whoIsWhoTheySayGetsIn();
  }

  private void whoIsWhoTheySayGetsIn() {
    SoftAuthenticator laptop = laptop();
    String session = console.signedUp(Console.email());
    register(session, laptop);
    assertThat(session(console.postJson("/v1/sign-ins/passkey", null, signIn(laptop).toString())))
        .isNotBlank();
  }

  private void send(List<Attacker> attackers, int inputs) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (Attacker attacker : attackers) {
        all.add(threads.submit(() -> attacker.send(inputs / CONNECTIONS)));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static long since(Instant begun) {
    return Duration.between(begun, Instant.now()).toSeconds();
  }

  /** After a collection. */
  private static long heapInUse() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /**
   * Who takes a passkey's answer. {@code share}: how many of a thousand inputs go there; few to
   * those that verify a password first, and not too many to those that record each refusal.
   */
  private enum Place {
    REGISTRATION("/v1/me/passkeys", 700),
    SIGN_IN("/v1/sign-ins/passkey", 110),
    SECOND_FACTOR("/v1/sign-ins/second-passkey", 90),
    REAUTHENTICATION("/v1/me/reauthentications/passkey", 60),
    REAUTHENTICATION_BY_SSO("/v1/me/reauthentications/sso", 36),
    REAUTHENTICATION_WITH_A_PASSWORD("/v1/me/reauthentications", 2),
    ROTATION("/v1/me/password/rotation", 2);

    private final String path;
    private final int share;

    Place(String path, int share) {
      this.path = path;
      this.share = share;
    }

    private static Place any(Random chance) {
      int left = chance.nextInt(1000);
      for (Place place : values()) {
        left -= place.share;
        if (left < 0) {
          return place;
        }
      }
      throw new IllegalStateException("The shares are not 1000");
    }
  }

  /**
   * One connection, and its people: who adds passkeys, who has one and a password that was
   * verified, and who has one and has to choose another password.
   */
  private final class Attacker {

    private final Random chance;
    private final HostileAnswers hostile;
    private final TestPeople people = new TestPeople(node);
    private final TestPeople.Person newcomer = people.person();
    private final TestPeople.Person owner = withPassword();
    private final SoftAuthenticator laptop = laptop();
    private final String subject = TestPeople.id();
    private final String email = Console.email();
    private final TestPeople.Person gated = people.person(people.register(email, null));
    private final SoftAuthenticator key = laptop();
    private final Map<Place, JsonNode> asked = new EnumMap<>(Place.class);
    private final Queue<Place> first = new ArrayDeque<>(List.of(Place.values()));
    private String signIn;
    private String temporary;
    private String rotation;

    private Attacker(Random chance) {
      this.chance = chance;
      this.hostile = new HostileAnswers(chance);
      register(owner, laptop);
      register(gated, key);
      people.link(owner, ISSUER, subject);
      signIn = verifiedPassword();
      temporary = console.temporaryPassword(gated.user());
      rotation = gatedSession();
    }

    private TestPeople.Person withPassword() {
      UserId user = people.register();
      PasswordRevision own = PasswordRevision.of(TestPeople.id());
      node.get(Passwords.class).write(own, user, Password.typed(Console.PASSWORD));
      return people.person(user, own);
    }

    /** Without recovery codes, since these are hashed. */
    private void register(TestPeople.Person person, SoftAuthenticator authenticator) {
      String answer = authenticator.create(creation(person.token()));
      people.registerPasskey(
          person,
          node.get(RegistrationCeremony.class)
              .verify(
                  JsonMapper.shared().readValue(answer, RegistrationResponse.class), any -> true));
    }

    private void send(int inputs) {
      for (int i = 0; i < inputs; i++) {
        Place place = first.isEmpty() ? Place.any(chance) : first.remove();
        byte[] body = hostile.body(right(place));
        HttpResponse<String> answer = console.postBytes(place.path, sessionAt(place), body);
        note(place, body, answer);
        if (answer.statusCode() < 300) {
          taken(place, answer);
        }
      }
    }

    /** An answer whose challenge was open at first, and is for some of what is made of it. */
    private JsonNode right(Place place) {
      if (chance.nextInt(6) == 0) {
        asked.remove(place);
      }
      return asked.computeIfAbsent(place, this::fresh);
    }

    private JsonNode fresh(Place place) {
      return switch (place) {
        case REGISTRATION -> registration();
        case SIGN_IN -> signIn(laptop);
        case SECOND_FACTOR -> second(signIn, laptop);
        case REAUTHENTICATION -> credential(again(owner.token(), laptop));
        case REAUTHENTICATION_BY_SSO ->
            with(again(owner.token(), laptop))
                .put("issuer", ISSUER)
                .put("subject", subject)
                .put("authTime", database.now().toString());
        case REAUTHENTICATION_WITH_A_PASSWORD ->
            with(again(owner.token(), laptop)).put("password", Console.PASSWORD);
        case ROTATION ->
            with(again(rotation, key))
                .put("temporaryPassword", temporary)
                .put("newPassword", Console.NEW_PASSWORD);
      };
    }

    /**
     * Half of them with an attestation of the standard's examples. Few that are right but for what
     * is done to them: for each that is taken ten recovery codes are hashed.
     */
    private JsonNode registration() {
      ObjectNode body = (ObjectNode) credential(laptop().create(creation(newcomer.token())));
      ObjectNode credential = (ObjectNode) body.get("credential");
      if (chance.nextBoolean()) {
        JsonNode attested = attestations.get(chance.nextInt(attestations.size()));
        named(credential, attested.get("credentialId").asString());
        ((ObjectNode) credential.get("response"))
            .put("attestationObject", attested.get("attestationObject").asString());
      } else if (chance.nextInt(300) > 0) {
        named(credential, laptop.credentialId());
      }
      return body;
    }

    private void named(ObjectNode credential, String id) {
      credential.put("id", id).put("rawId", id);
    }

    private JsonNode second(String begun, SoftAuthenticator authenticator) {
      JsonNode options =
          json(console.post("/v1/sign-ins/second-passkey/options", null, "signIn", begun));
      return ((ObjectNode) credential(authenticator.get(options))).put("signIn", begun);
    }

    private @Nullable String sessionAt(Place place) {
      return switch (place) {
        case SIGN_IN, SECOND_FACTOR -> null;
        case ROTATION -> rotation;
        case REGISTRATION -> newcomer.token();
        default -> owner.token();
      };
    }

    /**
     * What was nearly right may be right; then what it was for is over. A session that is started
     * is ended again, since the oldest of too many would be.
     */
    private void taken(Place place, HttpResponse<String> answer) {
      asked.remove(place);
      switch (place) {
        case SIGN_IN -> end(session(answer));
        case SECOND_FACTOR -> {
          end(session(answer));
          signIn = verifiedPassword();
        }
        case ROTATION -> {
          end(session(answer));
          temporary = console.temporaryPassword(gated.user());
          rotation = gatedSession();
        }
        default -> {}
      }
    }

    private void end(String started) {
      assertThat(console.delete("/v1/me/session", started).statusCode()).isEqualTo(200);
    }

    private String verifiedPassword() {
      String begun = people.openSignIn(owner.user());
      assertThat(
              node.get(SignInsInProgress.class)
                  .passwordVerified(Sha256.ofToken(begun), owner.password()))
          .isTrue();
      return begun;
    }

    /** One that may do nothing but replace the temporary password. */
    private String gatedSession() {
      String begun = json(console.signIn(email, temporary)).get("signIn").asString();
      return session(
          console.postJson("/v1/sign-ins/second-passkey", null, second(begun, key).toString()));
    }
  }

  private void note(Place place, byte[] body, HttpResponse<String> answer) {
    String type = answer.statusCode() < 300 ? "taken" : problem(answer);
    String where = type.startsWith("passkey-not-") ? " " + faultIn(answer) : "";
    answers
        .computeIfAbsent(place + " " + type + where, any -> new AtomicInteger())
        .incrementAndGet();
    if (answer.statusCode() >= 500 || !(type.equals("taken") || isDocumented(type, answer))) {
      fault(place + " " + answer + " to " + Base64.getEncoder().encodeToString(body));
    }
  }

  private static boolean isDocumented(String type, HttpResponse<String> answer) {
    return TYPES.contains(type)
        && answer
            .headers()
            .firstValue("Content-Type")
            .equals(Optional.of("application/problem+json"));
  }

  /** At which step it was refused. */
  private static Fault faultIn(HttpResponse<String> answer) {
    String detail = json(answer).get("detail").asString();
    return Arrays.stream(Fault.values())
        .filter(fault -> detail.endsWith(fault.sentence()))
        .findFirst()
        .orElseThrow();
  }

  private synchronized void fault(String fault) {
    if (faults.size() < 20) {
      faults.add(fault);
    }
  }

  private static SoftAuthenticator laptop() {
    return SoftAuthenticator.onALaptop().at("https://example.org");
  }

  private JsonNode creation(String session) {
    return json(console.postJson("/v1/me/passkeys/options", session, "{}"));
  }

  private void register(String session, SoftAuthenticator key) {
    HttpResponse<String> answer =
        console.postJson(
            "/v1/me/passkeys", session, credential(key.create(creation(session))).toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private JsonNode signIn(SoftAuthenticator key) {
    return credential(key.get(json(console.post("/v1/sign-ins/passkey/options", null))));
  }

  private String again(String session, SoftAuthenticator key) {
    return key.get(json(console.post("/v1/me/reauthentications/passkey/options", session)));
  }

  private static JsonNode credential(String response) {
    return JsonMapper.shared().readTree("{\"credential\":" + response + "}");
  }

  private static ObjectNode with(String response) {
    return (ObjectNode) JsonMapper.shared().readTree("{\"passkey\":" + response + "}");
  }

  /** Signed ones of every format, from the examples of Web Authentication Level 3 §16. */
  private static List<JsonNode> attestations() {
    try (InputStream file =
        HostileAnswersIT.class.getResourceAsStream("/webauthn-l3-vectors.json")) {
      return JsonMapper.shared()
          .readTree(file)
          .get("vectors")
          .valueStream()
          .map(vector -> vector.get("registration"))
          .filter(vector -> !vector.get("attestationFormat").asString().equals("none"))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
