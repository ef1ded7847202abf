package com.keeptrusts.security.command.passkey;

import com.keeptrusts.security.command.lookup.RegisteredPasskey;
import com.keeptrusts.security.event.PasskeyCredential;
import com.keeptrusts.security.event.PasskeyId;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.UserId;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Anna's authenticator is asked, and what is known of her passkey. */
final class TestAnswers {

  static final String CHALLENGE = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVoxMjM0NTY";
  static final UserId ANNA = UserId.of("00000000-0000-4000-8000-000000000001");

  private TestAnswers() {}

  /** As much as an authenticator looks at of what {@code create()} is given. */
  static JsonNode creation() {
    return JsonMapper.shared()
        .readTree(
            "{\"rp\":{\"id\":\"localhost\"},\"user\":{\"id\":\""
                + Bytes.text(RelyingParty.userHandle(ANNA))
                + "\"},\"challenge\":\""
                + CHALLENGE
                + "\"}");
  }

  /** As much as it looks at of what {@code get()} is given. */
  static JsonNode request() {
    return JsonMapper.shared()
        .readTree("{\"rpId\":\"localhost\",\"challenge\":\"" + CHALLENGE + "\"}");
  }

  /** Registered, and used up to this count. */
  static RegisteredPasskey passkey(PasskeyCredential credential, long count) {
    return new RegisteredPasskey(
        PasskeyId.of("00000000-0000-4000-8000-000000000002"),
        ANNA,
        credential.id(),
        credential.publicKey(),
        count,
        credential.uvInitialized(),
        credential.backupEligible(),
        credential.backedUp(),
        credential.aaguid(),
        credential.transports(),
        credential.discoverable(),
        Personal.parse("user/" + ANNA + "#bmFtZQ"),
        Instant.EPOCH,
        null);
  }
}
