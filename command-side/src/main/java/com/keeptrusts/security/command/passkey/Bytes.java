package com.keeptrusts.security.command.passkey;

import java.util.Base64;

/** Bytes as browsers write them in JSON: base64url without padding. */
final class Bytes {

  /** The one type of credential that there is. */
  static final String PUBLIC_KEY = "public-key";

  private Bytes() {}

  static byte[] of(String text) {
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException notBase64Url) {
      throw new RefusedPasskey(Fault.MALFORMED, notBase64Url);
    }
  }

  static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Refuses what is no public-key credential with one id; returns that id. */
  static byte[] credentialId(String id, String rawId, String type) {
    if (!type.equals(PUBLIC_KEY) || !id.equals(rawId)) {
      throw new RefusedPasskey(Fault.MALFORMED);
    }
    return of(rawId);
  }
}
