package com.keeptrusts.security.command.vault;

import java.util.Arrays;
import java.util.function.Function;

/**
 * Bytes that nobody sees by accident: they are not printed, not compared, not serialised, and
 * opened only for a named reader, who gets a copy that is wiped when it is done. {@link #close()}
 * wipes the bytes themselves.
 */
public final class Secret implements AutoCloseable {

  private final byte[] bytes;
  private boolean wiped;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Keeps a copy, and wipes what it was given. */
  public static Secret taking(byte[] source) {
    byte[] copy = source.clone();
    Arrays.fill(source, (byte) 0);
    return new Secret(copy);
  }

  /** What {@code use} makes of the bytes. It must not keep the array: it is wiped right after. */
  public <T> T open(SecretReader reader, Function<byte[], T> use) {
    byte[] copy = copyFor(reader);
    try {
      return use.apply(copy);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  private synchronized byte[] copyFor(SecretReader reader) {
    if (wiped) {
      throw new IllegalStateException("The secret was wiped before " + reader + " opened it");
    }
    return bytes.clone();
  }

  @Override
  public synchronized void close() {
    wiped = true;
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public String toString() {
    return "Secret";
  }
}
