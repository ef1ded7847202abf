package com.keeptrusts.security.event;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The catalogue of what can have happened, read from the sealed lists themselves. */
public final class SecurityEvents {

  /** Every event record there is. */
  public static final List<Class<? extends SecurityEvent>> ALL =
      records(SecurityEvent.class).toList();

  private SecurityEvents() {}

  private static Stream<Class<? extends SecurityEvent>> records(
      Class<? extends SecurityEvent> type) {
    if (type.isRecord()) {
      return Stream.of(type);
    }
    return Arrays.stream(type.getPermittedSubclasses())
        .flatMap(permitted -> records(permitted.asSubclass(SecurityEvent.class)));
  }
}
