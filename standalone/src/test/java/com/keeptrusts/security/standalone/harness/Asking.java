package com.keeptrusts.security.standalone.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A session in use: each of some nodes is asked about it every two milliseconds. */
public final class Asking implements AutoCloseable {

  private static final long EVERY_MILLIS = 2;
  private static final int SOME = 5;
  private static final Duration LOOK_EVERY = Duration.ofMillis(5);
  private static final Duration SOME_AT_MOST = Duration.ofMinutes(1);

  private final int nodes;
  private final Queue<Api.Answer> answers = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService threads;
  private final List<Future<?>> asked = new ArrayList<>();

  private Asking(List<Api> apis, String session, @Nullable String org) {
    this.nodes = apis.size();
    this.threads = Executors.newScheduledThreadPool(Math.max(1, nodes));
    for (Api api : apis) {
      asked.add(
          threads.scheduleWithFixedDelay(
              () -> answers.add(api.decide(session, org)), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS));
    }
  }

  /** Goes on until it is closed; {@code org}: null for the own account. */
  public static Asking start(List<Api> apis, String session, @Nullable String org) {
    return new Asking(apis, session, org);
  }

  /** Returns after a few more answers. */
  public void awaitSome() {
    int enough = answers.size() + SOME * nodes;
    Awaitility.await("answers")
        .pollInterval(LOOK_EVERY)
        .atMost(SOME_AT_MOST)
        .until(() -> answers.size() >= enough);
    assertThat(asked).noneMatch(Future::isDone);
  }

  /** The answers to what was asked after this instant of {@link System#nanoTime}. */
  public List<Api.Answer> startedAfter(long nanos) {
    List<Api.Answer> after = new ArrayList<>(answers);
    after.removeIf(answer -> answer.startedNanos() <= nanos);
    return after;
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
