package com.keeptrusts.security.command.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.keeptrusts.security.event.Deferred;
import com.keeptrusts.security.event.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubjectQueueTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int MANY = 40;

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void steps_of_one_subject_run_one_after_the_other() throws Exception {
    SubjectQueue queue = new SubjectQueue(MANY, LONG);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Future<Integer>> all = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      all.add(
          threads.submit(
              () ->
                  queue.take(
                      "user",
                      () -> {
                        int now = inside.incrementAndGet();
                        most.accumulateAndGet(now, Math::max);
                        Thread.yield();
                        return inside.decrementAndGet();
                      })));
    }
    for (Future<Integer> one : all) {
      assertThat(one.get()).isZero();
    }
    assertThat(most.get()).isEqualTo(1);
  }

  @Test
  void nobody_waits_for_another_subject() throws Exception {
    SubjectQueue queue = new SubjectQueue(MANY, LONG);
    CountDownLatch bothInside = new CountDownLatch(2);
    Future<Boolean> one = threads.submit(() -> queue.take("one", () -> meet(bothInside)));
    Future<Boolean> other = threads.submit(() -> queue.take("other", () -> meet(bothInside)));
    assertThat(one.get()).isTrue();
    assertThat(other.get()).isTrue();
  }

  @Test
  void a_queue_that_is_long_enough_takes_nobody_else() throws Exception {
    SubjectQueue queue = new SubjectQueue(1, LONG);
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Future<Boolean> inside = occupy(queue, entered, leave);
    assertThat(awaited(entered)).isTrue();
    requireBusy(queue);
    leave.countDown();
    assertThat(inside.get()).isTrue();
    assertThat(queue.<String>take("user", () -> "free again")).isEqualTo("free again");
  }

  @Test
  void nobody_waits_longer_than_the_patience() throws Exception {
    SubjectQueue queue = new SubjectQueue(MANY, Duration.ofMillis(50));
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Future<Boolean> inside = occupy(queue, entered, leave);
    assertThat(awaited(entered)).isTrue();
    requireBusy(queue);
    leave.countDown();
    assertThat(inside.get()).isTrue();
  }

  @Test
  void a_step_that_fails_lets_the_next_one_in() {
    SubjectQueue queue = new SubjectQueue(1, LONG);
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                queue.take(
                    "user",
                    () -> {
                      throw new IllegalStateException("broken");
                    }));
    assertThat(queue.<String>take("user", () -> "next")).isEqualTo("next");
  }

  private Future<Boolean> occupy(
      SubjectQueue queue, CountDownLatch entered, CountDownLatch leave) {
    return threads.submit(
        () ->
            queue.take(
                "user",
                () -> {
                  entered.countDown();
                  return awaited(leave);
                }));
  }

  private static void requireBusy(SubjectQueue queue) {
    assertThatExceptionOfType(Deferred.class)
        .isThrownBy(() -> queue.take("user", () -> "never"))
        .satisfies(
            deferred -> {
              assertThat(deferred.reason()).isEqualTo(Reason.BUSY);
              assertThat(deferred.retryAfter()).isPositive();
            });
  }

  private static boolean meet(CountDownLatch latch) {
    latch.countDown();
    return awaited(latch);
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(LONG.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
