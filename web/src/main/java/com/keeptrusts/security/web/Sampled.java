package com.keeptrusts.security.web;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Something that costs a look into the database and is shown by gauges. However often it is read,
 * it is asked for one at a time and not again within a second; who reads waits no longer than a
 * second. What is not known by then, since the database does not answer, is not a number.
 */
public final class Sampled<T> {

  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Supplier<T> question;
  private final Executor asker;

  private @Nullable CompletableFuture<T> last;
  private long askedNanos;

  /** {@code question}: one cheap look; it may fail. */
  public Sampled(String name, Supplier<T> question) {
    this(question, ownThread(name));
  }

  Sampled(Supplier<T> question, Executor asker) {
    this.question = question;
    this.asker = asker;
  }

  /** There only while somebody asks. */
  private static Executor ownThread(String name) {
    ThreadPoolExecutor one =
        new ThreadPoolExecutor(
            1,
            1,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "sample-" + name);
              thread.setDaemon(true);
              return thread;
            });
    one.allowCoreThreadTimeOut(true);
    return one;
  }

  /** A number of the sample. */
  public double number(ToDoubleFunction<T> part) {
    try {
      return part.applyAsDouble(sample().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Double.NaN;
    } catch (ExecutionException | TimeoutException unknown) {
      return Double.NaN;
    }
  }

  private synchronized CompletableFuture<T> sample() {
    CompletableFuture<T> sample = last;
    if (sample == null || (sample.isDone() && System.nanoTime() - askedNanos > FRESH.toNanos())) {
      sample = CompletableFuture.supplyAsync(question, asker);
      last = sample;
      askedNanos = System.nanoTime();
    }
    return sample;
  }
}
