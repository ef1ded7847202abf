package com.keeptrusts.security.command.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.event.Deferred;
import com.keeptrusts.security.event.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubjectQueueTest {

  private static final int LONGEST = 32;

  private final SubjectQueue queue = new SubjectQueue();
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private ExecutorService threads;

  @BeforeEach
  void open() {
    threads = Executors.newCachedThreadPool();
  }

  @AfterEach
  void close() {
    release.countDown();
    threads.shutdownNow();
  }

  private Future<String> holder(String subject) {
    return threads.submit(
        () ->
            queue.take(
                subject,
                () -> {
                  entered.countDown();
                  awaitRelease();
                  return "held";
                }));
  }

  private void awaitRelease() {
    try {
      release.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void one_step_of_a_subject_runs_at_a_time() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Future<Integer>> all = new ArrayList<>();
    for (int i = 0; i < LONGEST; i++) {
      all.add(
          threads.submit(
              () ->
                  queue.take(
                      "anna",
                      () -> {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        return inside.decrementAndGet();
                      })));
    }
    for (Future<Integer> one : all) {
      assertThat(one.get()).isZero();
    }
    assertThat(most).hasValue(1);
  }

  @Test
  void another_subject_does_not_wait() throws Exception {
    Future<String> holder = holder("anna");
    entered.await();
    assertThat(queue.take("bob", () -> "done")).isEqualTo("done");
    release.countDown();
    assertThat(holder.get()).isEqualTo("held");
  }

  @Test
  void who_waits_too_long_or_comes_when_the_queue_is_full_is_told_to_come_back() throws Exception {
    Future<String> holder = holder("anna");
    entered.await();
    CountDownLatch refused = new CountDownLatch(1);
    List<Future<String>> waiting = new ArrayList<>();
    for (int i = 0; i < LONGEST; i++) {
      waiting.add(
          threads.submit(
              () -> {
                try {
                  return queue.take("anna", () -> "late");
                } catch (Deferred busy) {
                  refused.countDown();
                  throw busy;
                }
              }));
    }
    refused.await();
    assertThat(holder.isDone()).isFalse();
    for (Future<String> one : waiting) {
      assertThatThrownBy(one::get)
          .hasCauseInstanceOf(Deferred.class)
          .cause()
          .isInstanceOfSatisfying(
              Deferred.class,
              busy -> {
                assertThat(busy.reason()).isEqualTo(Reason.BUSY);
                assertThat(busy.retryAfter()).isPositive();
              });
    }
    release.countDown();
    assertThat(holder.get()).isEqualTo("held");
    assertThat(queue.take("anna", () -> "free again")).isEqualTo("free again");
  }

  @Test
  void a_step_that_fails_lets_the_next_one_in() {
    assertThatThrownBy(
            () ->
                queue.take(
                    "anna",
                    () -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");
    assertThat(queue.take("anna", () -> "done")).isEqualTo("done");
  }
}
