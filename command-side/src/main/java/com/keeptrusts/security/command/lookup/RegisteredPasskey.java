package com.keeptrusts.security.command.lookup;

import com.keeptrusts.security.event.CosePublicKey;
import com.keeptrusts.security.event.CredentialId;
import com.keeptrusts.security.event.PasskeyId;
import com.keeptrusts.security.event.PasskeyName;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.UserId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A passkey in force and what an answer of it is held against. That it is still in force, and how
 * far its counter has come, is held against the aggregate again (rules SIGN-8, PK-4).
 */
public record RegisteredPasskey(
    PasskeyId passkey,
    UserId user,
    CredentialId credentialId,
    CosePublicKey publicKey,
    long signCount,
    boolean uvInitialized,
    boolean backupEligible,
    boolean backedUp,
    UUID aaguid,
    List<String> transports,
    @Nullable Boolean discoverable,
    Personal<PasskeyName> name,
    Instant registeredAt,
    @Nullable Instant lastUsedAt) {

  public RegisteredPasskey {
    transports = List.copyOf(transports);
  }
}
