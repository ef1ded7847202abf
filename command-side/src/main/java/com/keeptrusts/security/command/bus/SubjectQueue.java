package com.keeptrusts.security.command.bus;

import com.keeptrusts.security.event.Deferred;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Lets one command a subject through at a time, in this process, before a connection is taken: who
 * waits holds nothing. Bounded in length and time; beyond that the caller may come back. What other
 * nodes do at the same time is decided by row locks and by the log's fence.
 */
@Component
public final class SubjectQueue {

  private static final int LONGEST = 32;
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final ConcurrentHashMap<String, Line> lines = new ConcurrentHashMap<>();

  /** Those who are at one subject; guarded by the map's own locking of its key. */
  private static final class Line {
    private final Semaphore turn = new Semaphore(1, true);
    private int length;
  }

  /**
   * Runs the step when its turn has come.
   *
   * @throws Deferred if the queue is too long, or too slow
   */
  <T> T take(String subject, Supplier<T> step) {
    Line line = join(subject);
    try {
      if (!line.turn.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw busy(subject);
      }
      try {
        return step.get();
      } finally {
        line.turn.release();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw busy(subject);
    } finally {
      leave(subject);
    }
  }

  private Line join(String subject) {
    return lines.compute(
        subject,
        (key, existing) -> {
          Line line = existing == null ? new Line() : existing;
          if (line.length >= LONGEST) {
            throw busy(subject);
          }
          line.length++;
          return line;
        });
  }

  private void leave(String subject) {
    lines.computeIfPresent(
        subject,
        (key, line) -> {
          line.length--;
          return line.length == 0 ? null : line;
        });
  }

  private static Deferred busy(String subject) {
    return Deferred.busy(
        "Too many requests change " + subject + " at this moment", Duration.ofSeconds(1));
  }
}
