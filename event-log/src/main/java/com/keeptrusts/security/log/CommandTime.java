package com.keeptrusts.security.log;

import com.keeptrusts.security.event.Origin;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * The clock that stamps events: the instant {@code at} in the metadata of the message that the
 * current unit of work handles. Elsewhere there is no time, and asking for it fails, so that no
 * node's own clock ever gets into the log. Whoever else defaults to Axon's clock (a streaming event
 * processor) is given another one.
 */
public final class CommandTime extends Clock {

  private static final ThreadLocal<@Nullable Instant> CARRIED = new ThreadLocal<>();

  /** Makes this the clock of all events of the process. */
  public void install() {
    GenericEventMessage.clock = this;
  }

  @Override
  public Instant instant() {
    return ofCurrentUnitOfWork()
        .or(() -> Optional.ofNullable(CARRIED.get()))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "There is no time here: an event is made while a message is handled that has"
                        + " the database's instant as `at` in its metadata"));
  }

  private static Optional<Instant> ofCurrentUnitOfWork() {
    Optional<UnitOfWork<?>> unit =
        CurrentUnitOfWork.isStarted() ? Optional.of(CurrentUnitOfWork.get()) : Optional.empty();
    while (unit.isPresent()) {
      if (unit.get().getMessage().getMetaData().get(Origin.AT) instanceof Instant at) {
        return Optional.of(at);
      }
      unit = unit.get().parent().map(parent -> (UnitOfWork<?>) parent);
    }
    return Optional.empty();
  }

  /** Runs elsewhere and later what belongs to this moment: a snapshot has its command's stamp. */
  public Executor carriedTo(Executor executor) {
    return task -> {
      Instant at = instant();
      executor.execute(() -> at(at, task));
    };
  }

  /** Runs, with no message handled yet, what belongs to that moment: a timer goes off. */
  public static void at(Instant at, Runnable task) {
    CARRIED.set(at);
    try {
      task.run();
    } finally {
      CARRIED.remove();
    }
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("Instants have no zone");
  }
}
