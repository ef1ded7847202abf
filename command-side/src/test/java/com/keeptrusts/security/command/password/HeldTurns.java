package com.keeptrusts.security.command.password;

import com.keeptrusts.security.event.Deferred;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;

/** All turns of a node's hashes, taken by somebody who gives none back before this is closed. */
public final class HeldTurns implements AutoCloseable {

  private static final int MORE_THAN_ANY_QUEUE = 200;

  private final int turns;
  private final CountDownLatch giveBack = new CountDownLatch(1);
  private final ExecutorService holders = Executors.newCachedThreadPool();

  private HeldTurns(int turns) {
    this.turns = turns;
  }

  public static HeldTurns of(Argon2id argon2id, int turns) {
    HeldTurns held = new HeldTurns(turns);
    CountDownLatch taken = new CountDownLatch(turns);
    for (int i = 0; i < turns; i++) {
      held.holders.execute(() -> argon2id.inTurn(() -> held.hold(taken)));
    }
    await(taken);
    return held;
  }

  /** And so many wait for one that there is no place for anybody else. */
  public static HeldTurns withAFullQueue(Argon2id argon2id, int turns) {
    HeldTurns held = of(argon2id, turns);
    long refused = argon2id.refused();
    for (int i = 0; i < MORE_THAN_ANY_QUEUE; i++) {
      held.holders.execute(() -> waitInLine(argon2id));
    }
    Awaitility.await().until(() -> argon2id.refused() > refused);
    return held;
  }

  private static void waitInLine(Argon2id argon2id) {
    try {
      argon2id.inTurn(() -> true);
    } catch (Deferred full) {
      // As is meant.
    }
  }

  public int turns() {
    return turns;
  }

  private int hold(CountDownLatch taken) {
    taken.countDown();
    await(giveBack);
    return turns;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  @Override
  public void close() {
    giveBack.countDown();
    holders.shutdown();
  }
}
