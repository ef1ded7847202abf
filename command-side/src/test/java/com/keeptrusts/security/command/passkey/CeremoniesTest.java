package com.keeptrusts.security.command.passkey;

import static com.keeptrusts.security.command.passkey.TestAnswers.ANNA;
import static com.keeptrusts.security.command.passkey.TestAnswers.CHALLENGE;
import static com.keeptrusts.security.command.passkey.TestAnswers.creation;
import static com.keeptrusts.security.command.passkey.TestAnswers.passkey;
import static com.keeptrusts.security.command.passkey.TestAnswers.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.command.lookup.RegisteredPasskey;
import com.keeptrusts.security.command.user.PasskeyProof;
import com.keeptrusts.security.event.PasskeyCredential;
import com.keeptrusts.security.event.UserId;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Each step of the ceremonies refuses what is wrong at that step alone, and says so. */
class CeremoniesTest {

  private static final UserId BORIS = UserId.of("00000000-0000-4000-8000-000000000003");

  private static final RelyingParty LOCALHOST =
      new RelyingParty(
          new PasskeySettings(
              "localhost",
              "Keeptrusts",
              List.of("http://localhost:8080"),
              List.of(Algorithm.ES256, Algorithm.EDDSA, Algorithm.RS256)));

  private final RegistrationCeremony registration = new RegistrationCeremony(LOCALHOST);
  private final AuthenticationCeremony authentication = new AuthenticationCeremony(LOCALHOST);

  @Test
  @Tag("PK-2")
  void what_the_authenticator_answered_is_kept() {
    PasskeyCredential laptop = register(SoftAuthenticator.onALaptop().synced(true));
    assertThat(laptop.uvInitialized()).isTrue();
    assertThat(laptop.backupEligible()).isTrue();
    assertThat(laptop.backedUp()).isTrue();
    assertThat(laptop.discoverable()).isTrue();
    assertThat(laptop.transports()).containsExactly("hybrid", "internal");
    assertThat(laptop.attestationFormat()).isEqualTo("none");
    assertThat(laptop.algorithm()).isEqualTo(-7);

    PasskeyCredential key = register(SoftAuthenticator.aPlainKey());
    assertThat(key.uvInitialized()).isFalse();
    assertThat(key.backupEligible()).isFalse();
    assertThat(key.discoverable()).isFalse();
    assertThat(register(SoftAuthenticator.onALaptop().discoverable(null)).discoverable()).isNull();
  }

  @Test
  @Tag("PK-1")
  @Tag("PK-2")
  void registration_refuses_at_each_step_what_is_wrong_there() {
    assertThatThrownBy(() -> register(SoftAuthenticator.onALaptop().answering("AAAA")))
        .isInstanceOf(ChallengeNotOpen.class);
    registrationRefused(Fault.TYPE, key -> key.ofType("webauthn.get"));
    registrationRefused(Fault.ORIGIN, key -> key.at("https://localhost.evil.example"));
    registrationRefused(Fault.ORIGIN, key -> key.at("http://localhost:8081"));
    registrationRefused(Fault.CROSS_ORIGIN, key -> key.inAFrame(true));
    registrationRefused(Fault.RELYING_PARTY, key -> key.forRelyingParty("evil.example"));
    registrationRefused(Fault.USER_NOT_PRESENT, key -> key.touched(false));
    registrationRefused(Fault.BACKUP_STATE, key -> key.syncing(false).synced(true));
    registrationRefused(Fault.ALGORITHM, key -> key.withAlgorithm(-35));
  }

  @Test
  @Tag("PK-3")
  void a_credential_id_has_1023_bytes_at_most() {
    registrationRefused(Fault.CREDENTIAL_ID, key -> key.withCredentialId(new byte[1024]));
    registrationRefused(Fault.CREDENTIAL_ID, key -> key.withCredentialId(new byte[0]));
    assertThat(
            register(SoftAuthenticator.onALaptop().withCredentialId(new byte[1023])).id().bytes())
        .hasSize(1023);
  }

  @Test
  @Tag("PK-3")
  void the_id_that_is_stated_is_the_one_that_is_attested() {
    byte[] somebodyElses = new byte[32];
    registrationRefused(Fault.STATED_ID, key -> key.statingId(somebodyElses));
    registrationRefused(Fault.STATED_ID, key -> key.statingId(new byte[0]));
  }

  @Test
  @Tag("PK-1")
  void authentication_refuses_at_each_step_what_is_wrong_there() {
    assertThatThrownBy(() -> authenticate(key -> key.answering("AAAA"), ANNA, true))
        .isInstanceOf(ChallengeNotOpen.class);
    authenticationRefused(Fault.TYPE, key -> key.ofType("webauthn.create"));
    authenticationRefused(Fault.ORIGIN, key -> key.at("https://evil.example"));
    authenticationRefused(Fault.CROSS_ORIGIN, key -> key.inAFrame(true));
    authenticationRefused(Fault.RELYING_PARTY, key -> key.forRelyingParty("evil.example"));
    authenticationRefused(Fault.USER_NOT_PRESENT, key -> key.touched(false));
    authenticationRefused(Fault.SIGNATURE, SoftAuthenticator::signingWithAnotherKey);
  }

  @Test
  @Tag("PK-4")
  void whether_it_can_be_synced_never_changes_and_whether_it_is_may() {
    authenticationRefused(Fault.BACKUP_ELIGIBILITY, key -> key.syncing(false));
    authenticationRefused(Fault.BACKUP_STATE, key -> key.syncing(false).synced(true));
    assertThat(authenticate(key -> key.synced(true), ANNA, true).backedUp()).isTrue();
    assertThat(authenticate(key -> key.synced(false), ANNA, true).backedUp()).isFalse();
  }

  @Test
  @Tag("PK-4")
  void a_counter_that_does_not_grow_is_a_possible_clone() {
    SoftAuthenticator key = SoftAuthenticator.onALaptop().counting(7);
    RegisteredPasskey registered = passkey(register(key), 7);
    assertThat(verify(key.counting(8).get(request()), registered, true).signCount()).isEqualTo(8);
    for (long count : List.of(7L, 6L, 0L)) {
      refused(Fault.COUNTER, () -> verify(key.counting(count).get(request()), registered, true));
    }
    RegisteredPasskey never = passkey(register(key.notCounting()), 0);
    assertThat(verify(key.get(request()), never, true).signCount()).isZero();
  }

  @Test
  @Tag("PK-5")
  void without_an_e_mail_the_passkey_says_whose_it_is_and_never_somebody_elses() {
    authenticationRefused(Fault.USER_HANDLE, key -> key.sayingWhose(false));
    authenticationRefused(Fault.USER_HANDLE, key -> key.ofUser(RelyingParty.userHandle(BORIS)));
    authenticationRefused(Fault.USER_HANDLE, key -> key.ofUser(new byte[0]));
    assertThat(authenticate(key -> key.sayingWhose(false), ANNA, false).userVerified()).isTrue();
    refused(
        Fault.USER_HANDLE,
        () -> authenticate(key -> key.ofUser(RelyingParty.userHandle(BORIS)), ANNA, false));
  }

  @Test
  @Tag("PK-5")
  void the_handle_is_the_16_bytes_of_the_accounts_id_and_nothing_else() {
    assertThat(RelyingParty.userHandle(UserId.of("0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0ff")))
        .isEqualTo(HexFormat.of().parseHex("0f1e2d3c4b5a49788695a4b3c2d1e0ff"));
  }

  @ParameterizedTest
  @Tag("PK-1")
  @ValueSource(strings = {"", "AA", "not base64url!", "oA", "bnVsbA", "_____w"})
  void whatever_cannot_be_read_is_refused(String bytes) {
    RegistrationResponse response =
        new RegistrationResponse(
            "AAAA",
            "AAAA",
            "public-key",
            new RegistrationResponse.Response(bytes, bytes, null),
            null);
    refused(Fault.MALFORMED, () -> registration.verify(response, challenge -> true));
    AuthenticationResponse assertion =
        new AuthenticationResponse(
            "AAAA",
            "AAAA",
            "public-key",
            new AuthenticationResponse.Response(bytes, bytes, bytes, null));
    refused(Fault.MALFORMED, () -> authentication.read(assertion, challenge -> true));
  }

  @Test
  @Tag("PK-3")
  void a_name_is_proposed_from_what_the_authenticator_says_it_is_and_buys_nothing_else() {
    assertThat(
            Authenticators.name(java.util.UUID.fromString("fbfc3007-154e-4ecc-8c0b-6e020557d7bd")))
        .isEqualTo("Apple Passwords");
    assertThat(Authenticators.name(new java.util.UUID(1, 2))).isEqualTo("Passkey");
  }

  private void registrationRefused(Fault fault, UnaryOperator<SoftAuthenticator> wrong) {
    refused(fault, () -> register(wrong.apply(SoftAuthenticator.onALaptop())));
  }

  private void authenticationRefused(Fault fault, UnaryOperator<SoftAuthenticator> wrong) {
    refused(fault, () -> authenticate(wrong, ANNA, true));
  }

  private static void refused(Fault fault, ThrowingCallable attempt) {
    assertThatThrownBy(attempt)
        .isInstanceOfSatisfying(
            RefusedPasskey.class, refused -> assertThat(refused.fault()).isEqualTo(fault));
  }

  private PasskeyProof authenticate(
      UnaryOperator<SoftAuthenticator> wrong, UserId user, boolean handleNeeded) {
    SoftAuthenticator key = SoftAuthenticator.onALaptop();
    RegisteredPasskey registered = passkey(register(key), 0);
    assertThat(registered.user()).isEqualTo(user);
    return verify(wrong.apply(key).get(request()), registered, handleNeeded);
  }

  private PasskeyProof verify(String json, RegisteredPasskey passkey, boolean handleNeeded) {
    AuthenticationResponse response =
        JsonMapper.shared().readValue(json, AuthenticationResponse.class);
    return authentication.verify(
        authentication.read(response, CHALLENGE::equals), passkey, handleNeeded);
  }

  private PasskeyCredential register(SoftAuthenticator key) {
    return registration.verify(
        JsonMapper.shared().readValue(key.create(creation()), RegistrationResponse.class),
        CHALLENGE::equals);
  }
}
