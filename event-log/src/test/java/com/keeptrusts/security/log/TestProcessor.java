package com.keeptrusts.security.log;

import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.axonframework.eventhandling.EventMessageHandler;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** A streaming processor as the query side builds one. */
final class TestProcessor implements AutoCloseable {

  private final ScheduledExecutorService coordinator = Executors.newScheduledThreadPool(1);
  private final ScheduledExecutorService worker = Executors.newScheduledThreadPool(1);
  private final PooledStreamingEventProcessor processor;

  TestProcessor(TestDatabase database, SequenceSource source, EventMessageHandler handler) {
    processor =
        PooledStreamingEventProcessor.builder()
            .name(StoredNames.AUDIT)
            .eventHandlerInvoker(
                SimpleEventHandlerInvoker.builder()
                    .eventHandlers(handler)
                    .listenerInvocationErrorHandler(PropagatingErrorHandler.INSTANCE)
                    .build())
            .messageSource(source)
            .tokenStore(
                JdbcTokenStore.builder()
                    .connectionProvider(
                        new TransactionAwareDataSourceProxy(database.query())::getConnection)
                    .serializer(new LogSerializer(StoredNames.events()))
                    .schema(TokenTable.named("reading.token_1"))
                    .contentType(String.class)
                    .build())
            .transactionManager(TestLog.transactions(database.query()))
            .coordinatorExecutor(coordinator)
            .workerExecutor(worker)
            .initialSegmentCount(1)
            .initialToken(start -> start.createTailToken())
            .clock(Clock.systemUTC())
            .build();
  }

  /** Where a processor of this database writes down how far it came. */
  static void createTokenTable(TestDatabase database) {
    JdbcClient owner = JdbcClient.create(database.owner());
    owner.sql("CREATE SCHEMA reading").update();
    owner.sql("CREATE TABLE reading.token_1 (" + TokenTable.COLUMNS + ")").update();
    owner.sql("GRANT USAGE ON SCHEMA reading TO keeptrusts_query").update();
    owner.sql("GRANT SELECT, INSERT, UPDATE ON reading.token_1 TO keeptrusts_query").update();
  }

  void start() {
    processor.start();
  }

  void stop() {
    processor.shutDown();
  }

  void reset() {
    processor.resetTokens();
  }

  @Override
  public void close() {
    stop();
    coordinator.shutdownNow();
    worker.shutdownNow();
  }
}
