package com.keeptrusts.security.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SharedStatementTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger truth = new AtomicInteger();
  private final ConcurrentLinkedQueue<List<Integer>> statements = new ConcurrentLinkedQueue<>();
  private final Semaphore started = new Semaphore(0);
  private final Semaphore mayEnd = new Semaphore(0);

  /** Reads the truth when it starts and answers when it may end, as a slow database does. */
  private final SharedStatement<Integer, String> slow =
      new SharedStatement<>(
          1,
          LONG,
          questions -> {
            int seen = truth.get();
            statements.add(questions);
            started.release();
            mayEnd.acquire();
            return questions.stream().map(question -> question + ":" + seen).toList();
          });

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  @Tag("SES-4")
  void a_question_that_arrives_while_a_statement_runs_is_answered_by_a_later_one()
      throws Exception {
    Future<String> early = threads.submit(() -> slow.ask(1));
    started.acquire();
    truth.set(1);
    Future<String> late = askInTheQueue(2);

    mayEnd.release();
    assertThat(early.get()).isEqualTo("1:0");
    assertThat(started.tryAcquire(10, TimeUnit.SECONDS)).as("a later statement").isTrue();
    assertThat(late.isDone()).isFalse();
    mayEnd.release();

    assertThat(late.get()).isEqualTo("2:1");
  }

  @Test
  void questions_that_wait_at_the_same_moment_share_one_statement_and_get_their_own_answers()
      throws Exception {
    Future<String> first = threads.submit(() -> slow.ask(0));
    started.acquire();
    List<Future<String>> waiting = new ArrayList<>();
    for (int question = 1; question <= 20; question++) {
      waiting.add(askInTheQueue(question));
    }
    mayEnd.release(2);

    assertThat(first.get()).isEqualTo("0:0");
    for (int question = 1; question <= 20; question++) {
      assertThat(waiting.get(question - 1).get()).isEqualTo(question + ":0");
    }
    assertThat(statements).hasSize(2);
  }

  @Test
  @Tag("DEC-2")
  void a_statement_that_fails_fails_for_those_it_was_run_for_and_for_nobody_after_them()
      throws Exception {
    SharedStatement<Boolean, String> fragile =
        new SharedStatement<>(
            1,
            LONG,
            questions -> {
              if (questions.contains(true)) {
                throw new IllegalStateException("broken");
              }
              return questions.stream().map(question -> "fine").toList();
            });

    assertThatThrownBy(() -> fragile.ask(true)).hasMessageContaining("broken");
    assertThat(fragile.ask(false)).isEqualTo("fine");
  }

  @Test
  @Tag("DEC-2")
  void answers_that_do_not_match_the_questions_in_number_answer_nobody() {
    SharedStatement<Integer, String> wrong =
        new SharedStatement<>(1, LONG, questions -> List.of("a", "b"));

    assertThatThrownBy(() -> wrong.ask(1)).hasMessageContaining("2 answers to 1 questions");
  }

  @Test
  void who_has_waited_too_long_goes_and_leaves_the_turn_to_the_next() throws Exception {
    SharedStatement<Integer, String> impatient =
        new SharedStatement<>(
            1,
            Duration.ofMillis(200),
            questions -> {
              if (questions.contains(0)) {
                started.release();
                mayEnd.acquire();
              }
              return questions.stream().map(String::valueOf).toList();
            });
    Future<String> slowOne = threads.submit(() -> impatient.ask(0));
    started.acquire();

    assertThatThrownBy(() -> impatient.ask(1)).isInstanceOf(TimeoutException.class);
    mayEnd.release();
    assertThat(slowOne.get()).isEqualTo("0");
    assertThat(impatient.ask(2)).isEqualTo("2");
  }

  @Test
  void thousands_of_questions_from_many_threads_each_get_their_own_answer_and_none_is_forgotten()
      throws Exception {
    SharedStatement<Integer, Integer> quick =
        new SharedStatement<>(2, LONG, questions -> questions.stream().map(n -> -n).toList());
    CountDownLatch together = new CountDownLatch(16);
    List<Callable<Boolean>> callers = new ArrayList<>();
    for (int caller = 0; caller < 16; caller++) {
      int offset = caller * 10_000;
      callers.add(
          () -> {
            together.countDown();
            together.await();
            for (int n = offset; n < offset + 2_000; n++) {
              assertThat(quick.ask(n)).isEqualTo(-n);
            }
            return true;
          });
    }

    for (Future<Boolean> done : threads.invokeAll(callers)) {
      assertThat(done.get()).isTrue();
    }
  }

  /** Returns once the question waits for its turn. */
  private Future<String> askInTheQueue(int question) {
    FutureTask<String> asking = new FutureTask<>(() -> slow.ask(question));
    Thread thread = new Thread(asking, "asks-" + question);
    thread.setDaemon(true);
    thread.start();
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    return asking;
  }
}
