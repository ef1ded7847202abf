package com.keeptrusts.security.command.passkey;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code PublicKeyCredential.toJSON()} says of a new passkey (RegistrationResponseJSON, Web
 * Authentication Level 3 §5.1.8). Browsers may say more than is read here.
 */
@Schema(name = "RegistrationResponseJSON")
@JsonIgnoreProperties(ignoreUnknown = true)
public record RegistrationResponse(
    String id,
    String rawId,
    String type,
    Response response,
    @Nullable Extensions clientExtensionResults) {

  /** {@code AuthenticatorAttestationResponseJSON}, bytes in base64url. */
  @Schema(name = "AuthenticatorAttestationResponseJSON")
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Response(
      String clientDataJSON, String attestationObject, @Nullable List<String> transports) {

    @Override
    public String toString() {
      return "Response";
    }
  }

  /** What the extensions that were asked for came to. */
  @Schema(name = "RegistrationExtensionResultsJSON")
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Extensions(@Nullable CredentialProperties credProps) {}

  /** {@code rk}: whether the passkey is discoverable. */
  @Schema(name = "CredentialPropertiesOutputJSON")
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record CredentialProperties(@Nullable Boolean rk) {}

  @Nullable Boolean discoverable() {
    CredentialProperties properties =
        clientExtensionResults == null ? null : clientExtensionResults.credProps();
    return properties == null ? null : properties.rk();
  }

  @Override
  public String toString() {
    return "RegistrationResponse";
  }
}
