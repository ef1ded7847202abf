package com.keeptrusts.security.command.passkey;

import com.keeptrusts.security.command.lookup.RegisteredPasskey;
import com.keeptrusts.security.command.user.PasskeyProof;
import com.keeptrusts.security.event.CredentialId;
import com.keeptrusts.security.event.UserId;
import com.webauthn4j.WebAuthnAuthenticationManager;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.authenticator.COSEKey;
import com.webauthn4j.data.client.challenge.Challenge;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Verifying an authentication assertion (Web Authentication Level 3 §7.2). That the counter grew is
 * decided again with the command, since another node may be verifying another assertion (rule
 * PK-4).
 */
@Component
public final class AuthenticationCeremony {

  private final RelyingParty relyingParty;
  private final WebAuthnAuthenticationManager library;

  AuthenticationCeremony(RelyingParty relyingParty) {
    this.relyingParty = relyingParty;
    this.library = new WebAuthnAuthenticationManager(List.of(), relyingParty.converter());
  }

  /** An answer that was read, to a challenge that waited for it and is used up. */
  public record Answer(
      CredentialId credential,
      @Nullable String userHandle,
      Challenge challenge,
      AuthenticationData data) {}

  /**
   * Reads an answer and uses up its challenge, whatever is found wrong afterwards. An answer that
   * cannot be read leaves its challenge open: nothing of it was tried.
   *
   * @param challenges uses up the challenge that was signed, if it waits for this answer
   * @throws ChallengeNotOpen if it does not
   * @throws RefusedPasskey if the answer cannot be read
   */
  public Answer read(AuthenticationResponse response, Predicate<String> challenges) {
    // Steps 1 and 2 are the browser's. Step 3: a public-key credential.
    byte[] id = Bytes.credentialId(response.id(), response.rawId(), response.type());

    // Steps 7 to 9, by the library: client data and authenticator data are read.
    AuthenticationData data = parse(id, response.response());

    // Step 11, first of all: whatever is wrong with what was read, the challenge is used up.
    Challenge challenge = ClientData.requireOpen(data.getCollectedClientData(), challenges);
    return new Answer(credential(id), response.response().userHandle(), challenge, data);
  }

  /**
   * Verifies an answer with the passkey that it names.
   *
   * @param passkey the account's own (step 5 and 6): whoever asked for it has made sure
   * @param handleNeeded whether the answer has to say whose it is, since nobody had said before
   * @throws RefusedPasskey at the first step that is not right
   */
  public PasskeyProof verify(Answer answer, RegisteredPasskey passkey, boolean handleNeeded) {
    AuthenticationData data = answer.data();

    // Step 6: whose it says it is.
    requireHandle(answer.userHandle(), passkey.user(), handleNeeded);

    // Steps 10 and 12 to 22, by the library: type, origin, frames, relying party, user presence,
    // backup flags, signature, counter. Step 17: user verification is preferred, not required; what
    // it was is what the proof says.
    Library.verify(
        () ->
            library.verify(
                data,
                new AuthenticationParameters(
                    relyingParty.expecting(answer.challenge()),
                    record(passkey),
                    List.of(passkey.credentialId().bytes()),
                    false,
                    true)),
        Fault.MALFORMED);

    // Step 24, the new state of the credential record, is recorded with the command.
    AuthenticatorData<?> authenticator = Objects.requireNonNull(data.getAuthenticatorData());
    return new PasskeyProof(
        passkey.passkey(),
        authenticator.getSignCount(),
        authenticator.isFlagBS(),
        authenticator.isFlagUV(),
        passkey.uvInitialized());
  }

  private AuthenticationData parse(byte[] id, AuthenticationResponse.Response response) {
    String handle = response.userHandle();
    AuthenticationRequest request =
        new AuthenticationRequest(
            id,
            handle == null ? null : Bytes.of(handle),
            Bytes.of(response.authenticatorData()),
            Bytes.of(response.clientDataJSON()),
            null,
            Bytes.of(response.signature()));
    return Library.parse(() -> library.parse(request));
  }

  private static CredentialId credential(byte[] id) {
    try {
      return CredentialId.of(id);
    } catch (IllegalArgumentException tooLong) {
      throw new RefusedPasskey(Fault.CREDENTIAL_ID, tooLong);
    }
  }

  private static void requireHandle(@Nullable String handle, UserId user, boolean needed) {
    boolean right =
        handle == null ? !needed : Arrays.equals(Bytes.of(handle), RelyingParty.userHandle(user));
    if (!right) {
      throw new RefusedPasskey(Fault.USER_HANDLE);
    }
  }

  private CredentialRecordImpl record(RegisteredPasskey passkey) {
    COSEKey key =
        relyingParty
            .converter()
            .getCborMapper()
            .readValue(passkey.publicKey().bytes(), COSEKey.class);
    return new CredentialRecordImpl(
        null,
        passkey.uvInitialized(),
        passkey.backupEligible(),
        passkey.backedUp(),
        passkey.signCount(),
        new AttestedCredentialData(
            new AAGUID(passkey.aaguid()), passkey.credentialId().bytes(), key),
        null,
        null,
        null,
        null);
  }
}
