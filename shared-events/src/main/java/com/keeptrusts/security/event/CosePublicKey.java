package com.keeptrusts.security.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The public key of a passkey as a COSE_Key (RFC 9052 §7), in base64url. It is no secret. */
public record CosePublicKey(String value) {

  public CosePublicKey {
    if (Base64Url.decode(value).length == 0) {
      throw new IllegalArgumentException("A key has bytes");
    }
  }

  @JsonCreator
  public static CosePublicKey of(String value) {
    return new CosePublicKey(value);
  }

  public byte[] bytes() {
    return Base64Url.decode(value);
  }

  @JsonValue
  @Override
  public String toString() {
    return value;
  }
}
