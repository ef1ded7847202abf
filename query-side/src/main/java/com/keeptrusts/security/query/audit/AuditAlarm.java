package com.keeptrusts.security.query.audit;

import java.util.Objects;
import org.axonframework.eventhandling.ErrorContext;
import org.axonframework.eventhandling.ErrorHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears when entries cannot be written: says so loudly, once a number, and lets the failure stop
 * the processor, which tries again with growing pauses. Nothing is skipped meanwhile.
 */
final class AuditAlarm implements ErrorHandler {

  private static final Logger log = LoggerFactory.getLogger(AuditAlarm.class);

  private volatile @Nullable Long stoppedAt;

  @Override
  public void handleError(ErrorContext failure) throws Exception {
    EventMessage<?> first = failure.failedEvents().get(0);
    long number = ((TrackedEventMessage<?>) first).trackingToken().position().orElse(-1);
    if (!Objects.equals(stoppedAt, number)) {
      log.error(
          "The audit log stands still: entry {} and {} after it could not be written",
          number,
          failure.failedEvents().size() - 1,
          failure.error());
    }
    stoppedAt = number;
    if (failure.error() instanceof Exception exception) {
      throw exception;
    }
    throw new IllegalStateException(failure.error());
  }

  void over() {
    if (stoppedAt != null) {
      stoppedAt = null;
      log.info("The audit log goes on");
    }
  }

  /** The first number that could not be written; null while all is well. */
  @Nullable Long stoppedAt() {
    return stoppedAt;
  }
}
