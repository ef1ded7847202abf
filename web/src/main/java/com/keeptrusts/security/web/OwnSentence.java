package com.keeptrusts.security.web;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sentence with which a checked value type of ours refused. Such a sentence never repeats the
 * value. One from anywhere else might (a date that cannot be read, an enum that has no such
 * constant).
 */
final class OwnSentence {

  private static final String OURS = "com.keeptrusts.security.";

  private OwnSentence() {}

  static Optional<String> within(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException && wasThrownByUs(cause)) {
        return Optional.ofNullable(cause.getMessage());
      }
    }
    return Optional.empty();
  }

  private static boolean wasThrownByUs(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return trace.length > 0 && trace[0].getClassName().startsWith(OURS);
  }

  /** The first cause of this kind, itself included. */
  static <T extends Throwable> @Nullable T causeOf(Throwable failure, Class<T> kind) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return kind.cast(cause);
      }
    }
    return null;
  }
}
