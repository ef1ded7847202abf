package com.keeptrusts.security.command.passkey;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What {@code PublicKeyCredential.parseRequestOptionsFromJSON()} takes
 * (PublicKeyCredentialRequestOptionsJSON, Web Authentication Level 3 §5.1.10). Without {@code
 * allowCredentials} the user picks a discoverable passkey.
 */
@Schema(name = "PublicKeyCredentialRequestOptionsJSON")
public record RequestOptions(
    String challenge,
    long timeout,
    String rpId,
    List<CredentialDescriptor> allowCredentials,
    String userVerification) {}
