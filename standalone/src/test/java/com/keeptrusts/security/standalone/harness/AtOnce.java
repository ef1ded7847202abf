package com.keeptrusts.security.standalone.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Many requests that begin together. */
public final class AtOnce {

  private static final long ANSWERED_AT_MOST_SECONDS = 120;

  private AtOnce() {}

  /** Runs {@code request} for 0 to {@code count} - 1 on as many threads, released together. */
  public static List<Api.Answer> run(int count, IntFunction<Api.Answer> request) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    CountDownLatch go = new CountDownLatch(1);
    List<Future<Api.Answer>> running = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      Callable<Api.Answer> one =
          () -> {
            go.await();
            return request.apply(number);
          };
      running.add(threads.submit(one));
    }
    go.countDown();
    List<Api.Answer> answers = new ArrayList<>();
    for (Future<Api.Answer> one : running) {
      answers.add(one.get(ANSWERED_AT_MOST_SECONDS, TimeUnit.SECONDS));
    }
    threads.shutdown();
    return answers;
  }

  /** That one got what it asked for and all others were refused, while two at least overlapped. */
  public static void assertOneSuccess(List<Api.Answer> answers) {
    assertThat(answers).allMatch(answer -> answer.status() < 500 || answer.status() == 503);
    assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
    List<Api.Answer> verified = answers.stream().filter(answer -> answer.status() != 429).toList();
    assertThat(verified)
        .as("at least two were verified while the other was")
        .anyMatch(
            one -> verified.stream().anyMatch(other -> !other.equals(one) && one.overlaps(other)));
  }
}
