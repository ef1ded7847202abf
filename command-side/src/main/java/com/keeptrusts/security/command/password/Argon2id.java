package com.keeptrusts.security.command.password;

import com.keeptrusts.security.event.Deferred;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106), a few at a time: one hash takes a core and its memory for some 30 ms, so
 * more at once than there are cores would only make all of them late. Who waits too long is told to
 * come back, and at once who would be one too many to wait: each holds a thread of the server,
 * which has to answer other requests too.
 */
public final class Argon2id {

  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final Duration COME_BACK = Duration.ofSeconds(2);

  private final SecureRandom random = new SecureRandom();
  private final int atOnce;
  private final Semaphore turns;
  private final Semaphore places;
  private final Duration longestWait;
  private final LongAdder refused = new LongAdder();

  /**
   * A queue that nobody is in.
   *
   * @param atOnce how many hashes run at the same time, the number of cores or fewer
   * @param mostWaiting how many more wait for a turn
   */
  public Argon2id(int atOnce, int mostWaiting, Duration longestWait) {
    if (atOnce < 1) {
      throw new IllegalArgumentException("At least one hash must be able to run");
    }
    this.atOnce = atOnce;
    this.turns = new Semaphore(atOnce, true);
    this.places = new Semaphore(atOnce + mostWaiting);
    this.longestWait = longestWait;
  }

  public byte[] freshSalt() {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return salt;
  }

  /**
   * The hash of {@code input}.
   *
   * @throws Deferred if no turn came in time, or too many wait for one
   */
  public byte[] hash(byte[] input, Argon2Settings settings, byte[] salt) {
    return inTurn(
        () -> {
          Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
          argon2.init(parameters(settings, salt));
          byte[] hash = new byte[HASH_BYTES];
          argon2.generateBytes(input, hash);
          return hash;
        });
  }

  /** Whether {@code input} has this hash, made again as it was made. */
  public boolean matches(byte[] input, Argon2Hash hash) {
    return hash.isHash(hash(input, hash.settings(), hash.salt()));
  }

  <T> T inTurn(Supplier<T> work) {
    if (!places.tryAcquire()) {
      throw turnedAway();
    }
    try {
      takeTurn();
      return andGiveItBack(work);
    } finally {
      places.release();
    }
  }

  private <T> T andGiveItBack(Supplier<T> work) {
    try {
      return work.get();
    } finally {
      turns.release();
    }
  }

  private void takeTurn() {
    try {
      if (!turns.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
        throw turnedAway();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw busy();
    }
  }

  /** How many hashes are being made at this moment. */
  int running() {
    return atOnce - turns.availablePermits();
  }

  /** About how many wait for their turn. */
  int waiting() {
    return turns.getQueueLength();
  }

  /** How many got no turn since the start, of all that asked for one. */
  long refused() {
    return refused.sum();
  }

  private Deferred turnedAway() {
    refused.increment();
    return busy();
  }

  private static Deferred busy() {
    return Deferred.busy("Too many sign-ins are being checked at this moment", COME_BACK);
  }

  private static Argon2Parameters parameters(Argon2Settings settings, byte[] salt) {
    return new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
        .withMemoryAsKB(settings.memoryKib())
        .withIterations(settings.iterations())
        .withParallelism(settings.parallelism())
        .withSalt(salt)
        .build();
  }
}
