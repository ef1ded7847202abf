package com.keeptrusts.security.command.passkey;

import com.keeptrusts.security.command.lookup.RegisteredPasskey;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** A passkey that a browser may look for, or leave alone. */
@Schema(name = "PublicKeyCredentialDescriptorJSON")
public record CredentialDescriptor(String type, String id, List<String> transports) {

  static CredentialDescriptor of(RegisteredPasskey passkey) {
    return new CredentialDescriptor(
        Bytes.PUBLIC_KEY, passkey.credentialId().value(), passkey.transports());
  }
}
