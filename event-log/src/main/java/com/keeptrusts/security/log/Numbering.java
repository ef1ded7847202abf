package com.keeptrusts.security.log;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Gives committed events their numbers: dense, each once, never changed. Every command node does
 * it, none leads: a batch is one call of one database function, which is one transaction, so a node
 * that pauses or dies holds nothing for the others. Woken by this node's own commits; what other
 * nodes left behind is found by looking every 100 ms.
 */
public final class Numbering implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Numbering.class);
  private static final int BATCH = 1_000;
  private static final Duration IDLE = Duration.ofMillis(100);
  private static final Duration OTHERS = Duration.ofMillis(10);
  private static final long STOP_MILLIS = 2_000;
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final JdbcClient database;
  private final Semaphore work = new Semaphore(0);
  private @Nullable Thread loop;

  public Numbering(DataSource commandSide) {
    this.database = JdbcClient.create(commandSide);
  }

  /** One batch: how many events got a number, or -1 if somebody else was numbering. */
  public int numberBatch() {
    return database
        .sql("SELECT log.number_events(:at_most)")
        .param("at_most", BATCH)
        .query(Integer.class)
        .single();
  }

  public synchronized void start() {
    if (loop == null) {
      Thread thread = new Thread(this::run, "numbering");
      thread.setDaemon(true);
      loop = thread;
      thread.start();
    }
  }

  /** Says that events were committed. Never blocks. */
  public void wake() {
    if (work.availablePermits() == 0) {
      work.release();
    }
  }

  /** Stops after the batch at hand. */
  public void stop() {
    Thread stopping = withdraw();
    if (stopping != null) {
      wake();
      try {
        stopping.join(STOP_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized @Nullable Thread withdraw() {
    Thread stopping = loop;
    loop = null;
    return stopping;
  }

  @Override
  public void close() {
    stop();
  }

  private synchronized boolean isWanted() {
    return loop == Thread.currentThread();
  }

  private void run() {
    try {
      while (isWanted()) {
        Duration pause = numberSome();
        if (work.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
          work.drainPermits();
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns how long to wait for more. */
  private Duration numberSome() {
    try {
      int numbered = numberBatch();
      return numbered == BATCH ? Duration.ZERO : numbered < 0 ? OTHERS : IDLE;
    } catch (DataAccessException unavailable) {
      if (SqlStates.isUnavailable(unavailable)) {
        LOG.warn("Events could not be numbered without the database; trying again");
      } else {
        LOG.warn("Events could not be numbered; trying again", unavailable);
      }
      return AFTER_FAILURE;
    }
  }
}
