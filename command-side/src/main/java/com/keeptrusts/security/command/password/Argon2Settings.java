package com.keeptrusts.security.command.password;

/**
 * How much work one hash is (RFC 9106). Never less than 19 MiB in two passes, and never so much
 * that a handful of sign-ins take the machine.
 */
public record Argon2Settings(int memoryKib, int iterations, int parallelism) {

  public static final Argon2Settings DEFAULT = new Argon2Settings(19_456, 2, 1);

  static final int LEAST_MEMORY_KIB = 19_456;
  static final int MOST_MEMORY_KIB = 1_048_576;
  static final int LEAST_ITERATIONS = 2;
  static final int MOST_ITERATIONS = 20;
  static final int MOST_PARALLELISM = 16;

  public Argon2Settings {
    requireWithin("memory in KiB", memoryKib, LEAST_MEMORY_KIB, MOST_MEMORY_KIB);
    requireWithin("iterations", iterations, LEAST_ITERATIONS, MOST_ITERATIONS);
    requireWithin("parallelism", parallelism, 1, MOST_PARALLELISM);
  }

  /**
   * Whether a hash in these settings is at least as hard to guess at: as much memory, as many
   * passes. Parallelism only divides the same work.
   */
  boolean isNoWeakerThan(Argon2Settings other) {
    return memoryKib >= other.memoryKib && iterations >= other.iterations;
  }

  /** With more of what the other has more of; parallelism as here. */
  Argon2Settings orStronger(Argon2Settings other) {
    return new Argon2Settings(
        Math.max(memoryKib, other.memoryKib), Math.max(iterations, other.iterations), parallelism);
  }

  private static void requireWithin(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "Argon2id's %s is to be between %d and %d, not %d".formatted(what, least, most, value));
    }
  }
}
