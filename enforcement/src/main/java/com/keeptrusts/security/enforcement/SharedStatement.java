package com.keeptrusts.security.enforcement;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets questions that wait at the same moment share one statement, so that its cost for each
 * vanishes under load. A statement is started only after every question that it answers has
 * arrived: one that arrives while it runs waits for the next. At most so many run at once. There is
 * no thread of its own; one of those who wait runs it for the others.
 */
final class SharedStatement<Q, A> {

  /** Answers each of the questions, in their order. */
  interface Statement<Q, A> {
    List<A> answer(List<Q> questions) throws Exception;
  }

  private static final int LARGEST = 200;

  private final Statement<Q, A> statement;
  private final Duration patience;
  private final int most;

  /** Guards the two below. While fewer than the most are running, nobody waits. */
  private final Object gate = new Object();

  private final ArrayDeque<Waiting<Q, A>> queue = new ArrayDeque<>();
  private int running;

  /**
   * @param most statements that run at once
   * @param patience how long a question waits at most for its turn and for its answer
   */
  SharedStatement(int most, Duration patience, Statement<Q, A> statement) {
    this.most = most;
    this.patience = patience;
    this.statement = statement;
  }

  /** Gets either its answer, or its turn to run the statement for itself and for others. */
  private static final class Waiting<Q, A> {
    private final Q question;
    private final CompletableFuture<Boolean> turn = new CompletableFuture<>();
    private final CompletableFuture<A> answer = new CompletableFuture<>();

    Waiting(Q question) {
      this.question = question;
    }
  }

  /** The answer of a statement that started after this call. */
  A ask(Q question) throws InterruptedException, ExecutionException, TimeoutException {
    Waiting<Q, A> mine = new Waiting<>(question);
    synchronized (gate) {
      if (running < most) {
        running++;
        mine.turn.complete(true);
      } else {
        queue.add(mine);
      }
    }
    awaitTurnOrAnswer(mine);
    if (mine.turn.isDone()) {
      run(batchWith(mine));
    }
    return mine.answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void awaitTurnOrAnswer(Waiting<Q, A> mine)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      CompletableFuture.anyOf(mine.turn, mine.answer).get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException | TimeoutException gone) {
      leave(mine);
      throw gone;
    }
  }

  /** A turn that came at the last moment goes to the next. */
  private void leave(Waiting<Q, A> mine) {
    synchronized (gate) {
      queue.remove(mine);
      if (mine.turn.isDone()) {
        passTurnOn();
      }
    }
  }

  private void passTurnOn() {
    synchronized (gate) {
      Waiting<Q, A> next = queue.poll();
      if (next == null) {
        running--;
      } else {
        next.turn.complete(true);
      }
    }
  }

  private List<Waiting<Q, A>> batchWith(Waiting<Q, A> mine) {
    List<Waiting<Q, A>> batch = new ArrayList<>();
    batch.add(mine);
    synchronized (gate) {
      while (!queue.isEmpty() && batch.size() < LARGEST) {
        batch.add(queue.remove());
      }
    }
    return batch;
  }

  private void run(List<Waiting<Q, A>> batch) {
    try {
      List<A> answers = statement.answer(batch.stream().map(each -> each.question).toList());
      if (answers.size() != batch.size()) {
        throw new IllegalStateException(
            answers.size() + " answers to " + batch.size() + " questions");
      }
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).answer.complete(answers.get(i));
      }
    } catch (Throwable failure) {
      batch.forEach(each -> each.answer.completeExceptionally(failure));
    } finally {
      passTurnOn();
    }
  }
}
