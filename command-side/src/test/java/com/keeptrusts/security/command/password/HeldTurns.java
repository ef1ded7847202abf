package com.keeptrusts.security.command.password;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** All turns of a node's hashes, taken by nobody who gives them back before this is closed. */
public final class HeldTurns implements AutoCloseable {

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
