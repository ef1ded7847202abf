package com.keeptrusts.security.command.passkey;

import static com.keeptrusts.security.command.passkey.TestAnswers.CHALLENGE;
import static com.keeptrusts.security.command.passkey.TestAnswers.creation;
import static com.keeptrusts.security.command.passkey.TestAnswers.passkey;
import static com.keeptrusts.security.command.passkey.TestAnswers.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.command.lookup.RegisteredPasskey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
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

  private static final int LONGEST = 4_000;

  /** An array, a map or a tag of one, and what has no end. */
  private static final byte[] OPENING = {
    (byte) 0x81, (byte) 0xA1, (byte) 0xC1, (byte) 0x9F, (byte) 0xBF, (byte) 0x5F
  };

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
    Random chance = new Random(seed);
    RegistrationResponse response =
        new RegistrationResponse(
            CREATED.id(),
            CREATED.rawId(),
            CREATED.type(),
            new RegistrationResponse.Response(
                hostile(CREATED.response().clientDataJSON(), chance),
                hostile(CREATED.response().attestationObject(), chance),
                List.of("internal")),
            null);
    assertThat(refusedOrTaken(() -> REGISTRATION.verify(response, challenge -> true))).isTrue();
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void an_assertion_is_refused_or_taken(@ForAll("seeds") long seed) {
    Random chance = new Random(seed);
    AuthenticationResponse response =
        new AuthenticationResponse(
            USED.id(),
            USED.rawId(),
            USED.type(),
            new AuthenticationResponse.Response(
                hostile(USED.response().clientDataJSON(), chance),
                hostile(USED.response().authenticatorData(), chance),
                hostile(USED.response().signature(), chance),
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

  /** Half of the time as it is, so that the other parts are looked at as well. */
  private static String hostile(String right, Random chance) {
    byte[] bytes = Base64.getUrlDecoder().decode(right);
    return switch (chance.nextInt(12)) {
      case 0 -> text(changed(bytes, 1, chance));
      case 1 -> text(changed(bytes, 1 + chance.nextInt(8), chance));
      case 2 -> text(Arrays.copyOf(bytes, chance.nextInt(bytes.length + 1)));
      case 3 -> text(Arrays.copyOf(bytes, bytes.length + chance.nextInt(64)));
      case 4 -> text(random(chance.nextInt(LONGEST), chance));
      case 5 -> text(deep(chance));
      case 6 -> text(claimed(bytes, chance));
      case 7 -> chance.nextBoolean() ? right + "=" : "!" + right;
      case 8 -> text(spliced(bytes, chance));
      default -> right;
    };
  }

  private static byte[] changed(byte[] bytes, int places, Random chance) {
    byte[] changed = bytes.clone();
    for (int i = 0; i < places && changed.length > 0; i++) {
      changed[chance.nextInt(changed.length)] = (byte) chance.nextInt(256);
    }
    return changed;
  }

  private static byte[] random(int length, Random chance) {
    byte[] bytes = new byte[length];
    chance.nextBytes(bytes);
    return bytes;
  }

  /** Arrays, maps or tags in each other, in CBOR or in JSON. */
  private static byte[] deep(Random chance) {
    int depth = 1 + chance.nextInt(LONGEST);
    if (chance.nextBoolean()) {
      return "[".repeat(depth).getBytes(StandardCharsets.UTF_8);
    }
    byte[] bytes = new byte[depth];
    Arrays.fill(bytes, OPENING[chance.nextInt(OPENING.length)]);
    return bytes;
  }

  /** A length that is not there, somewhere in it. */
  private static byte[] claimed(byte[] bytes, Random chance) {
    byte[] claimed = Arrays.copyOf(bytes, bytes.length + 9);
    int at = chance.nextInt(bytes.length);
    int major = chance.nextInt(8) << 5;
    claimed[at] = (byte) (major | (24 + chance.nextInt(8)));
    for (int i = 1; i < 9 && at + i < claimed.length; i++) {
      claimed[at + i] = (byte) (chance.nextBoolean() ? 0xFF : chance.nextInt(256));
    }
    return claimed;
  }

  private static byte[] spliced(byte[] bytes, Random chance) {
    int from = chance.nextInt(bytes.length);
    int to = from + chance.nextInt(bytes.length - from);
    byte[] part = Arrays.copyOfRange(bytes, from, to);
    byte[] spliced = Arrays.copyOf(bytes, bytes.length + part.length);
    System.arraycopy(part, 0, spliced, bytes.length, part.length);
    return spliced;
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
