package com.keeptrusts.security.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SampledTest {

  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void two_gauges_that_are_read_at_once_ask_once() {
    Sampled<Integer> sampled = new Sampled<>(asked::incrementAndGet, Runnable::run);

    assertThat(sampled.number(Integer::doubleValue)).isEqualTo(1);
    assertThat(sampled.number(number -> 10 * number)).isEqualTo(10);
    assertThat(asked).hasValue(1);
  }

  @Test
  void what_cannot_be_found_out_is_not_a_number() {
    Sampled<Integer> sampled =
        new Sampled<>(
            () -> {
              throw new IllegalStateException("no database");
            },
            Runnable::run);

    assertThat(sampled.number(Integer::doubleValue)).isNaN();
  }

  @Test
  void who_reads_does_not_wait_for_long_and_nobody_asks_beside_a_question_that_is_open()
      throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    Sampled<Integer> sampled =
        new Sampled<>(
            "test",
            () -> {
              asked.incrementAndGet();
              try {
                answer.await();
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
              return 7;
            });

    long before = System.nanoTime();
    assertThat(sampled.number(Integer::doubleValue)).isNaN();
    assertThat(sampled.number(Integer::doubleValue)).isNaN();
    assertThat(System.nanoTime() - before).isLessThan(10_000_000_000L);
    assertThat(asked).hasValue(1);

    answer.countDown();
    assertThat(sampled.number(Integer::doubleValue)).isEqualTo(7);
  }

  @Test
  void a_question_that_was_not_begun_is_not_put_a_second_time() {
    Queue<Runnable> waiting = new ArrayDeque<>();
    Sampled<Integer> sampled = new Sampled<>(asked::incrementAndGet, waiting::add);

    assertThat(sampled.number(Integer::doubleValue)).isNaN();
    assertThat(sampled.number(Integer::doubleValue)).isNaN();
    assertThat(waiting).hasSize(1);
  }
}
