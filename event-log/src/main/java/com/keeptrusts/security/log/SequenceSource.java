package com.keeptrusts.security.log;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/**
 * The sequence as Axon's streaming event processors read it: every event once, in the order of its
 * number. A new event arrives within milliseconds of its numbering. Streams must be closed; while
 * one is open, one connection is held to be told of new events. A time has no place in the
 * sequence, so there is no token for one.
 */
public final class SequenceSource implements StreamableMessageSource<TrackedEventMessage<?>> {

  private static final int BATCH = 500;

  private final SequenceReader reader;
  private final SequenceWatch watch;
  private final LogSerializer serializer;

  public SequenceSource(DataSource dataSource, LogSerializer serializer) {
    this.reader = new SequenceReader(dataSource);
    this.watch = new SequenceWatch(dataSource);
    this.serializer = serializer;
  }

  @Override
  public TrackingToken createTailToken() {
    return SequenceToken.BEGINNING;
  }

  @Override
  public TrackingToken createHeadToken() {
    return new SequenceToken(reader.head());
  }

  @Override
  public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
    TrackingToken position = WrappedToken.unwrapLowerBound(token);
    if (position == null) {
      return new SequenceStream(SequenceToken.BEGINNING);
    }
    if (position instanceof SequenceToken sequence) {
      return new SequenceStream(sequence);
    }
    throw new IllegalArgumentException("Not a token of the sequence: " + token);
  }

  private final class SequenceStream implements BlockingStream<TrackedEventMessage<?>> {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final Runnable listener = this::announce;
    private final Queue<TrackedEventMessage<?>> read = new ArrayDeque<>();
    private volatile Runnable callback = () -> {};
    private long position;

    SequenceStream(SequenceToken after) {
      position = after.number();
      watch.add(listener);
    }

    private void announce() {
      lock.lock();
      try {
        grown.signalAll();
      } finally {
        lock.unlock();
      }
      callback.run();
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
      return hasNextAvailable() ? Optional.of(read.element()) : Optional.empty();
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
      long nanos = unit.toNanos(timeout);
      lock.lockInterruptibly();
      try {
        while (read.isEmpty() && !fetch()) {
          if (nanos <= 0) {
            return false;
          }
          nanos = grown.awaitNanos(nanos);
        }
        return true;
      } finally {
        lock.unlock();
      }
    }

    private boolean fetch() {
      if (watch.head() > position) {
        List<NumberedEvent> batch = reader.read(position, BATCH);
        read.addAll(serializer.messages(batch.stream()).toList());
        if (!batch.isEmpty()) {
          position = batch.get(batch.size() - 1).number();
        }
      }
      return !read.isEmpty();
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
      while (!hasNextAvailable(1, TimeUnit.SECONDS)) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
      return read.remove();
    }

    @Override
    public boolean setOnAvailableCallback(Runnable callback) {
      this.callback = callback;
      if (watch.head() > position) {
        callback.run();
      }
      return true;
    }

    @Override
    public void close() {
      watch.remove(listener);
    }
  }
}
