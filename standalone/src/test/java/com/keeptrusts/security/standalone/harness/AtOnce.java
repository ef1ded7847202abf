package com.keeptrusts.security.standalone.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Many requests under way together, each on a thread of its own. */
public final class AtOnce implements AutoCloseable {

  private static final long ANSWERED_AT_MOST_SECONDS = 120;

  private final IntFunction<Api.Answer> request;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Future<Api.Answer>> underWay = new ArrayList<>();

  /** {@code request}: sends the one of this number, counted from 0. */
  public AtOnce(IntFunction<Api.Answer> request) {
    this.request = request;
  }

  /** Sends this many more and does not wait for their answers. */
  public void send(int more) {
    for (int i = 0; i < more; i++) {
      int number = underWay.size();
      underWay.add(threads.submit(() -> request.apply(number)));
    }
  }

  /** Whether all that were sent are answered. */
  public boolean isOver() {
    return underWay.stream().allMatch(Future::isDone);
  }

  /** What all were answered, in the order of their numbers. */
  public List<Api.Answer> answers() throws Exception {
    List<Api.Answer> answers = new ArrayList<>();
    for (Future<Api.Answer> one : underWay) {
      answers.add(one.get(ANSWERED_AT_MOST_SECONDS, TimeUnit.SECONDS));
    }
    return answers;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
