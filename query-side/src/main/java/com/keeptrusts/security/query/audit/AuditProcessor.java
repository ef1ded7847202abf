package com.keeptrusts.security.query.audit;

import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.async.SequentialPolicy;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.context.SmartLifecycle;

/**
 * Runs the projection on one node at a time: whoever holds the token's claim. The others wait for
 * it and go on from the same number.
 */
final class AuditProcessor implements SmartLifecycle {

  private static final long CLAIM_EVERY_MS = 1000;

  private final PooledStreamingEventProcessor processor;
  private final ScheduledExecutorService coordinator;
  private final ScheduledExecutorService worker;

  AuditProcessor(
      String name,
      AuditProjection projection,
      AuditAlarm alarm,
      StreamableMessageSource<TrackedEventMessage<?>> sequence,
      TokenStore tokens,
      TransactionManager transactions,
      AuditSettings settings) {
    coordinator = Executors.newSingleThreadScheduledExecutor(task -> thread(name, "order", task));
    worker = Executors.newSingleThreadScheduledExecutor(task -> thread(name, "work", task));
    processor =
        PooledStreamingEventProcessor.builder()
            .name(name)
            .eventHandlerInvoker(oneAfterTheOther(projection))
            .errorHandler(alarm)
            .messageSource(sequence)
            .tokenStore(tokens)
            .transactionManager(transactions)
            .coordinatorExecutor(coordinator)
            .workerExecutor(worker)
            .initialSegmentCount(1)
            .maxClaimedSegments(1)
            .initialToken(StreamableMessageSource::createTailToken)
            .batchSize(settings.batchSize())
            .tokenClaimInterval(CLAIM_EVERY_MS)
            .claimExtensionThreshold(settings.claimTimeout().toMillis() / 4)
            // Axon's own is the clock of commands, which stands still within one.
            .clock(Clock.systemUTC())
            .build();
  }

  private static EventHandlerInvoker oneAfterTheOther(AuditProjection projection) {
    return SimpleEventHandlerInvoker.builder()
        .eventHandlers(projection)
        .sequencingPolicy(new SequentialPolicy())
        .listenerInvocationErrorHandler(PropagatingErrorHandler.INSTANCE)
        .build();
  }

  private static Thread thread(String name, String role, Runnable task) {
    Thread thread = new Thread(task, name + "-" + role);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void start() {
    processor.start();
  }

  /** Lets the claim go, so that another node takes over at once. */
  @Override
  public void stop() {
    processor.shutDown();
  }

  @Override
  public boolean isRunning() {
    return processor.isRunning();
  }

  /** Reads the whole sequence again: entries that are missing are added, all others stay. */
  void replay() {
    processor.shutDown();
    processor.resetTokens();
    processor.start();
  }

  /** For good; it cannot be started again. */
  void close() {
    coordinator.shutdown();
    worker.shutdown();
  }
}
