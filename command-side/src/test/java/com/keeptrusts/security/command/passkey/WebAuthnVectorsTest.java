package com.keeptrusts.security.command.passkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.command.lookup.RegisteredPasskey;
import com.keeptrusts.security.command.user.PasskeyProof;
import com.keeptrusts.security.event.CosePublicKey;
import com.keeptrusts.security.event.CredentialId;
import com.keeptrusts.security.event.PasskeyCredential;
import com.keeptrusts.security.event.PasskeyId;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The test vectors of Web Authentication Level 3 §16, through the ceremonies as they are. */
@Tag("PK-1")
class WebAuthnVectorsTest {

  private static final JsonNode VECTORS = vectors();
  private static final UserId ANNA = UserId.of("00000000-0000-4000-8000-000000000001");

  private static final RelyingParty EXAMPLE =
      new RelyingParty(
          new PasskeySettings(
              VECTORS.get("rpId").asString(),
              "Example",
              List.of(VECTORS.get("origin").asString()),
              Arrays.asList(Algorithm.values())));

  private final RegistrationCeremony registration = new RegistrationCeremony(EXAMPLE);
  private final AuthenticationCeremony authentication = new AuthenticationCeremony(EXAMPLE);

  /**
   * What is refused here, and why. Nobody may ask for passkeys in a frame of another site; the
   * other two the library cannot take: it reads no TPM attestation whose {@code qualifiedName} is
   * empty, and takes no U2F attestation whose AAGUID is not zero.
   */
  private static final Map<String, Fault> REFUSED =
      Map.of(
          "none.ES256.crossOrigin", Fault.CROSS_ORIGIN,
          "none.ES256.topOrigin", Fault.CROSS_ORIGIN,
          "tpm.ES256", Fault.MALFORMED,
          "fido-u2f.ES256", Fault.ATTESTATION);

  static List<JsonNode> pairs() {
    return StreamSupport.stream(VECTORS.get("vectors").spliterator(), false).toList();
  }

  @Test
  void all_15_pairs_are_there() {
    assertThat(pairs()).hasSize(15);
    assertThat(pairs().stream().map(pair -> pair.get("name").asString()))
        .containsAll(REFUSED.keySet());
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void a_registration_is_taken_for_what_it_is(JsonNode pair) {
    Fault fault = REFUSED.get(pair.get("name").asString());
    JsonNode vector = pair.get("registration");
    if (fault != null) {
      refused(fault, vector);
      return;
    }
    PasskeyCredential credential = register(vector);
    JsonNode flags = vector.get("flags");
    assertThat(credential.id().value()).isEqualTo(vector.get("credentialId").asString());
    assertThat(credential.algorithm()).isEqualTo(vector.get("algorithm").asLong());
    assertThat(credential.signCount()).isEqualTo(vector.get("signCount").asLong());
    assertThat(credential.uvInitialized()).isEqualTo(flags.get("userVerified").asBoolean());
    assertThat(credential.backupEligible()).isEqualTo(flags.get("backupEligible").asBoolean());
    assertThat(credential.backedUp()).isEqualTo(flags.get("backedUp").asBoolean());
    assertThat(credential.attestationFormat())
        .isEqualTo(vector.get("attestationFormat").asString());
  }

  @Test
  @Tag("PK-2")
  void an_attestation_that_is_there_has_to_be_correct() {
    refused(Fault.ATTESTATION, VECTORS.get("defectiveVariants").get(0).get("registration"));
  }

  /** With the key of the vector, so that each is shown whatever became of its registration. */
  @ParameterizedTest
  @MethodSource("pairs")
  void an_assertion_is_verified(JsonNode pair) {
    Fault fault = REFUSED.get(pair.get("name").asString());
    if (fault == Fault.CROSS_ORIGIN) {
      assertThatThrownBy(() -> authenticate(pair))
          .isInstanceOfSatisfying(
              RefusedPasskey.class,
              refused -> assertThat(refused.fault()).isEqualTo(Fault.CROSS_ORIGIN));
      return;
    }
    PasskeyProof proof = authenticate(pair);
    JsonNode flags = pair.get("authentication").get("flags");
    assertThat(proof.userVerified()).isEqualTo(flags.get("userVerified").asBoolean());
    assertThat(proof.backedUp()).isEqualTo(flags.get("backedUp").asBoolean());
    assertThat(proof.signCount()).isEqualTo(pair.get("authentication").get("signCount").asLong());
  }

  static List<JsonNode> registered() {
    return pairs().stream()
        .filter(pair -> !REFUSED.containsKey(pair.get("name").asString()))
        .toList();
  }

  /** Its key was written anew, by this system; of each algorithm there is one at least. */
  @ParameterizedTest
  @MethodSource("registered")
  void an_assertion_is_verified_with_what_is_kept_of_its_registration(JsonNode pair) {
    PasskeyCredential credential = register(pair.get("registration"));
    RegisteredPasskey kept = TestAnswers.passkey(credential, credential.signCount());
    String signature = pair.get("authentication").get("signature").asString();
    assertThat(authenticate(pair, kept, signature).signCount())
        .isEqualTo(pair.get("authentication").get("signCount").asLong());
    assertThatThrownBy(() -> authenticate(pair, kept, another(signature)))
        .isInstanceOfSatisfying(
            RefusedPasskey.class,
            refused -> assertThat(refused.fault()).isEqualTo(Fault.SIGNATURE));
  }

  @Test
  void every_algorithm_but_one_that_has_no_example_is_among_them() {
    assertThat(registered().stream().map(pair -> pair.at("/registration/algorithm").asLong()))
        .containsAll(
            Stream.of(Algorithm.values())
                .filter(algorithm -> algorithm != Algorithm.PS256)
                .map(Algorithm::identifier)
                .toList());
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void an_assertion_with_another_signature_is_refused(JsonNode pair) {
    String other = another(pair.get("authentication").get("signature").asString());
    assertThatThrownBy(() -> authenticate(pair, passkey(pair.get("registration")), other))
        .isInstanceOfSatisfying(
            RefusedPasskey.class,
            refused -> assertThat(refused.fault()).isIn(Fault.SIGNATURE, Fault.CROSS_ORIGIN));
  }

  private static String another(String signature) {
    int at = signature.length() - 10;
    return signature.substring(0, at)
        + (signature.charAt(at) == 'A' ? 'B' : 'A')
        + signature.substring(at + 1);
  }

  private PasskeyCredential register(JsonNode vector) {
    String id = vector.get("credentialId").asString();
    return registration.verify(
        new RegistrationResponse(
            id,
            id,
            "public-key",
            new RegistrationResponse.Response(
                vector.get("clientDataJSON").asString(),
                vector.get("attestationObject").asString(),
                null),
            null),
        vector.get("challenge").asString()::equals);
  }

  private void refused(Fault fault, JsonNode vector) {
    assertThatThrownBy(() -> register(vector))
        .isInstanceOfSatisfying(
            RefusedPasskey.class, refused -> assertThat(refused.fault()).isEqualTo(fault));
  }

  private PasskeyProof authenticate(JsonNode pair) {
    return authenticate(
        pair,
        passkey(pair.get("registration")),
        pair.get("authentication").get("signature").asString());
  }

  private PasskeyProof authenticate(JsonNode pair, RegisteredPasskey passkey, String signature) {
    JsonNode vector = pair.get("authentication");
    AuthenticationCeremony.Answer answer =
        authentication.read(
            new AuthenticationResponse(
                passkey.credentialId().value(),
                passkey.credentialId().value(),
                "public-key",
                new AuthenticationResponse.Response(
                    vector.get("clientDataJSON").asString(),
                    vector.get("authenticatorData").asString(),
                    signature,
                    null)),
            vector.get("challenge").asString()::equals);
    return authentication.verify(answer, passkey, false);
  }

  private static RegisteredPasskey passkey(JsonNode vector) {
    JsonNode flags = vector.get("flags");
    return new RegisteredPasskey(
        PasskeyId.of("00000000-0000-4000-8000-000000000002"),
        ANNA,
        CredentialId.of(vector.get("credentialId").asString()),
        CosePublicKey.of(vector.get("credentialPublicKey").asString()),
        vector.get("signCount").asLong(),
        flags.get("userVerified").asBoolean(),
        flags.get("backupEligible").asBoolean(),
        flags.get("backedUp").asBoolean(),
        new UUID(0, 0),
        List.of(),
        null,
        Personal.parse("user/" + ANNA + "#bmFtZQ"),
        Instant.EPOCH,
        null);
  }

  private static JsonNode vectors() {
    try (InputStream file =
        WebAuthnVectorsTest.class.getResourceAsStream("/webauthn-l3-vectors.json")) {
      return JsonMapper.shared().readTree(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
