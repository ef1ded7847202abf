package com.keeptrusts.security.command.passkey;

import static com.keeptrusts.security.command.passkey.TestAnswers.CHALLENGE;
import static com.keeptrusts.security.command.passkey.TestAnswers.creation;
import static com.keeptrusts.security.command.passkey.TestAnswers.passkey;
import static com.keeptrusts.security.command.passkey.TestAnswers.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.command.lookup.RegisteredPasskey;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever bytes come as an authenticator's answer, they are refused in the words of the ceremony
 * or taken, and nothing else happens. {@code -Djqwik.tries.default=1000000} makes it long.
 */
@Tag("PK-1")
class HostileAnswersPropertyTest {

  private static final RelyingParty LOCALHOST =
      new RelyingParty(
          new PasskeySettings(
              "localhost",
              "Keeptrusts",
              List.of("http://localhost:8080"),
              Arrays.asList(Algorithm.values())));

  private static final RegistrationCeremony REGISTRATION = new RegistrationCeremony(LOCALHOST);
  private static final AuthenticationCeremony AUTHENTICATION =
      new AuthenticationCeremony(LOCALHOST);
  private static final SoftAuthenticator LAPTOP = SoftAuthenticator.onALaptop();
  private static final RegistrationResponse CREATED =
      JsonMapper.shared().readValue(LAPTOP.create(creation()), RegistrationResponse.class);
  private static final RegisteredPasskey PASSKEY =
      passkey(REGISTRATION.verify(CREATED, CHALLENGE::equals), 0);
  private static final AuthenticationResponse USED =
      JsonMapper.shared().readValue(LAPTOP.get(request()), AuthenticationResponse.class);

  @Property(shrinking = ShrinkingMode.OFF)
  void a_registration_is_refused_or_taken(@ForAll("seeds") long seed) {
    HostileAnswers hostile = new HostileAnswers(new Random(seed));
    RegistrationResponse response =
        new RegistrationResponse(
            CREATED.id(),
            CREATED.rawId(),
            CREATED.type(),
            new RegistrationResponse.Response(
                hostile.bytes(CREATED.response().clientDataJSON()),
                hostile.bytes(CREATED.response().attestationObject()),
                List.of("internal")),
            null);
    assertThat(refusedOrTaken(() -> REGISTRATION.verify(response, challenge -> true))).isTrue();
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void an_assertion_is_refused_or_taken(@ForAll("seeds") long seed) {
    Random chance = new Random(seed);
    HostileAnswers hostile = new HostileAnswers(chance);
    AuthenticationResponse response =
        new AuthenticationResponse(
            USED.id(),
            USED.rawId(),
            USED.type(),
            new AuthenticationResponse.Response(
                hostile.bytes(USED.response().clientDataJSON()),
                hostile.bytes(USED.response().authenticatorData()),
                hostile.bytes(USED.response().signature()),
                chance.nextBoolean() ? USED.response().userHandle() : null));
    assertThat(
            refusedOrTaken(
                () ->
                    AUTHENTICATION.verify(
                        AUTHENTICATION.read(response, challenge -> true), PASSKEY, false)))
        .isTrue();
  }

  @Provide
  Arbitrary<Long> seeds() {
    return Arbitraries.randoms().map(Random::nextLong);
  }

  private static boolean refusedOrTaken(Supplier<?> verification) {
    try {
      return verification.get() != null;
    } catch (RefusedPasskey | ChallengeNotOpen refused) {
      return refused.getMessage() != null;
    }
  }
}
