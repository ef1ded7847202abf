package com.keeptrusts.security.command.passkey;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What {@code PublicKeyCredential.toJSON()} says of a passkey that was used (
 * AuthenticationResponseJSON, Web Authentication Level 3 §5.1.8). Browsers may say more than is
 * read here.
 */
@Schema(name = "AuthenticationResponseJSON")
@JsonIgnoreProperties(ignoreUnknown = true)
public record AuthenticationResponse(String id, String rawId, String type, Response response) {

  /** {@code AuthenticatorAssertionResponseJSON}, bytes in base64url. */
  @Schema(name = "AuthenticatorAssertionResponseJSON")
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Response(
      String clientDataJSON,
      String authenticatorData,
      String signature,
      @Nullable String userHandle) {

    @Override
    public String toString() {
      return "Response";
    }
  }

  @Override
  public String toString() {
    return "AuthenticationResponse";
  }
}
