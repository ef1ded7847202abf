package com.keeptrusts.security.command.passkey;

import com.keeptrusts.security.event.UserId;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.Challenge;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Who asks for passkeys, in the library's terms: the deployment as its settings describe it. */
@Component
final class RelyingParty {

  private static final int UUID_BYTES = 16;

  private final ObjectConverter converter = new ObjectConverter();
  private final PasskeySettings settings;
  private final Set<Origin> origins;

  RelyingParty(PasskeySettings settings) {
    this.settings = settings;
    this.origins = settings.origins().stream().map(Origin::create).collect(Collectors.toSet());
  }

  PasskeySettings settings() {
    return settings;
  }

  ObjectConverter converter() {
    return converter;
  }

  /** What an answer to this challenge is held against; frames of other sites are never right. */
  ServerProperty expecting(Challenge challenge) {
    return ServerProperty.builder()
        .rpId(settings.rpId())
        .origins(origins)
        .challenge(new DefaultChallenge(challenge.getValue()))
        .build();
  }

  List<PublicKeyCredentialParameters> parameters() {
    return settings.algorithms().stream()
        .map(
            algorithm ->
                new PublicKeyCredentialParameters(
                    PublicKeyCredentialType.PUBLIC_KEY,
                    COSEAlgorithmIdentifier.create(algorithm.identifier())))
        .toList();
  }

  /**
   * How authenticators know a user (rule PK-5): the bytes of the account's id, which is random and
   * says nothing about the person.
   */
  static byte[] userHandle(UserId user) {
    UUID id = UUID.fromString(user.value());
    return ByteBuffer.allocate(UUID_BYTES)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }
}
