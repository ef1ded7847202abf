package com.keeptrusts.security.log;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A setting with which nothing can start. The sentence is all that there is to say: which setting,
 * what it may be, and what it is. The value is never a secret.
 */
public final class WrongSetting extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /**
   * @param setting its name, as the operator sets it
   * @param allowed what it may be, "between 1s and 30s"
   * @param value what it is
   */
  public WrongSetting(String setting, String allowed, @Nullable Object value) {
    super(setting + ": " + allowed + ", but it is " + shown(value));
  }

  public WrongSetting(String setting, String allowed, @Nullable Object value, Throwable cause) {
    this(setting, allowed, value);
    initCause(cause);
  }

  public static void requireWithin(
      String setting, @Nullable Duration value, Duration least, Duration most) {
    if (value == null || value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new WrongSetting(setting, "between " + shown(least) + " and " + shown(most), value);
    }
  }

  public static void requireWithin(String setting, int value, int least, int most) {
    if (value < least || value > most) {
      throw new WrongSetting(setting, "between " + least + " and " + most, value);
    }
  }

  private static String shown(@Nullable Object value) {
    if (value instanceof Duration duration) {
      return shown(duration);
    }
    return value == null || value.toString().isBlank() ? "empty" : value.toString();
  }

  /** As operators write it, in the largest unit that fits. */
  private static String shown(Duration duration) {
    if (duration.isZero() || duration.toNanosPart() != 0) {
      return duration.isZero() ? "0s" : duration.toMillis() + "ms";
    }
    long seconds = duration.toSeconds();
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
