package com.keeptrusts.security.command.passkey;

import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.challenge.Challenge;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the browser collected, and which challenge it says was asked. */
final class ClientData {

  private ClientData() {}

  /** §7.1 step 8, §7.2 step 11; returns the challenge, which is used up. */
  static Challenge requireOpen(@Nullable CollectedClientData data, Predicate<String> challenges) {
    if (data == null) {
      throw new RefusedPasskey(Fault.MALFORMED);
    }
    if (!challenges.test(Bytes.text(data.getChallenge().getValue()))) {
      throw new ChallengeNotOpen();
    }
    return data.getChallenge();
  }
}
