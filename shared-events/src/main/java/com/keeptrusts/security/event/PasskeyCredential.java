package com.keeptrusts.security.event;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an authenticator answered when a passkey was registered (Web Authentication Level 3 §4,
 * credential record).
 *
 * @param algorithm a COSE algorithm identifier, -7 for ES256
 * @param signCount how often it has signed, as it says; 0 if it does not count
 * @param uvInitialized whether it has verified its user (by PIN or biometry) since it is known here
 * @param backupEligible whether it may be synced to other devices; for ever
 * @param backedUp whether it is
 * @param aaguid which model of authenticator it says it is; nobody vouches for that
 * @param transports how a browser reaches it ({@code internal}, {@code usb}), as far as known
 * @param attestationFormat how its attestation was made; {@code none} vouches for nothing
 * @param discoverable whether it is found without an e-mail; absent if the browser did not say
 */
public record PasskeyCredential(
    CredentialId id,
    CosePublicKey publicKey,
    long algorithm,
    long signCount,
    boolean uvInitialized,
    boolean backupEligible,
    boolean backedUp,
    UUID aaguid,
    List<String> transports,
    String attestationFormat,
    @Nullable Boolean discoverable) {

  public PasskeyCredential {
    transports = List.copyOf(transports);
  }
}
