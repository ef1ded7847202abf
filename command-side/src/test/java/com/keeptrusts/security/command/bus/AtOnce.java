package com.keeptrusts.security.command.bus;

import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Steps that begin in the same moment, and what became of them. */
final class AtOnce implements AutoCloseable {

  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** How many got what they asked for, and why the others did not. */
  record Outcome(int done, Map<Reason, Integer> refused) {}

  /** In a thread of its own; empty if it was done, else why it was refused. */
  Future<Optional<Reason>> begin(Runnable step) {
    return threads.submit(() -> reason(step));
  }

  Outcome run(List<Runnable> steps) throws Exception {
    CyclicBarrier together = new CyclicBarrier(steps.size());
    List<Future<Optional<Reason>>> all = new ArrayList<>();
    for (Runnable step : steps) {
      all.add(
          threads.submit(
              () -> {
                together.await();
                return reason(step);
              }));
    }
    Map<Reason, Integer> refused = new EnumMap<>(Reason.class);
    int done = 0;
    for (Future<Optional<Reason>> one : all) {
      Optional<Reason> reason = one.get();
      reason.ifPresent(why -> refused.merge(why, 1, Integer::sum));
      done += reason.isEmpty() ? 1 : 0;
    }
    return new Outcome(done, Collections.unmodifiableMap(refused));
  }

  private static Optional<Reason> reason(Runnable step) {
    try {
      step.run();
      return Optional.empty();
    } catch (Rejected refused) {
      return Optional.of(refused.reason());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
