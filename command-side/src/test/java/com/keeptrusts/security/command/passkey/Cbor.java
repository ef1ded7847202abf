package com.keeptrusts.security.command.passkey;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** As much of CBOR (RFC 8949) as an authenticator writes; maps in the order they are given. */
final class Cbor {

  private static final int UNSIGNED = 0;
  private static final int NEGATIVE = 1;
  private static final int BYTES = 2;
  private static final int TEXT = 3;
  private static final int MAP = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  static byte[] of(Object value) {
    Cbor cbor = new Cbor();
    cbor.write(value);
    return cbor.out.toByteArray();
  }

  private void write(Object value) {
    if (value instanceof Map<?, ?> map) {
      head(MAP, map.size());
      map.forEach(
          (key, inner) -> {
            write(key);
            write(inner);
          });
    } else if (value instanceof byte[] bytes) {
      head(BYTES, bytes.length);
      out.writeBytes(bytes);
    } else if (value instanceof Number number) {
      long n = number.longValue();
      head(n < 0 ? NEGATIVE : UNSIGNED, n < 0 ? -1 - n : n);
    } else {
      byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
      head(TEXT, text.length);
      out.writeBytes(text);
    }
  }

  private void head(int major, long argument) {
    int type = major << 5;
    if (argument < 24) {
      out.write(type | (int) argument);
    } else if (argument < 256) {
      out.write(type | 24);
      out.write((int) argument);
    } else if (argument < 65_536) {
      out.write(type | 25);
      out.writeBytes(ByteBuffer.allocate(2).putShort((short) argument).array());
    } else {
      out.write(type | 26);
      out.writeBytes(ByteBuffer.allocate(4).putInt((int) argument).array());
    }
  }
}
