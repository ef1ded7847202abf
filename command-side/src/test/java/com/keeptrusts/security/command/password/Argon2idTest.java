package com.keeptrusts.security.command.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.keeptrusts.security.event.Deferred;
import com.keeptrusts.security.event.Reason;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("PWD-1")
class Argon2idTest {

  @Test
  void no_more_hashes_run_at_once_than_are_allowed_and_the_next_is_told_to_come_back() {
    Argon2id twoAtOnce = new Argon2id(2, 100, Duration.ZERO);
    twoAtOnce.inTurn(() -> twoAtOnce.inTurn(() -> assertBusy(twoAtOnce)));
    assertThat(hash(twoAtOnce)).hasSize(32);
  }

  @Test
  void who_waits_gets_a_turn_as_soon_as_one_is_free() throws Exception {
    Argon2id oneAtOnce = new Argon2id(1, 100, Duration.ofSeconds(30));
    ExecutorService other = Executors.newSingleThreadExecutor();
    CountDownLatch turnTaken = new CountDownLatch(1);
    CountDownLatch giveItBack = new CountDownLatch(1);
    try {
      Future<Boolean> first =
          other.submit(() -> oneAtOnce.inTurn(() -> signalAndAwait(turnTaken, giveItBack)));
      turnTaken.await();
      giveItBack.countDown();
      assertThat(hash(oneAtOnce)).hasSize(32);
      assertThat(first.get()).isTrue();
    } finally {
      other.shutdownNow();
    }
  }

  /** Within the time that it would have waited. */
  @Test
  @Timeout(60)
  void who_would_be_one_too_many_to_wait_is_told_to_come_back_at_once() throws Exception {
    Argon2id oneWaits = new Argon2id(1, 1, Duration.ofMinutes(10));
    Thread second = new Thread(() -> hash(oneWaits));
    oneWaits.inTurn(
        () -> {
          second.start();
          await().until(() -> oneWaits.waiting() == 1);
          return assertBusy(oneWaits);
        });
    second.join();
    assertThat(oneWaits.refused()).isEqualTo(1);
    assertThat(hash(oneWaits)).hasSize(32);
  }

  @Test
  void a_place_in_the_queue_is_free_again_however_a_turn_ended() {
    Argon2id nobodyWaits = new Argon2id(1, 0, Duration.ofSeconds(30));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(
              () ->
                  nobodyWaits.inTurn(
                      () -> {
                        throw new IllegalStateException("broken");
                      }))
          .hasMessage("broken");
      nobodyWaits.inTurn(() -> assertBusy(nobodyWaits));
    }
    assertThat(hash(nobodyWaits)).hasSize(32);
  }

  @Test
  void a_stopped_thread_is_told_to_come_back_and_stays_stopped() {
    Argon2id argon2id = new Argon2id(1, 100, Duration.ofSeconds(30));
    Thread.currentThread().interrupt();
    assertBusy(argon2id);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void its_metrics_tell_who_has_a_turn_who_waits_and_who_waited_in_vain() throws Exception {
    MeterRegistry meters = new SimpleMeterRegistry();
    Argon2id oneAtOnce = new Argon2id(1, 100, Duration.ofSeconds(30));
    new HashQueueMetrics(oneAtOnce).bindTo(meters);
    Gauge running = meters.get("keeptrusts.hashes.running").gauge();
    Gauge waiting = meters.get("keeptrusts.hashes.waiting").gauge();
    assertThat(running.value()).isZero();
    Thread second = new Thread(() -> hash(oneAtOnce));

    oneAtOnce.inTurn(
        () -> {
          second.start();
          await().until(() -> waiting.value() == 1);
          assertThat(running.value()).isEqualTo(1);
          return true;
        });
    second.join();
    assertThat(waiting.value()).isZero();

    Argon2id impatient = new Argon2id(1, 100, Duration.ZERO);
    MeterRegistry others = new SimpleMeterRegistry();
    new HashQueueMetrics(impatient).bindTo(others);
    impatient.inTurn(() -> assertBusy(impatient));
    assertThat(others.get("keeptrusts.hashes.refused").functionCounter().count()).isEqualTo(1);
  }

  @Test
  void every_salt_is_another() {
    Argon2id argon2id = new Argon2id(1, 100, Duration.ZERO);
    assertThat(argon2id.freshSalt()).hasSize(16).isNotEqualTo(argon2id.freshSalt());
  }

  private static boolean assertBusy(Argon2id argon2id) {
    assertThatThrownBy(() -> hash(argon2id))
        .isInstanceOfSatisfying(
            Deferred.class,
            busy -> {
              assertThat(busy.reason()).isEqualTo(Reason.BUSY);
              assertThat(busy.retryAfter()).isPositive();
            });
    return true;
  }

  private static boolean signalAndAwait(CountDownLatch signal, CountDownLatch awaited) {
    signal.countDown();
    try {
      awaited.await();
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static byte[] hash(Argon2id argon2id) {
    return argon2id.hash(new byte[] {1}, Argon2Settings.DEFAULT, new byte[16]);
  }
}
