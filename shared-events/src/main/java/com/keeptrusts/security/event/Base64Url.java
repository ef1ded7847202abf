package com.keeptrusts.security.event;

import java.util.Base64;

/** Bytes as text without padding (RFC 4648 §5); the same bytes are the same text. */
final class Base64Url {

  private Base64Url() {}

  static byte[] decode(String text) {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text)) {
      throw new IllegalArgumentException("Not base64url without padding");
    }
    return bytes;
  }
}
