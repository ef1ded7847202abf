package com.keeptrusts.security.command.attempt;

import com.keeptrusts.security.event.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * From where somebody guesses; what comes from one place is counted apart from all others (rule
 * SIGN-5). {@code value} is how the counter's row says it.
 */
public record GuessedFrom(String value) {

  /** Where anybody may be: without a device of the user, and without a session. */
  public static final GuessedFrom ANYWHERE = new GuessedFrom("-");

  /**
   * A live session of the user. All of them are one place: each of a hundred sessions would have
   * too many guesses in a row together.
   */
  public static final GuessedFrom SESSION = new GuessedFrom("session");

  /** One of the user's devices ({@link Devices#recognise}), if it is one. */
  public static GuessedFrom device(@Nullable Sha256 device) {
    return device == null ? ANYWHERE : new GuessedFrom(device.value());
  }

  /** Whether only somebody who was signed in as this user before can be there. */
  public boolean isOwn() {
    return !equals(ANYWHERE);
  }
}
