package com.keeptrusts.security.command.passkey;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What {@code PublicKeyCredential.parseCreationOptionsFromJSON()} takes
 * (PublicKeyCredentialCreationOptionsJSON, Web Authentication Level 3 §5.1.9).
 */
@Schema(name = "PublicKeyCredentialCreationOptionsJSON")
public record CreationOptions(
    RelyingPartyEntity rp,
    UserEntity user,
    String challenge,
    List<Parameters> pubKeyCredParams,
    long timeout,
    List<CredentialDescriptor> excludeCredentials,
    AuthenticatorSelection authenticatorSelection,
    List<Hint> hints,
    String attestation,
    Extensions extensions) {

  /** The deployment. */
  @Schema(name = "PublicKeyCredentialRpEntity")
  public record RelyingPartyEntity(String id, String name) {}

  /** {@code id}: the user handle, in base64url. */
  @Schema(name = "PublicKeyCredentialUserEntityJSON")
  public record UserEntity(String id, String name, String displayName) {

    @Override
    public String toString() {
      return "UserEntity";
    }
  }

  /** {@code alg}: a COSE algorithm identifier. */
  @Schema(name = "PublicKeyCredentialParameters")
  public record Parameters(String type, long alg) {}

  /** What is preferred; what it came to, the ceremony looks at. */
  @Schema(name = "AuthenticatorSelectionCriteria")
  public record AuthenticatorSelection(
      String residentKey, boolean requireResidentKey, String userVerification) {

    static final AuthenticatorSelection PREFERRED =
        new AuthenticatorSelection("preferred", false, "preferred");
  }

  /** {@code credProps}: the browser is to say whether the passkey is discoverable. */
  @Schema(name = "AuthenticationExtensionsClientInputsJSON")
  public record Extensions(boolean credProps) {}
}
