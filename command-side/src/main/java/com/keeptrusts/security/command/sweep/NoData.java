package com.keeptrusts.security.command.sweep;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import org.jspecify.annotations.Nullable;

/** Sweeps need no data, so that nothing of Java's own form is ever stored or read. */
final class NoData implements Serializer {

  @Override
  public byte @Nullable [] serialize(@Nullable Object data) {
    if (data != null) {
      throw new IllegalArgumentException("A sweep has no data");
    }
    return null;
  }

  @Override
  public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] stored) {
    if (stored != null) {
      throw new IllegalArgumentException("A sweep has no data");
    }
    return null;
  }
}
