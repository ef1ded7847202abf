package com.keeptrusts.security.command.passkey;

import com.keeptrusts.security.event.CosePublicKey;
import com.keeptrusts.security.event.CredentialId;
import com.keeptrusts.security.event.PasskeyCredential;
import com.webauthn4j.WebAuthnRegistrationManager;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.client.challenge.Challenge;
import com.webauthn4j.verifier.attestation.statement.androidkey.AndroidKeyAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.apple.AppleAnonymousAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.none.NoneAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.packed.PackedAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.tpm.TPMAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.u2f.FIDOU2FAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.trustworthiness.certpath.NullCertPathTrustworthinessVerifier;
import com.webauthn4j.verifier.attestation.trustworthiness.self.NullSelfAttestationTrustworthinessVerifier;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Registering a new credential (Web Authentication Level 3 §7.1). What was asked of the browser is
 * asked of its answer again, since a browser may be anybody's. An attestation need not be there
 * ({@code none}); one that is there has to be correct, and still nobody vouches for it.
 */
@Component
public final class RegistrationCeremony {

  private static final int MOST_TRANSPORTS = 10;
  private static final Pattern TRANSPORT = Pattern.compile("[a-z][a-z-]{0,31}");

  private final RelyingParty relyingParty;
  private final WebAuthnRegistrationManager library;

  RegistrationCeremony(RelyingParty relyingParty) {
    this.relyingParty = relyingParty;
    this.library =
        new WebAuthnRegistrationManager(
            List.of(
                new NoneAttestationStatementVerifier(),
                new PackedAttestationStatementVerifier(),
                new FIDOU2FAttestationStatementVerifier(),
                new TPMAttestationStatementVerifier(),
                new AndroidKeyAttestationStatementVerifier(),
                new AppleAnonymousAttestationStatementVerifier()),
            new NullCertPathTrustworthinessVerifier(),
            new NullSelfAttestationTrustworthinessVerifier(),
            relyingParty.converter());
  }

  /**
   * Verifies an answer. Its challenge is used up, unless it cannot be read.
   *
   * @param challenges uses up the challenge that was signed, if it waits for this answer
   * @throws ChallengeNotOpen if it does not
   * @throws RefusedPasskey at the first step that is not right
   */
  public PasskeyCredential verify(RegistrationResponse response, Predicate<String> challenges) {
    // Steps 1 and 2 are the browser's. Step 3: a public-key credential.
    byte[] id = Bytes.credentialId(response.id(), response.rawId(), response.type());
    List<String> transports = transports(response.response().transports());

    // Steps 5, 6, 12 and 13, by the library: client data and attestation object are read.
    RegistrationData data = parse(response, transports);

    // Step 8, first of all: whatever is wrong with what was read, the challenge is used up.
    Challenge challenge = ClientData.requireOpen(data.getCollectedClientData(), challenges);

    // Steps 7, 9 to 11 and 14 to 24, by the library: type, origin, frames, relying party, user
    // presence, backup flags, algorithm, attestation, length of the id. Step 16: user verification
    // is preferred, not required; what it was is kept.
    Library.verify(
        () ->
            library.verify(
                data,
                new RegistrationParameters(
                    relyingParty.expecting(challenge), relyingParty.parameters(), false, true)),
        Fault.ATTESTATION);

    AuthenticatorData<?> authenticator =
        Objects.requireNonNull(data.getAttestationObject()).getAuthenticatorData();
    AttestedCredentialData attested =
        Objects.requireNonNull(authenticator.getAttestedCredentialData());
    requireId(id, attested.getCredentialId());

    // Step 25, that the id is no other account's, is decided with the command: see PasskeyRows.
    // Step 26: the credential record. Step 27: unsolicited extensions are ignored.
    return new PasskeyCredential(
        CredentialId.of(id),
        CosePublicKey.of(Bytes.text(key(attested))),
        Objects.requireNonNull(attested.getCOSEKey().getAlgorithm()).getValue(),
        authenticator.getSignCount(),
        authenticator.isFlagUV(),
        authenticator.isFlagBE(),
        authenticator.isFlagBS(),
        aaguid(attested),
        transports,
        data.getAttestationObject().getFormat(),
        response.discoverable());
  }

  /** What browsers say is the one in the attested data (§5.1.3). */
  private static void requireId(byte[] stated, byte[] attested) {
    if (!Arrays.equals(stated, attested)) {
      throw new RefusedPasskey(Fault.STATED_ID);
    }
    if (attested.length == 0) {
      throw new RefusedPasskey(Fault.CREDENTIAL_ID);
    }
  }

  private RegistrationData parse(RegistrationResponse response, List<String> transports) {
    byte[] attestation = Bytes.of(response.response().attestationObject());
    byte[] clientData = Bytes.of(response.response().clientDataJSON());
    return Library.parse(
        () ->
            library.parse(
                new RegistrationRequest(attestation, clientData, Set.copyOf(transports))));
  }

  private byte[] key(AttestedCredentialData attested) {
    return relyingParty.converter().getCborMapper().writeValueAsBytes(attested.getCOSEKey());
  }

  private static UUID aaguid(AttestedCredentialData attested) {
    UUID aaguid = attested.getAaguid().getValue();
    return aaguid == null ? new UUID(0, 0) : aaguid;
  }

  /** As the browser says; what is no name of one is left out. */
  private static List<String> transports(@Nullable List<String> said) {
    return said == null
        ? List.of()
        : said.stream()
            .filter(transport -> TRANSPORT.matcher(transport).matches())
            .distinct()
            .sorted()
            .limit(MOST_TRANSPORTS)
            .toList();
  }
}
