package com.keeptrusts.security.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/** How many operations were done in how long, and how long each of them took. */
record Load(long count, double seconds, Histogram nanos) {

  /** One thing that a client does again and again. */
  interface Operation {
    void run() throws Exception;
  }

  double perSecond() {
    return count / seconds;
  }

  double millis(double percentile) {
    return nanos.getValueAtPercentile(percentile) / 1e6;
  }

  /** So many clients, each asking again once it has its answer. */
  static Load closed(int clients, Duration time, IntFunction<Operation> client) throws Exception {
    CountDownLatch all = new CountDownLatch(clients);
    return run(
        clients,
        index -> {
          Operation operation = client.apply(index);
          Histogram nanos = histogram();
          all.countDown();
          all.await();
          long start = System.nanoTime();
          long now = start;
          while (now - start < time.toNanos()) {
            operation.run();
            long ended = System.nanoTime();
            nanos.recordValue(ended - now);
            now = ended;
          }
          return new Load(nanos.getTotalCount(), (now - start) / 1e9, nanos);
        });
  }

  /**
   * So many operations a second, whether earlier ones are answered or not: each is counted from the
   * instant it was due at, so that a pause of the server is felt by all who came meanwhile.
   */
  static Load paced(
      int clients,
      double perSecond,
      Duration time,
      AtomicBoolean stopped,
      IntFunction<Operation> client)
      throws Exception {
    long start = System.nanoTime();
    long between = (long) (1e9 * clients / perSecond);
    return run(
        clients,
        index -> {
          Operation operation = client.apply(index);
          Histogram nanos = histogram();
          long due = start + index * between / clients;
          while (due - start < time.toNanos() && !stopped.get()) {
            while (System.nanoTime() < due) {
              LockSupport.parkNanos(due - System.nanoTime());
            }
            operation.run();
            nanos.recordValue(System.nanoTime() - due);
            due += between;
          }
          return new Load(nanos.getTotalCount(), (System.nanoTime() - start) / 1e9, nanos);
        });
  }

  private interface Client {
    Load run(int index) throws Exception;
  }

  private static Load run(int clients, Client client) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<Callable<Load>> work = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        int index = i;
        work.add(() -> client.run(index));
      }
      Histogram nanos = histogram();
      double longest = 0;
      for (Future<Load> one : threads.invokeAll(work)) {
        nanos.add(one.get().nanos());
        longest = Math.max(longest, one.get().seconds());
      }
      return new Load(nanos.getTotalCount(), longest, nanos);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Histogram histogram() {
    return new Histogram(Duration.ofMinutes(2).toNanos(), 3);
  }

  /** Work that goes on beside what is measured, until it is closed. */
  static final class Background implements AutoCloseable {

    private final AtomicBoolean stopped = new AtomicBoolean();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<Load> load;

    Background(int clients, double perSecond, IntFunction<Operation> client) {
      load = thread.submit(() -> paced(clients, perSecond, Duration.ofHours(1), stopped, client));
    }

    /** Ends it; fails if any of it failed. */
    Load stop() throws Exception {
      stopped.set(true);
      return load.get();
    }

    @Override
    public void close() {
      stopped.set(true);
      thread.shutdownNow();
    }
  }
}
